import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';

export default {
  data: {
    name: 'join',
    description: 'Brings me into your voice channel',
    ...usableInServers,
  },
  answers: 'openly',
  async run({ asker, services }) {
    const channelId = await services.presence.join(asker);
    return line(`I'm in <#${channelId}>. Type \`/say\` and I speak for you.`);
  },
} satisfies Command;
