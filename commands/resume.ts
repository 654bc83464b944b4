import { everyone } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';

export default {
  data: {
    name: 'resume',
    ...usableInServers,
  },
  may: everyone,
  answers: 'openly',
  when: 'now',
  run({ asker, services }) {
    services.pausing.resume(asker);
    return line(asker.t(($) => $.calls.goesOn.asked));
  },
} satisfies Command;
