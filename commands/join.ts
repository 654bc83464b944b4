import { askerOf } from '#discord/asker.ts';
import type { Command } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';

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
