import { Status } from 'discord.js';
import { beforeEach, expect, test, vi } from 'vitest';

import { notReady, watched } from '#watched.ts';
import type { WatchedParts } from '#watched.ts';

import { stopClocks } from './virtual-time.ts';

// The bot is looked at when somebody asks how it does.

const spent = { day: { usd: 1, chars: 10 }, month: { usd: 5, chars: 90 } };
const limits = [
  { scope: 'bot', period: 'month', usd: 4 },
  { scope: 'bot', period: 'day', usd: 3, chars: 30 },
];
const quotas = [{ endpoint: 'speech', period: 'minute', limit: 9, left: 8 }];
let asked: AbortSignal[] = [];
beforeEach(() => {
  asked = [];
});

function looking(balance: (signal: AbortSignal) => Promise<number>) {
  const parts = {
    spending: { used: async ({ period }: { readonly period: 'day' | 'month' }) => spent[period] },
    jobs: { countOpen: async () => ({ submitted: 3 }) },
    speaker: {
      money: {
        balance(signal: AbortSignal) {
          asked.push(signal);
          return balance(signal);
        },
        limitsFor: async () => limits,
      },
      callsLeft: () => quotas,
    },
  } as unknown as WatchedParts;
  return watched(parts, { engine: 'deapi' }, {
    notReady: () => undefined,
  } as Parameters<typeof watched>[2]);
}

test('the money of today is that of the bot’s day, and what is left of a limit that of its own period', async () => {
  expect(await looking(async () => 7).money()).toMatchObject({
    spentTodayUsd: 1,
    budgets: [
      { period: 'month', unit: 'usd', limit: 4, left: 0 },
      { period: 'day', unit: 'usd', limit: 3, left: 2 },
      { period: 'day', unit: 'chars', limit: 30, left: 20 },
    ],
  });
});

test('jobs that are open and calls that are left are those of the engine', async () => {
  const { engine, openJobs, quotas: left } = looking(async () => 7);
  expect(engine).toBe('deapi');
  expect(await openJobs()).toEqual({ submitted: 3 });
  expect(left()).toEqual(quotas);
});

test('money is looked at anew after five seconds, and the balance, for which nobody waits, after five minutes', async () => {
  stopClocks();
  let usd = 7;
  const { money } = looking(async () => {
    await new Promise((resolve) => void setTimeout(resolve, 1_000));
    return usd;
  });
  expect((await money()).balanceUsd).toBeUndefined();
  await vi.advanceTimersByTimeAsync(4_900);
  expect((await money()).balanceUsd).toBeUndefined();
  await vi.advanceTimersByTimeAsync(200);
  expect((await money()).balanceUsd).toBe(7);
  usd = 6;
  await vi.advanceTimersByTimeAsync(290_000);
  expect((await money()).balanceUsd).toBe(7);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(10_000);
  await money();
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await money()).balanceUsd).toBe(6);
  expect(asked).toHaveLength(2);
});

test('a balance that can’t be read any more is not told as it was', async () => {
  stopClocks();
  let isAway = false;
  const { money } = looking(async () => {
    if (isAway) throw new Error('away');
    return 7;
  });
  await money();
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await money()).balanceUsd).toBe(7);
  isAway = true;
  await vi.advanceTimersByTimeAsync(300_000);
  await money();
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await money()).balanceUsd).toBeUndefined();
});

test.each([
  ['all is well', [Status.Ready, Status.Ready], 1, undefined],
  ['a shard is away', [Status.Ready, Status.Reconnecting], 1, 'a connection to Discord is away'],
  ['none is there', [], 1, 'it is not connected to Discord yet'],
  ['no process is there', [Status.Ready], 0, 'no process can hold a voice connection'],
])('where %s the bot is as ready as that', (_, shards, workersAlive, why) => {
  const { signal } = new AbortController();
  const client = {
    ws: {
      shards: {
        size: shards.length,
        filter: (is: (shard: { status: Status }) => boolean) => ({
          size: shards.filter((status) => is({ status })).length,
        }),
      },
    },
    guilds: { cache: { size: 1 } },
  };
  const parts = { client, calls: { metrics: () => ({ workersAlive }) } } as never;
  expect(notReady(parts, signal)).toBe(why);
  expect(notReady(parts, AbortSignal.abort())).toBe('it is about to end');
  expect(notReady(undefined, signal)).toBe('it has not started yet');
});
