import { usableAnywhere } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';

export default {
  data: {
    name: 'help',
    description: 'Shows what I can do',
    ...usableAnywhere,
  },
  answers: 'privately',
  run: ({ services }) => services.help(),
} satisfies Command;
