import { everyone } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';

import { completed } from './option-data.ts';

export default {
  data: {
    name: 'help',
    ...usableAnywhere,
    options: [completed('command', 40)],
  },
  may: everyone,
  answers: 'privately',
  when: 'now',
  run: ({ asker, options, services }) => services.help.show(asker, options.string('command')),
  complete: ({ asker, typed, services }) => services.help.like(asker, typed.value),
} satisfies Command;
