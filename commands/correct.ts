import { everyone } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';

export default {
  data: { name: 'correct', ...usableAnywhere, options: [] },
  may: everyone,
  answers: 'privately',
  when: 'now',
  run: ({ asker, services: { speakBox } }) => speakBox.correct(asker),
} satisfies Command;
