import { ApplicationCommandOptionType } from 'discord-api-types/v10';

import { everyone } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';

export default {
  data: {
    name: 'help',
    ...usableAnywhere,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'command',
        autocomplete: true,
        max_length: 40,
      },
    ],
  },
  may: everyone,
  answers: 'privately',
  when: 'now',
  run: ({ asker, options, services }) => services.help.show(asker, options.string('command')),
  complete: ({ asker, typed, services }) => services.help.like(asker, typed.value),
} satisfies Command;
