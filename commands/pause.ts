import { everyone } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';

export default {
  data: {
    name: 'pause',
    ...usableInServers,
  },
  may: everyone,
  // People shall see who made it silent.
  answers: 'openly',
  when: 'now',
  run({ asker, services }) {
    return line(asker.t(services.pausing.pause(asker)));
  },
} satisfies Command;
