import { expect, test } from 'vitest';

import { isOver, leftOf, limitsOf, percentUsed } from '#jobs/limit.ts';
import type { OperatorLimit } from '#jobs/limit.ts';
import type { Amount } from '#speech/amount.ts';

const operators: readonly OperatorLimit[] = [
  { scope: 'bot', period: 'month', usd: 30 },
  { scope: 'server', period: 'day', usd: 1 },
  { scope: 'person', period: 'day', chars: 500 },
];
const own = { scope: 'server', period: 'month', guildId: 'club', usd: 5 } as const;
const limitsFor = limitsOf(operators, { limitsFor: async () => [own] });

test('the operator’s limits count for whoever it is, with those of the server', async () => {
  expect(await limitsFor({ userId: 'ann', guildId: 'club' })).toEqual([
    operators[0],
    { ...operators[1], guildId: 'club' },
    { ...operators[2], userId: 'ann' },
    own,
  ]);
});

test('in direct messages no server counts, and for nobody in particular the bot’s limits alone', async () => {
  expect(await limitsOf(operators, { limitsFor: async () => [] })({ userId: 'ann' })).toEqual([
    operators[0],
    { ...operators[2], userId: 'ann' },
  ]);
  expect(await limitsFor(undefined)).toEqual([operators[0]]);
});

test('amounts of the whole bot that are set while it runs count in the place of those that are configured', async () => {
  const noBudgets = { limitsFor: async () => [] };
  let set: readonly (Amount & { readonly period: 'day' | 'month' })[] = [];
  const written = [{ scope: 'bot', period: 'month', usd: 30, chars: 9 }, ...operators.slice(1)];
  const limits = limitsOf(written as readonly OperatorLimit[], noBudgets, () => set);
  set = [
    { period: 'day', chars: 5 },
    { period: 'month', usd: 2 },
  ];
  expect(await limits(undefined)).toEqual([
    { scope: 'bot', period: 'day', chars: 5 },
    { scope: 'bot', period: 'month', usd: 2, chars: 9 },
  ]);
  expect(await limits({ userId: 'ann' })).toContainEqual({ ...operators[2], userId: 'ann' });
  set = [];
  expect(await limits(undefined)).toEqual([written[0]]);
});

test.each<[Amount, usd: number, chars: number, percent: number]>([
  [{ usd: 2 }, 1, 9_999, 50],
  [{ usd: 2, chars: 100 }, 1, 80, 80],
  [{ chars: 100 }, 50, 120, 120],
  [{ usd: 0 }, 0, 0, 100],
  [{}, 5, 5, 0],
])('of %j with $%s and %s characters spent, %s %% are used up', (limit, usd, chars, percent) => {
  expect(percentUsed(limit, { usd, chars })).toBeCloseTo(percent, 9);
});

test.each<[Amount, usd: number, chars: number, isOver: boolean]>([
  [{ usd: 1 }, 0.9, 1_000, false],
  [{ usd: 1 }, 0.91, 1_000, true],
  [{ chars: 1_010 }, 0.91, 1_000, false],
  [{ chars: 1_009 }, 0, 1_000, true],
  [{}, 1_000, 1_000, false],
])('beside %j, with $%s and %s characters spent, 10 more for $0.10 are too much: %s', (...row) => {
  const [limit, usd, chars, expected] = row;
  expect(isOver(limit, { usd, chars }, { usd: 0.1, chars: 10 })).toBe(expected);
});

test.each<[Amount, usd: number, chars: number, left: Amount | undefined]>([
  [{ usd: 1 }, 0.75, 1_000, { usd: 0.25 }],
  [{ usd: 1, chars: 10 }, 0.75, 9, { usd: 0.25, chars: 1 }],
  [{ usd: 1, chars: 10 }, 0.75, 10, undefined],
  [{ usd: 0.3 }, 0.1 + 0.2, 0, undefined],
  [{ usd: 0.3 }, 0.1 + 0.1 + 0.1 - 1e-16, 0, undefined],
  [{ usd: 0 }, 0, 0, undefined],
])('of %j, with $%s and %s characters spent, there is %j left', (limit, usd, chars, left) => {
  expect(leftOf(limit, { usd, chars })).toEqual(left);
});

test('what has no price needs a budget in which there is something left', () => {
  const unpriced = { usd: 0, chars: 10 };
  expect(isOver({ usd: 1 }, { usd: 0.99, chars: 0 }, unpriced)).toBe(false);
  expect(isOver({ usd: 1 }, { usd: 1, chars: 0 }, unpriced)).toBe(true);
  expect(isOver({ usd: 0 }, { usd: 0, chars: 0 }, unpriced)).toBe(true);
});
