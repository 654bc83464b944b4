import { everyone } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';

import { flag } from './option-data.ts';

export default {
  data: { name: 'stop', ...usableAnywhere, options: [flag('waiting')] },
  may: everyone,
  answers: 'privately',
  when: 'now',
  run: ({ asker, options, services: { speakBox } }) =>
    speakBox.stop(asker, options.boolean('waiting') === true),
} satisfies Command;
