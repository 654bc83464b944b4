import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';

import type { BasicOptionData, OptionData } from '#discord/command-words.ts';
import { everyone, privately } from '#discord/command.ts';
import type { Options } from '#discord/options.ts';
import { usableInServers } from '#discord/usable.ts';
import type { Asked, Command } from '#features/services.ts';
import { managersOfCalls } from '#features/settings/rights.ts';
import { settings } from '#features/settings/settings.ts';

import { somebody, subcommand } from './option-data.ts';
import { chosenSettings, settingOptions } from './setting-options.ts';

type Chosen = Asked & { readonly options: Options };

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
    settings: changing(({ asker, options, services }) =>
      services.callRules.change(
        asker,
        chosenSettings('call settings', settings.server, options, asker.t),
      ),
    ),
    'person add': changing(({ asker, options, services }) =>
      services.callRules.comeTo(asker, 'personIds', [options.user('person', true).id], true),
    ),
    'person remove': changing(({ asker, options, services }) =>
      services.callRules.comeTo(asker, 'personIds', [options.user('person', true).id], false),
    ),
    'role add': changing(({ asker, options, services }) =>
      services.callRules.comeTo(asker, 'roleIds', [options.role('role', true).id], true),
    ),
    'role remove': changing(({ asker, options, services }) =>
      services.callRules.comeTo(asker, 'roleIds', [options.role('role', true).id], false),
    ),
  },
} satisfies Command;

/** Changes when the bot comes and goes, and shows what is set then. */
function changing(change: (asked: Chosen) => Promise<unknown>) {
  return privately(managersOfCalls, async (asked: Chosen) => {
    await change(asked);
    return asked.services.callRules.show(asked.asker);
  });
}
