import { ApplicationCommandOptionType } from 'discord-api-types/v10';

import { everyone } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';

export default {
  data: {
    name: 'help',
    description: 'Shows what I can do',
    ...usableAnywhere,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'command',
        description: 'All that one command can do: type to search',
        autocomplete: true,
        max_length: 40,
      },
    ],
  },
  may: everyone,
  answers: 'privately',
  when: 'now',
  run: ({ options, services }) => services.help.show(options.string('command')),
  complete: ({ typed, services }) => services.help.like(typed.value),
} satisfies Command;
