import { everyone } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { maxTypedChars } from '#features/phrases/effects.ts';
import type { Command } from '#features/services.ts';

import { completed, flag, written } from './option-data.ts';

export default {
  data: {
    name: 'phrase',
    ...usableAnywhere,
    options: [
      written('phrase', 1_000, { required: true, autocomplete: true }),
      flag('private'),
      completed('tap', maxTypedChars),
    ],
  },
  may: everyone,
  answers: (options) =>
    options.boolean('private') === true || options.string('tap') !== undefined
      ? 'privately'
      : 'openly',
  when: 'later',
  isAnswerKept: true,
  async run({ asker, options, services: { phrases, taps }, reply }) {
    const phrase = options.string('phrase', true);
    const tap = options.string('tap');
    if (tap !== undefined) return taps.bind(asker, phrase, tap, reply);
    return phrases.say(asker, phrase, reply);
  },
  complete: ({ asker, typed, services: { phrases, taps } }) =>
    typed.name === 'tap' ? taps.suggestions(typed.value) : phrases.suggestions(asker, typed.value),
} satisfies Command;
