import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Budget, type BudgetOptions, type Reservation } from '#speech/deapi/budget.ts';
import type { Answer } from '#speech/deapi/http.ts';
import { SpeechError } from '#speech/speech.ts';

import { MapMemo } from '../../fakes/map-memo.ts';
import { VirtualClock } from '../virtual-clock.ts';

const dayMs = 86_400_000;

function budgetOf(
  clock: VirtualClock,
  perMinute: number,
  perDay?: number,
  more: Partial<BudgetOptions> = {},
): Budget {
  const limits = { perMinute, ...(perDay !== undefined && { perDay }) };
  return new Budget({ endpoint: 'jobs', clock, limits: () => limits, ...more });
}

function answer(status: number, headers: Record<string, string> = {}): Answer {
  return { status, headers, text: '', json: undefined };
}

function refusalOf(work: () => void): SpeechError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof SpeechError) return error;
    throw error;
  }
}

test('the call after the last of the minute is refused, with the time until it is possible', () => {
  const clock = new VirtualClock();
  const budget = budgetOf(clock, 5);
  for (let call = 0; call < 5; call += 1) budget.begin();
  clock.pass(20_000);
  const error = refusalOf(() => budget.begin());
  expect(error?.failure).toBe('rate-limited');
  expect(error?.facts).toMatchObject({ quota: 'minute', retryAfterMs: 41_000 });
  clock.pass(error?.facts.retryAfterMs ?? 0);
  expect(refusalOf(() => budget.begin())).toBeUndefined();
});

test('a call that is not sent after all is there for others, of the minute and of the day', async () => {
  const clock = new VirtualClock();
  const memo = new MapMemo();
  const budget = budgetOf(clock, 5, 9, { memo });
  budget.begin();
  for (let call = 0; call < 50; call += 1) {
    budget.begin();
    budget.unsent();
  }
  expect([budget.leftThisMinute, budget.leftToday]).toEqual([4, 8]);
  const next = budgetOf(clock, 5, 9, { memo });
  await next.restore();
  expect(next.leftToday).toBe(8);
});

test('a call that is not sent after midnight takes nothing of the new day', () => {
  const clock = new VirtualClock('2026-11-22T23:59:59Z');
  const budget = budgetOf(clock, 5, 9);
  budget.begin();
  clock.pass(2_000);
  budget.unsent();
  expect(budget.leftToday).toBe(9);
});

test('the call after the last of the day is refused until midnight of UTC', () => {
  const clock = new VirtualClock('2026-11-22T23:00:00Z');
  const budget = budgetOf(clock, 50, 2);
  budget.begin();
  budget.begin();
  expect(refusalOf(() => budget.begin())?.facts).toMatchObject({
    quota: 'day',
    retryAfterMs: 3_600_000,
  });
  budget.finish(answer(200));
  budget.finish(answer(200));
  clock.pass(3_600_000);
  expect(refusalOf(() => budget.begin())).toBeUndefined();
});

test('no pattern of calls exceeds the minute or the day', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: 40_000 }),
          fc.constantFrom('call', 'reserve', 'use', 'release'),
        ),
        {
          minLength: 50,
          maxLength: 300,
        },
      ),
      (steps) => {
        const clock = new VirtualClock('2026-11-22T23:30:00Z');
        const budget = budgetOf(clock, 5, 40);
        const calls: number[] = [];
        const held: Reservation[] = [];
        for (const [waitMs, step] of steps) {
          clock.pass(waitMs);
          const made = (reservation?: Reservation) => {
            if (refusalOf(() => budget.begin({ reservation }))) return;
            calls.push(clock.wallMs());
            budget.finish(answer(200));
          };
          if (step === 'call') made();
          else if (step === 'use') made(held.at(-1));
          else if (step === 'release') held.pop()?.release();
          else refusalOf(() => void held.push(budget.reserve()));
        }
        for (const at of calls) {
          expect(
            calls.filter((other) => other >= at && other < at + 60_000).length,
          ).toBeLessThanOrEqual(5);
          const day = Math.floor(at / dayMs);
          expect(
            calls.filter((other) => Math.floor(other / dayMs) === day).length,
          ).toBeLessThanOrEqual(40);
        }
      },
    ),
  );
});

test('a reserved call stays possible when all others are used up', () => {
  const budget = budgetOf(new VirtualClock(), 50, 3);
  const reservation = budget.reserve();
  budget.begin();
  budget.begin();
  expect(refusalOf(() => budget.begin())?.facts.quota).toBe('day');
  expect(refusalOf(() => budget.reserve())?.facts.quota).toBe('day');
  expect(refusalOf(() => budget.begin({ reservation }))).toBeUndefined();
  expect(refusalOf(() => budget.begin({ reservation }))?.facts.quota).toBe('day');
});

