import { ApplicationCommandType } from 'discord-api-types/v10';

import { askerOf } from '#discord/asker.ts';
import type { PersonCommand } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';

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
