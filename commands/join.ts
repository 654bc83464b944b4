import { askerOf } from '#discord/asker.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';

export default {
  data: {
    name: 'join',
    description: 'Brings me into your voice channel',
    ...usableInServers,
  },
  async execute(interaction, { presence }, reply) {
    const channelId = await presence.join(askerOf(interaction));
    await reply.finish(line(`I'm in <#${channelId}>. Type \`/say\` and I speak for you.`));
  },
} satisfies Command;
