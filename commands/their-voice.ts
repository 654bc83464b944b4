import { ApplicationCommandType } from 'discord-api-types/v10';

import { usableInServers } from '#discord/usable.ts';
import type { PersonCommand } from '#features/services.ts';

export default {
  data: {
    type: ApplicationCommandType.User,
    name: 'Their voice',
    ...usableInServers,
  },
  answers: 'privately',
  run: ({ asker, person, services }) => services.voicePanels.shown(asker, person),
} satisfies PersonCommand;
