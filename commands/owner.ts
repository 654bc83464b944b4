import { inPlace, privately } from '#discord/command.ts';
import type { Right } from '#discord/command.ts';
import { usableInDirectMessages } from '#discord/usable.ts';
import type { Asked, Command } from '#features/services.ts';
import { levels } from '#ops/log-level.ts';

import { completed, oneOf, subcommand, written } from './option-data.ts';

/** The right of those who run the bot, in direct messages and in their server. */
const operators: Right<Pick<Asked, 'asker' | 'services'>> = ({ asker, services }) =>
  services.operating.refusal(asker);

export default {
  data: {
    name: 'owner',
    ...usableInDirectMessages,
    options: [
      subcommand('show'),
      subcommand('servers', [written('name', 100)]),
      subcommand('leave', [completed('server', 100, true)]),
      subcommand('log', [oneOf('level', levels, true)]),
    ],
  },

  subcommands: {
    show: privately(operators, ({ asker, services }) => services.operating.show(asker)),
    servers: privately(operators, async ({ asker, options, services }) =>
      services.operating.servers(asker, options.string('name')),
    ),
    leave: privately(operators, async ({ asker, options, services }) =>
      services.operating.askToLeave(asker, options.string('server', true)),
    ),
    log: privately(operators, ({ asker, options, services }) =>
      services.operating.setLogLevel(
        asker,
        levels.find((level) => level === options.string('level')) ?? 'info',
      ),
    ),
  },

  complete: ({ asker, typed, services }) => services.operating.suggest(asker, typed.value),

  buttons: {
    leave: inPlace(operators, ({ asker, subject, services }) =>
      services.operating.leave(asker, subject),
    ),
  },
} satisfies Command;
