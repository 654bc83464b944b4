import { inPlace, privately } from '#discord/command.ts';
import type { Right } from '#discord/command.ts';
import type { Options } from '#discord/options.ts';
import { usableInDirectMessages } from '#discord/usable.ts';
import type { Asked, Command } from '#features/services.ts';
import { levels } from '#ops/log-level.ts';
import type { Banned } from '#store/bans.ts';

import { completed, oneOf, somebody, subcommand, written } from './option-data.ts';

/** The right of those who run the bot, in direct messages and in their server. */
const operators: Right<Pick<Asked, 'asker' | 'services'>> = ({ asker, services }) =>
  services.operating.refusal(asker);

const whom = [somebody(), completed('server')];

/** A person who is named counts before a server. */
function whomIn(options: Options): Partial<Banned> {
  const person = options.user('person');
  if (person) return { kind: 'person', id: person.id };
  const id = options.string('server');
  return id === undefined ? {} : { kind: 'server', id };
}

export default {
  data: {
    name: 'owner',
    ...usableInDirectMessages,
    options: [
      subcommand('show'),
      subcommand('servers', [written('name', 100)]),
      subcommand('leave', [completed('server', 100, true)]),
      subcommand('log', [oneOf('level', levels, true)]),
      subcommand('ban', [written('reason', 200, { required: true }), ...whom]),
      subcommand('unban', whom),
      subcommand('bans'),
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
    ban: privately(operators, ({ asker, options, services }) =>
      services.operating.bans.ban(asker, whomIn(options), options.string('reason', true)),
    ),
    unban: privately(operators, ({ asker, options, services }) =>
      services.operating.bans.lift(asker, whomIn(options)),
    ),
    bans: privately(operators, ({ asker, services }) => services.operating.bans.list(asker)),
  },

  complete: ({ asker, typed, options, services }) =>
    services.operating.suggest(asker, typed.value, options.subcommand),

  buttons: {
    leave: inPlace(operators, ({ asker, subject, services }) =>
      services.operating.leave(asker, subject),
    ),
  },
} satisfies Command;
