import { expect, test } from 'vitest';

import { SimulatedAccount } from './simulated-account.ts';

const startsAt = '2026-11-22T10:00:00Z';

/** Lines at even times. */
function every(gapMs: number, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    atMs: 120_000 + index * gapMs,
    way: 'asked' as const,
  }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const premium = { startsAt, tier: 'premium', assumed: 'premium' } as const;
const lagsOf = ({ heard }: SimulatedAccount) =>
  heard.map(({ lagMs, error }) => {
    expect(error).toBeUndefined();
    return lagMs ?? Number.NaN;
  });

test.each([1, 2, 3])(
  'a premium account that is idle hears of ends within 100 ms on average (seed %i)',
  async (seed) => {
    const account = new SimulatedAccount({ ...premium, seed });
    await account.speak(every(8_000, 300));
    expect(mean(lagsOf(account))).toBeLessThanOrEqual(100);
    expect(account.calls.refused).toBe(0);
  },
);

test('with more jobs each is asked for less often, and the minute is never exceeded', async () => {
  const calls: number[] = [];
  for (const gapMs of [8_000, 2_000, 1_000, 500]) {
    const account = new SimulatedAccount(premium);
    await account.speak(every(gapMs, 240));
    lagsOf(account);
    expect(account.calls.refused).toBe(0);
    calls.push(account.calls.status / account.calls.submit);
    for (const at of account.statusCallsMs) {
      const inMinute = account.statusCallsMs.filter((other) => other >= at && other < at + 60_000);
      expect(inMinute.length).toBeLessThanOrEqual(300);
    }
  }
  expect(calls).toEqual(calls.toSorted((a, b) => b - a));
});

test.each([
  ['premium', premium],
  ['new', { startsAt, tier: 'basic' }],
] as const)(
  'the first job of a %s account, which ends at once, is known at once',
  async (_, of) => {
    const account = new SimulatedAccount({ ...of, jobMs: () => 0 });
    await account.speak(every(1, 1));
    expect(mean(lagsOf(account))).toBeLessThanOrEqual(150);
  },
);
