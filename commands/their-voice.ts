import { ApplicationCommandType } from 'discord-api-types/v10';

import { askerOf } from '#discord/asker.ts';
import { usableInServers } from '#discord/usable.ts';
import type { PersonCommand } from '#features/services.ts';

export default {
  data: {
    type: ApplicationCommandType.User,
    name: 'Their voice',
    ...usableInServers,
  },
  async execute(interaction, { voicePanels }, reply) {
    await reply.finish(await voicePanels.shown(askerOf(interaction), interaction.targetUser));
  },
} satisfies PersonCommand;
