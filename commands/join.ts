import { askerOf } from '../src/discord/asker.ts';
import type { Command } from '../src/discord/command.ts';
import { usableInServers } from '../src/discord/usable.ts';
import { line } from '../src/discord/view.ts';

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
