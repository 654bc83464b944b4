import { everyone } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';

import { flag } from './option-data.ts';

export default {
  data: { name: 'again', ...usableAnywhere, options: [flag('louder')] },
  may: everyone,
  answers: 'privately',
  when: 'later',
  run: ({ asker, options, services: { speakBox } }) =>
    speakBox.again(asker, options.boolean('louder') === true),
} satisfies Command;
