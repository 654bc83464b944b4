import { everyone } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';

export default {
  data: {
    name: 'join',
    ...usableInServers,
  },
  may: everyone,
  answers: 'openly',
  when: 'later',
  async run({ asker, services }) {
    const channelId = await services.presence.join(asker);
    return line(asker.t(($) => $.calls.joined, { channel: `<#${channelId}>` }));
  },
} satisfies Command;
