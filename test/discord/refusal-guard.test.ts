import { expect, test } from 'vitest';

import { HeldBackError, RefusalGuard, toldGuard } from '#discord/refusal-guard.ts';

import { FakeLog } from '../fakes/log.ts';

function guarded(): { guard: RefusalGuard; pass: (ms: number) => void; held: () => number } {
  let nowMs = 0;
  let held = 0;
  const guard = new RefusalGuard(
    () => (held += 1),
    () => nowMs,
  );
  return { guard, pass: (ms) => (nowMs += ms), held: () => held };
}

/** Asks as often as that, each time refused; gives how often it was let through. */
function refusedTimes(guard: RefusalGuard, times: number, status = 403, scope = 'user'): number {
  let sent = 0;
  for (let time = 0; time < times; time += 1) {
    try {
      guard.admit();
    } catch (error) {
      if (!(error instanceof HeldBackError)) throw error;
      continue;
    }
    sent += 1;
    guard.note(status, scope);
  }
  return sent;
}

test('after 3,000 refusals ten requests a second go through, and that is told once', () => {
  const { guard, pass, held } = guarded();
  expect(refusedTimes(guard, 5_000)).toBe(3_010);
  pass(1_001);
  expect(refusedTimes(guard, 100)).toBe(10);
  expect(held()).toBe(1);
});

test('never more than 10,000 refusals come in ten minutes', () => {
  const { guard, pass } = guarded();
  let sent = 0;
  for (let second = 0; second < 600; second += 1) {
    sent += refusedTimes(guard, 100);
    pass(1_000);
  }
  expect(sent).toBeLessThan(10_000);
});

test('ten minutes later everything goes through again', () => {
  const { guard, pass, held } = guarded();
  refusedTimes(guard, 4_000);
  pass(10 * 60_000 + 1);
  expect(refusedTimes(guard, 2_000)).toBe(2_000);
  refusedTimes(guard, 2_000);
  expect(held()).toBe(2);
});

test.each([
  [404, 'user'],
  [200, 'user'],
  [429, 'shared'],
  [500, 'global'],
])('%i with scope %s is no refusal', (status, scope) => {
  const { guard } = guarded();
  expect(refusedTimes(guard, 5_000, status, scope)).toBe(5_000);
});

test('the operator is told once what is held back, and why', () => {
  const log = new FakeLog();
  const guard = toldGuard(log, () => 0);
  refusedTimes(guard, 2_999);
  expect(log.lines).toEqual([]);
  refusedTimes(guard, 20);
  expect(log.lines).toEqual([
    {
      level: 'error',
      facts: {},
      message: 'Discord refused 3,000 requests in ten minutes: most are held back for now',
    },
  ]);
});
