import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';

import { inPlace, privately } from '#discord/command.ts';
import type { Right } from '#discord/command.ts';
import type { Options } from '#discord/options.ts';
import { usableInDirectMessages } from '#discord/usable.ts';
import type { Asked, Command } from '#features/services.ts';
import { levels } from '#ops/log-level.ts';
import type { Banned } from '#store/bans.ts';

import { maxCharacters, maxDollars } from './budget.ts';
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

const periods = ['day', 'month'] as const;

function periodIn(options: Options): (typeof periods)[number] {
  return periods.find((each) => each === options.string('period')) ?? 'day';
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
      subcommand('notice', [written('text', 1_500, { required: true })]),
      {
        type: T.SubcommandGroup,
        name: 'budget',
        options: [
          subcommand('set', [
            oneOf('period', periods, true),
            { type: T.Number, name: 'dollars', min_value: 0, max_value: maxDollars },
            { type: T.Integer, name: 'characters', min_value: 0, max_value: maxCharacters },
          ]),
          subcommand('remove', [oneOf('period', periods, true)]),
        ],
      },
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
    notice: privately(operators, ({ asker, options, services }) =>
      services.operating.notices.draft(asker, options.string('text', true)),
    ),
    'budget set': privately(operators, ({ asker, options, services }) => {
      const usd = options.number('dollars');
      const chars = options.integer('characters');
      return services.operating.setBudget(asker, {
        period: periodIn(options),
        ...(usd !== undefined && { usd }),
        ...(chars !== undefined && { chars }),
      });
    }),
    'budget remove': privately(operators, ({ asker, options, services }) =>
      services.operating.removeBudget(asker, periodIn(options)),
    ),
  },

  complete: ({ asker, typed, options, services }) =>
    services.operating.suggest(asker, typed.value, options.subcommand),

  buttons: {
    leave: inPlace(operators, ({ asker, subject, services }) =>
      services.operating.leave(asker, subject),
    ),
    post: inPlace(operators, ({ asker, subject, services }) =>
      services.operating.notices.post(asker, subject),
    ),
  },
} satisfies Command;
