import { everyone } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';

import { written } from './option-data.ts';

export default {
  data: { name: 'hold', ...usableAnywhere, options: [written('text', 1_000)] },
  may: everyone,
  answers: 'privately',
  when: 'now',
  run({ asker, options, services: { speakBox } }) {
    const typed = options.string('text');
    return typed === undefined ? speakBox.held(asker) : speakBox.hold(asker, typed);
  },
} satisfies Command;
