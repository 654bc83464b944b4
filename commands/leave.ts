import { everyone } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';

export default {
  data: {
    name: 'leave',
    ...usableInServers,
  },
  may: everyone,
  answers: 'openly',
  when: 'now',
  run({ asker, services }) {
    const channelId = services.presence.leave(asker);
    return line(asker.t(($) => $.calls.left, { channel: `<#${channelId}>` }));
  },
} satisfies Command;
