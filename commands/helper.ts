import { everyone, soon } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';

import { somebody, subcommand } from './option-data.ts';

export default {
  data: {
    name: 'helper',
    ...usableAnywhere,
    options: [subcommand('ask', [somebody(true)]), subcommand('show')],
  },
  subcommands: {
    ask: soon.privately(everyone, ({ asker, options, services: { helping } }) =>
      helping.ask(asker, options.user('person', true)),
    ),
    show: soon.privately(everyone, ({ asker, services: { helping } }) => helping.show(asker)),
  },
  buttons: {
    accept: soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.helping.accept(asker, subject),
    ),
    end: soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.helping.end(asker, subject),
    ),
  },
} satisfies Command;
