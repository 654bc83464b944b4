import { everyone, privately } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { maxLongChars, maxShortChars } from '#features/phrases/abbreviations.ts';
import type { Command } from '#features/services.ts';

import { completed, subcommand, written } from './option-data.ts';

export default {
  data: {
    name: 'short',
    ...usableAnywhere,
    options: [
      subcommand('add', [
        written('short', maxShortChars, { required: true }),
        written('long', maxLongChars, { required: true }),
      ]),
      subcommand('remove', [completed('short', maxShortChars, true)]),
      subcommand('list'),
    ],
  },
  subcommands: {
    add: privately(everyone, ({ asker, options, services: { abbreviations } }) =>
      abbreviations.add(asker, options.string('short', true), options.string('long', true)),
    ),
    remove: privately(everyone, ({ asker, options, services: { abbreviations } }) =>
      abbreviations.remove(asker, options.string('short', true)),
    ),
    list: privately(everyone, ({ asker, services: { abbreviations } }) =>
      abbreviations.list(asker),
    ),
  },
  complete: ({ asker, typed, services: { abbreviations } }) =>
    abbreviations.suggestions(asker, typed.value),
} satisfies Command;
