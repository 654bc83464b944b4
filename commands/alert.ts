import { everyone } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';

import { written } from './option-data.ts';

export default {
  data: {
    name: 'alert',
    ...usableAnywhere,
    options: [written('text', 1_000, { required: true, autocomplete: true })],
  },
  may: everyone,
  answers: 'privately',
  when: 'later',
  run: ({ asker, options, services: { speakBox }, reply }) =>
    speakBox.alert(asker, options.string('text', true), reply),
  complete: ({ asker, typed, services: { phrases } }) => phrases.suggestions(asker, typed.value),
} satisfies Command;
