import { askerOf } from '#discord/asker.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';

export default {
  data: {
    name: 'leave',
    description: 'Sends me out of the voice channel',
    ...usableInServers,
  },
  async execute(interaction, { presence }, reply) {
    const channelId = presence.leave(askerOf(interaction));
    await reply.finish(line(`I left <#${channelId}>.`));
  },
} satisfies Command;
