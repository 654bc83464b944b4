import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';

import type { BasicOptionData, OptionData } from '#discord/command-words.ts';
import { everyone, privately } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';
import { managersOfCalls } from '#features/settings/rights.ts';
import { settings } from '#features/settings/settings.ts';

import { somebody, subcommand } from './option-data.ts';
import { chosenSettings, settingOptions } from './setting-options.ts';

const role: BasicOptionData = { type: T.Role, name: 'role', required: true };

const ofOneself = [...settings.member, ...settings.person];

function listOf(name: string, what: BasicOptionData): OptionData {
  const options = [subcommand('add', [what]), subcommand('remove', [what])];
  return { type: T.SubcommandGroup, name, options };
}

export default {
  data: {
    name: 'call',
    ...usableInServers,
    options: [
      subcommand('show'),
      subcommand('me', settingOptions('call me', ofOneself)),
      subcommand('settings', settingOptions('call settings', settings.server)),
      listOf('person', somebody(true)),
      listOf('role', role),
    ],
  },

  subcommands: {
    show: privately(everyone, ({ asker, services }) => services.callRules.show(asker)),
    me: privately(everyone, ({ asker, options, services }) =>
      services.callRules.me(asker, chosenSettings('call me', ofOneself, options, asker.t)),
    ),
    settings: privately(managersOfCalls, ({ asker, options, services }) =>
      services.callRules.change(
        asker,
        chosenSettings('call settings', settings.server, options, asker.t),
      ),
    ),
    'person add': privately(managersOfCalls, ({ asker, options, services }) =>
      services.callRules.comeTo(asker, 'personIds', options.user('person', true).id, true),
    ),
    'person remove': privately(managersOfCalls, ({ asker, options, services }) =>
      services.callRules.comeTo(asker, 'personIds', options.user('person', true).id, false),
    ),
    'role add': privately(managersOfCalls, ({ asker, options, services }) =>
      services.callRules.comeTo(asker, 'roleIds', options.role('role', true).id, true),
    ),
    'role remove': privately(managersOfCalls, ({ asker, options, services }) =>
      services.callRules.comeTo(asker, 'roleIds', options.role('role', true).id, false),
    ),
  },
} satisfies Command;
