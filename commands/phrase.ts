import { everyone } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';

import { flag, written } from './option-data.ts';

export default {
  data: {
    name: 'phrase',
    ...usableAnywhere,
    options: [written('phrase', 1_000, { required: true, autocomplete: true }), flag('private')],
  },
  may: everyone,
  answers: (options) => (options.boolean('private') === true ? 'privately' : 'openly'),
  when: 'later',
  isAnswerKept: true,
  run: ({ asker, options, services: { phrases }, reply }) =>
    phrases.say(asker, options.string('phrase', true), reply),
  complete: ({ asker, typed, services: { phrases } }) => phrases.suggestions(asker, typed.value),
} satisfies Command;
