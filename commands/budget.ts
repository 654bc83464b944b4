import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';

import { privately } from '#discord/command.ts';
import type { Options } from '#discord/options.ts';
import { usableInServers } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';
import { budgetSetters } from '#features/settings/rights.ts';

import { oneOf, somebody, subcommand } from './option-data.ts';

const periods = ['day', 'month'] as const;
const groups = ['server', 'each'] as const;
/** More than anybody means, and less than what a database adds up wrongly. */
export const maxDollars = 100_000;
export const maxCharacters = 1_000_000_000;

const whose = [oneOf('for', groups), somebody()];

/** A person who is named counts before a group. */
function whoseIn(options: Options) {
  const person = options.user('person');
  if (person) return { whose: 'person', userId: person.id } as const;
  return { whose: groups.find((each) => each === options.string('for')) ?? 'server' } as const;
}

function periodIn(options: Options) {
  return periods.find((each) => each === options.string('period'));
}

export default {
  data: {
    name: 'budget',
    ...usableInServers,
    options: [
      subcommand('show'),
      subcommand('set', [
        oneOf('period', periods, true),
        { type: T.Number, name: 'dollars', min_value: 0, max_value: maxDollars },
        { type: T.Integer, name: 'characters', min_value: 0, max_value: maxCharacters },
        ...whose,
      ]),
      subcommand('remove', [...whose, oneOf('period', periods)]),
    ],
  },

  subcommands: {
    show: privately(budgetSetters, ({ asker, services }) => services.budgeting.show(asker)),
    set: privately(budgetSetters, ({ asker, options, services }) => {
      const usd = options.number('dollars');
      const chars = options.integer('characters');
      return services.budgeting.set(asker, {
        ...whoseIn(options),
        period: periodIn(options) ?? 'day',
        ...(usd !== undefined && { usd }),
        ...(chars !== undefined && { chars }),
      });
    }),
    remove: privately(budgetSetters, ({ asker, options, services }) => {
      const named = periodIn(options);
      return services.budgeting.remove(asker, {
        ...whoseIn(options),
        ...(named !== undefined && { period: named }),
      });
    }),
  },
} satisfies Command;
