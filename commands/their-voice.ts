import { ApplicationCommandType } from 'discord-api-types/v10';

import { everyone } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import type { PersonCommand } from '#features/services.ts';

export default {
  data: {
    type: ApplicationCommandType.User,
    name: 'Their voice',
    ...usableInServers,
  },
  may: everyone,
  answers: 'privately',
  when: 'later',
  run: ({ asker, person, services }) => services.voicePanels.shown(asker, person),
} satisfies PersonCommand;
