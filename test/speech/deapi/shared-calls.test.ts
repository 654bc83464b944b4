import { expect, test } from 'vitest';

import type { SharedNotes } from '#ops/shared-notes.ts';
import { Budget } from '#speech/deapi/budget.ts';
import { SharedCalls } from '#speech/deapi/shared-calls.ts';

import { VirtualClock } from '../virtual-clock.ts';

// Budgets of several processes that ask with one account.

function rig({ perMinute = 5 } = {}) {
  const clock = new VirtualClock();
  const written = new Map<string, string>();
  let isAway = false;
  const notes: SharedNotes = {
    async change(name, work) {
      if (isAway) throw new Error('the database is away');
      const { written: next, result } = work(written.get(name), clock.wallMs());
      written.set(name, next);
      return result;
    },
  };
  const open = (): Budget =>
    new Budget({
      endpoint: 'speech',
      limits: () => ({ perMinute }),
      keepsForCommands: true,
      shared: new SharedCalls({ notes, name: 'calls', onTrouble: () => undefined }),
      clock,
    });
  return { clock, open, goAway: (away: boolean) => (isAway = away) };
}

async function ask(budget: Budget, way: 'asked' | 'read' = 'asked'): Promise<boolean> {
  budget.begin({ way });
  if (await budget.agreed({ way })) return false;
  budget.finish({ status: 200, headers: {}, text: '', json: undefined });
  return true;
}

test('one has what the other left, and that again when a minute is over', async () => {
  const { clock, open } = rig();
  const [one, other] = [open(), open()];
  for (let made = 0; made < 3; made += 1) expect(await ask(one)).toBe(true);
  expect(await ask(other, 'read')).toBe(true);
  // The last of five is left to commands.
  expect(await ask(other, 'read')).toBe(false);
  expect(await ask(other)).toBe(true);
  expect(await ask(other)).toBe(false);
  expect(other.leftThisMinute).toBe(0);
  clock.pass(63_000);
  expect(await ask(other)).toBe(true);
});

test('a call that others leave no room for counts as never sent', async () => {
  const { open } = rig({ perMinute: 1 });
  const [one, other] = [open(), open()];
  expect(await ask(one)).toBe(true);
  other.begin();
  await expect(other.assertAgreed()).rejects.toMatchObject({ failure: 'rate-limited' });
  expect(other.usedToday).toBe(0);
});

test('what the service says of when to come again holds for all', async () => {
  const { clock, open } = rig();
  const [one, other] = [open(), open()];
  one.begin();
  await one.assertAgreed();
  one.finish({ status: 429, headers: { 'retry-after': '7' }, text: '', json: undefined });
  expect(await ask(other)).toBe(false);
  clock.pass(7_100);
  expect(await ask(other)).toBe(true);
});

test('while nobody can say what others do, nothing is asked', async () => {
  const { open, goAway } = rig();
  const budget = open();
  goAway(true);
  expect(await ask(budget)).toBe(false);
  goAway(false);
  expect(await ask(budget)).toBe(true);
});
