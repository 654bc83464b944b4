import { everyone } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';

export default {
  data: {
    name: 'skip',
    ...usableInServers,
  },
  may: everyone,
  answers: 'openly',
  when: 'now',
  run({ asker, services }) {
    services.presence.skip(asker);
    return line(asker.t(($) => $.calls.skipped));
  },
} satisfies Command;
