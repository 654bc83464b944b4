import { everyone, privately } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';
import { managers, moderatorsOfCalls } from '#features/settings/rights.ts';
import { settings } from '#features/settings/settings.ts';

import { somebody, subcommand } from './option-data.ts';
import { chosenSettings, settingOptions } from './setting-options.ts';

export default {
  data: {
    name: 'volume',
    ...usableInServers,
    options: [
      subcommand('me', settingOptions('volume me', settings.person)),
      subcommand('person', [somebody(true), ...settingOptions('volume person', settings.member)]),
      subcommand('server', settingOptions('volume server', settings.server)),
    ],
  },

  subcommands: {
    me: privately(everyone, async ({ asker, options, services: { volumes } }) => {
      const changes = chosenSettings('volume me', settings.person, options, asker.t);
      return line(asker.t(await volumes.mine(asker, changes)));
    }),
    person: privately(moderatorsOfCalls, async ({ asker, options, services: { volumes } }) => {
      const { id } = options.user('person', true);
      const changes = chosenSettings('volume person', settings.member, options, asker.t);
      return line(asker.t(await volumes.ofPerson(asker, id, changes)));
    }),
    server: privately(managers, async ({ asker, options, services: { volumes } }) => {
      const changes = chosenSettings('volume server', settings.server, options, asker.t);
      return line(asker.t(await volumes.ofServer(asker, changes)));
    }),
  },
} satisfies Command;
