import { expect, test } from 'vitest';

import { watched } from '#watched.ts';
import type { WatchedParts } from '#watched.ts';

// The money is looked at when somebody asks how the bot does.

test('the money of today is that of the bot’s day, and what is left of a limit that of its own period', async () => {
  const spent = { day: { usd: 1, chars: 10 }, month: { usd: 5, chars: 90 } };
  const limits = [
    { scope: 'bot', period: 'month', usd: 4 },
    { scope: 'bot', period: 'day', usd: 3, chars: 30 },
  ];
  const parts = {
    spending: { used: async ({ period }: { readonly period: 'day' | 'month' }) => spent[period] },
    speaker: { money: { balance: async () => 7, limitsFor: async () => limits } },
  } as unknown as WatchedParts;
  const { money } = watched(parts, { engine: 'deapi' }, {
    notReady: () => undefined,
  } as Parameters<typeof watched>[2]);
  expect(await money()).toMatchObject({
    spentTodayUsd: 1,
    budgets: [
      { period: 'month', unit: 'usd', limit: 4, left: 0 },
      { period: 'day', unit: 'usd', limit: 3, left: 2 },
      { period: 'day', unit: 'chars', limit: 30, left: 20 },
    ],
  });
});