test('a reserved call is kept while others are left, also when its own job makes one', () => {
  const budget = budgetOf(new VirtualClock(), 50, 3);
  const reservation = budget.reserve();
  budget.begin({ reservation });
  budget.begin();
  expect(refusalOf(() => budget.begin())?.facts.quota).toBe('day');
  expect(refusalOf(() => budget.begin({ reservation }))).toBeUndefined();
});

test('a reservation that was not needed can be used by others', () => {
  const budget = budgetOf(new VirtualClock(), 50, 1);
  const reservation = budget.reserve();
  expect(budget.leftToday).toBe(0);
  reservation.release();
  reservation.release();
  expect(budget.leftToday).toBe(1);
});

test.each([
  [
    'specification, minute',
    { 'x-ratelimit-type': 'minute', 'retry-after': '17' },
    'minute',
    17_000,
  ],
  ['specification, day', { 'x-ratelimit-type': 'daily', 'retry-after': '7200' }, 'day', 7_200_000],
  ['a long wait means the day', { 'retry-after': '7200' }, 'day', 7_200_000],
  ['a date', { 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT' }, 'minute', 30_000],
  ['the day without a time: midnight', { 'x-ratelimit-type': 'daily' }, 'day', 14 * 3_600_000],
  ['nothing: a minute', {}, 'minute', 60_000],
  [
    'nonsense: a minute',
    { 'retry-after': 'soon', 'x-ratelimit-remaining': '-3' },
    'minute',
    60_000,
  ],
])('429 with %s', (_, headers, quota, retryAfterMs) => {
  const clock = new VirtualClock('2026-11-22T10:00:00Z');
  const budget = budgetOf(clock, 50, 200);
  budget.begin();
  expect(budget.finish(answer(429, headers as Record<string, string>))?.facts).toEqual({
    engine: 'deapi',
    status: 429,
    quota,
    retryAfterMs,
  });
  expect(refusalOf(() => budget.begin())?.facts).toMatchObject({ quota, retryAfterMs });
  clock.pass(retryAfterMs);
  expect(refusalOf(() => budget.begin())).toBeUndefined();
});

test('a second 429 without a word, after the minute was waited for, means the day', () => {
  const clock = new VirtualClock('2026-11-22T10:00:00Z');
  const budget = budgetOf(clock, 50);
  budget.begin();
  budget.finish(answer(429));
  clock.pass(60_000);
  budget.begin();
  expect(budget.finish(answer(429))?.facts.quota).toBe('day');
});

test('what the service has counted for others is left to them', () => {
  const budget = budgetOf(new VirtualClock(), 50, 200);
  budget.begin();
  budget.finish(
    answer(200, {
      'x-ratelimit-limit': '50',
      'x-ratelimit-remaining': '3',
      'x-ratelimit-daily-limit': '200',
      'x-ratelimit-daily-remaining': '9',
    }),
  );
  expect(budget.leftThisMinute).toBe(3);
  expect(budget.leftToday).toBe(9);
});

test('calls still in the air are not forgotten when another answer tells what is left', () => {
  const budget = budgetOf(new VirtualClock(), 50, 200);
  budget.begin();
  budget.begin();
  budget.finish(
    answer(200, { 'x-ratelimit-remaining': '49', 'x-ratelimit-daily-remaining': '199' }),
  );
  expect(budget.leftThisMinute).toBe(48);
  expect(budget.leftToday).toBe(198);
});

test('calls in the air at midnight count in the new day, and what was reserved stays so', () => {
  const clock = new VirtualClock('2026-11-22T23:59:59Z');
  const budget = budgetOf(clock, 50, 4);
  budget.begin();
  budget.begin();
  const reservation = budget.reserve();
  clock.pass(2_000);
  expect(budget.leftToday).toBe(1);
  budget.begin();
  expect(refusalOf(() => budget.begin())?.facts).toMatchObject({
    quota: 'day',
    retryAfterMs: dayMs - 1_000,
  });
  expect(refusalOf(() => budget.begin({ reservation }))).toBeUndefined();
  for (let call = 0; call < 4; call += 1) budget.finish(answer(200));
  expect(budget.leftToday).toBe(0);
  clock.pass(dayMs);
  expect(budget.leftToday).toBe(4);
});

test.each([
  ['the answer was on its way', '2026-11-22T23:59:59Z', 2_000],
  ['its clock is behind', '2026-11-23T00:00:01Z', 0],
])('what the service counted on the day before is none of today: %s', (_, begunAt, passedMs) => {
  const clock = new VirtualClock(begunAt);
  const budget = budgetOf(clock, 50, 200);
  const usedUp = {
    date: 'Sun, 22 Nov 2026 23:59:59 GMT',
    'x-ratelimit-daily-limit': '200',
    'x-ratelimit-daily-remaining': '0',
  };
  budget.begin();
  budget.begin();
  clock.pass(passedMs);
  budget.finish(answer(200, usedUp));
  expect(budget.leftToday).toBe(198);
  // Without a time, the day ends at the service's midnight.
  const refused = { ...usedUp, 'x-ratelimit-type': 'daily' };
  const { facts } = budget.finish(answer(429, refused)) ?? {};
  expect(facts).toMatchObject({ quota: 'day', retryAfterMs: 1_000 });
  // Refused calls are not counted.
  expect(budget.leftToday).toBe(199);
  clock.pass(1_000);
  expect(refusalOf(() => budget.begin())).toBeUndefined();
  budget.finish(answer(200, { ...usedUp, date: 'Mon, 23 Nov 2026 00:00:02 GMT' }));
  expect(budget.leftToday).toBe(0);
});

test("the day's count survives a restart, and ends with the day", async () => {
  const memo = new MapMemo();
  const clock = new VirtualClock('2026-11-22T12:00:00Z');
  const before = budgetOf(clock, 50, 200, { memo });
  for (let call = 0; call < 30; call += 1) before.begin();
  const after = budgetOf(clock, 50, 200, { memo });
  await after.restore();
  expect(after.leftToday).toBe(170);

  const nextDay = budgetOf(new VirtualClock('2026-11-23T00:00:01Z'), 50, 200, { memo });
  await nextDay.restore();
  expect(nextDay.leftToday).toBe(200);
});

test.each([null, [], 'x', { day: 'today' }, { day: 1e9, used: -5 }])(
  'a broken memory of the day, %j, changes nothing',
  async (value) => {
    const memo = new MapMemo();
    memo.values.set('deapi-calls-jobs', value);
    const budget = budgetOf(new VirtualClock(), 50, 200, { memo });
    await budget.restore();
    expect(budget.leftToday).toBe(200);
  },
);

test('a part of the minute is left to commands, until they have used it or it is over', () => {
  const clock = new VirtualClock();
  const budget = budgetOf(clock, 5, 300, { keepsForCommands: true });
  const read = () => refusalOf(() => budget.begin({ way: 'read' }))?.facts;
  for (let call = 0; call < 4; call += 1) expect(read()).toBeUndefined();
  expect(read()).toMatchObject({ quota: 'minute', retryAfterMs: 61_000, keptForCommands: true });
  budget.begin({ way: 'asked' });
  expect(refusalOf(() => budget.begin())?.facts.keptForCommands).toBeUndefined();
  clock.pass(61_000);
  expect(read()).toBeUndefined();
});

test('a part of the day is left to commands until 22:00, then it is for everybody', () => {
  const clock = new VirtualClock('2026-11-22T20:00:00Z');
  const budget = budgetOf(clock, 300, 10, { keepsForCommands: true });
  const read = () => refusalOf(() => budget.begin({ way: 'read' }))?.facts;
  for (let call = 0; call < 8; call += 1) expect(read()).toBeUndefined();
  expect(read()).toMatchObject({
    quota: 'day',
    retryAfterMs: 2 * 3_600_000,
    keptForCommands: true,
  });
  expect(refusalOf(() => budget.reserve('read'))?.facts.keptForCommands).toBe(true);
  expect(refusalOf(() => budget.begin())).toBeUndefined();
  clock.pass(2 * 3_600_000);
  expect(read()).toBeUndefined();
  expect(read()).toMatchObject({ quota: 'day', retryAfterMs: 2 * 3_600_000 });
  expect(read()?.keptForCommands).toBeUndefined();
});

test('nothing is kept of what has no limit of the day, and of a limit of one', () => {
  const clock = new VirtualClock();
  const single = budgetOf(clock, 1, undefined, { keepsForCommands: true });
  expect(refusalOf(() => single.begin({ way: 'read' }))).toBeUndefined();
  const all = budgetOf(clock, 50, 10);
  for (let call = 0; call < 10; call += 1) all.begin({ way: 'read' });
  expect(all.leftToday).toBe(0);
});

test('limits that change count from the next call on, and what was said of the old ones is forgotten', () => {
  const basic = { perMinute: 5, perDay: 300 };
  const premium = { perMinute: 300 };
  let limits: BudgetOptions['limits'] = () => basic;
  const clock = new VirtualClock();
  const budget = budgetOf(clock, 0, 0, { limits: () => limits() });
  budget.begin();
  const refused = { 'x-ratelimit-type': 'daily', 'retry-after': '7200' };
  budget.finish(answer(429, { ...refused, 'x-ratelimit-daily-limit': '250' }));
  expect(budget.limits).toEqual({ perMinute: 5, perDay: 250 });
  expect(refusalOf(() => budget.begin())?.facts.quota).toBe('day');
  limits = () => premium;
  expect(refusalOf(() => budget.begin())).toBeUndefined();
  expect(budget.leftThisMinute).toBe(298);
  expect(budget.leftToday).toBe(Infinity);
});

test('the limit in a refusal that does not say of what is not taken for the minute’s', () => {
  const budget = budgetOf(new VirtualClock(), 5, 300);
  budget.begin();
  budget.finish(answer(429, { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '0' }));
  expect(budget.limits.perMinute).toBe(5);
});
