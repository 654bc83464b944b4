import { expect, test } from 'vitest';

import { Budget } from '#speech/deapi/budget.ts';
import { hasSpareCalls } from '#speech/deapi/spare-calls.ts';
import { tierLimits } from '#speech/deapi/tier.ts';
import type { DeapiTier } from '#speech/deapi/tier.ts';

import { VirtualClock } from '../virtual-clock.ts';

function account(tier: DeapiTier) {
  const clock = new VirtualClock();
  const budget = (endpoint: 'speech' | 'jobs') =>
    new Budget({
      endpoint,
      clock,
      limits: () => tierLimits[tier][endpoint],
      keepsForCommands: true,
    });
  const quotas = { speech: budget('speech'), jobs: budget('jobs') };
  const asks = (endpoint: 'speech' | 'jobs', count: number): void => {
    for (let call = 0; call < count; call += 1) {
      quotas[endpoint].begin();
      quotas[endpoint].finish();
    }
  };
  return { clock, quotas, asks };
}

test('a free account has a job to spare once a minute', () => {
  const { clock, quotas, asks } = account('basic');
  expect(hasSpareCalls(quotas)).toBe(true);
  asks('speech', 2);
  expect(hasSpareCalls(quotas)).toBe(false);
  clock.pass(61_000);
  expect(hasSpareCalls(quotas)).toBe(true);
});

test.each([
  ['jobs', 'speech', 150, 5],
  ['calls for their status', 'jobs', 100, 10],
] as const)(
  'when half of the day’s %s are used, a free account has none',
  (_, endpoint, half, atOnce) => {
    const { clock, quotas, asks } = account('basic');
    for (let used = 0; used < half; used += atOnce) {
      expect(hasSpareCalls(quotas)).toBe(true);
      asks(endpoint, atOnce);
      clock.pass(61_000);
    }
    expect(hasSpareCalls(quotas)).toBe(false);
    clock.pass(24 * 3_600_000);
    expect(hasSpareCalls(quotas)).toBe(true);
  },
);

test('an account that has paid has some until many are made at once', () => {
  const { quotas, asks } = account('premium');
  asks('speech', 74);
  expect(hasSpareCalls(quotas)).toBe(true);
  asks('speech', 1);
  expect(hasSpareCalls(quotas)).toBe(false);
});
