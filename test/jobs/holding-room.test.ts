import { setImmediate as turn } from 'node:timers/promises';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Intent } from '#jobs/job.ts';
import type { Limit } from '#jobs/limit.ts';
import { withBudgets } from '#jobs/with-budgets.ts';
import type { BoundedJobs } from '#jobs/with-budgets.ts';
import { SpeechError } from '#speech/speech.ts';
import type { Payer } from '#speech/speech.ts';
import type { Store } from '#store/store.ts';

import { ann, intentOf } from '../store/busy-person.ts';
import { testStore } from '../store/folder.ts';

// A text that is paid for in several requests: there is room for all of it, or none of it is begun.

const bot: Limit = { scope: 'bot', period: 'day', usd: 10 };

function bounded({ jobs, spending }: Store, limits: (payer?: Payer) => readonly Limit[]) {
  const over: Limit[] = [];
  const news = { spent: () => undefined, over: (limit: Limit) => void over.push(limit) };
  const all = withBudgets(jobs, {
    limitsFor: async (payer) => limits(payer as Payer | undefined),
    used: (limit) => spending.used(limit),
    news,
  });
  return { all, over };
}

const payer: Payer = { userId: ann, guildId: 'club', way: 'asked' };
const whole = (usd: number, chars = 40, of = payer) =>
  ({ engine: 'deapi', usd, chars, payer: of }) as const;
const part = (reservedUsd: number, of = payer): Intent => ({
  ...intentOf(of.userId, of.guildId),
  reservedUsd,
});
const isBegun = (begun: Promise<string>): Promise<boolean> =>
  begun.then(
    () => true,
    (error: unknown) => {
      if (error instanceof SpeechError && error.failure === 'over-budget') return false;
      throw error;
    },
  );

test('room is kept in characters as well, for all texts together', async () => {
  await using rig = await testStore();
  const { all } = bounded(rig.store, () => [{ scope: 'bot', period: 'day', chars: 100 }]);
  // A request of 20 characters is on its way already.
  await all.begin(part(0));
  const [first, second] = [await all.holdRoom(whole(0, 40)), await all.holdRoom(whole(0, 30))];
  expect([first.refusal, second.refusal]).toEqual([undefined, undefined]);
  expect((await all.holdRoom(whole(0, 20))).refusal).toBeDefined();
  first.release();
  expect((await all.holdRoom(whole(0, 20))).refusal).toBeUndefined();
});

test('room for all of a text is kept until each request of it is paid, or the text is given up', async () => {
  await using rig = await testStore();
  const { all } = bounded(rig.store, () => [bot]);
  const text = await all.holdRoom(whole(8));
  expect(text.refusal).toBeUndefined();
  expect(await isBegun(all.begin(part(3)))).toBe(false);
  expect(await isBegun(all.begin(part(2)))).toBe(true);
  expect(await isBegun(all.begin(part(5), text))).toBe(true);
  expect(await isBegun(all.begin(part(1)))).toBe(false);
  text.release();
  expect(await isBegun(all.begin(part(3)))).toBe(true);
});

test('a text without room is refused whole, also a part of it that would have some, and told of once', async () => {
  await using rig = await testStore();
  const { all, over } = bounded(rig.store, () => [bot]);
  const text = await all.holdRoom(whole(11));
  expect(text.refusal?.facts.budget).toMatchObject({ scope: 'bot', left: { usd: 10 } });
  for (const usd of [1, 2]) expect(await isBegun(all.begin(part(usd), text))).toBe(false);
  expect(over).toEqual([bot]);
  // It takes nothing from others.
  expect(await isBegun(all.begin(part(10)))).toBe(true);
});

test('what is kept for somebody counts in their limits and in those of their server, and in nobody else’s', async () => {
  await using rig = await testStore();
  const own = ({ userId, guildId }: Payer): readonly Limit[] => [
    { scope: 'person', period: 'day', userId, usd: 4 },
    ...(guildId === undefined
      ? []
      : [{ scope: 'server', period: 'month', guildId, usd: 5 } as const]),
  ];
  const { all } = bounded(rig.store, (of) => (of ? own(of) : []));
  const bob: Payer = { userId: 'bob', guildId: 'club', way: 'read' };
  await all.holdRoom(whole(3));
  expect(await isBegun(all.begin(part(2, { ...payer, guildId: 'pub' })))).toBe(false);
  expect(await isBegun(all.begin(part(3, bob)))).toBe(false);
  expect(await isBegun(all.begin(part(3, { ...bob, guildId: 'pub' })))).toBe(true);
  expect(await isBegun(all.begin(part(1, bob)))).toBe(true);
});

const cents = fc.integer({ min: 1, max: 400 });
const texts = fc.array(fc.array(cents, { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 8,
});

/** Asks for the parts one after the other; resolves with how many began. */
async function spoken(
  all: BoundedJobs,
  parts: readonly number[],
  note: (id: string) => Promise<void>,
): Promise<number> {
  const asked = parts.reduce((sum, part) => sum + part, 0) / 100;
  const text = await all.holdRoom(whole(asked));
  let begun = 0;
  for (const each of parts) {
    const id = await all.begin(part(each / 100), text).catch(() => undefined);
    if (id === undefined) break;
    begun += 1;
    await turn();
    await note(id);
  }
  text.release();
  return begun;
}

test('a text that takes all that is left is spoken to its end, however its parts add up', async () => {
  await using rig = await testStore();
  // 0.1 and 0.2 are a little more than 0.3.
  const { all } = bounded(rig.store, () => [{ scope: 'bot', period: 'day', usd: 0.3 }]);
  expect(await spoken(all, [10, 20], (id) => all.note(id, { to: 'kept' }))).toBe(2);
  expect(await isBegun(all.begin(part(0.000_001)))).toBe(false);
});

test('however many texts ask at once, each is begun whole or not at all, and no limit is overrun', async () => {
  await using rig = await testStore();
  const { store } = rig;
  let at = 0;
  await fc.assert(
    fc.asyncProperty(texts, async (all) => {
      at += 1;
      const limit: Limit = { scope: 'server', period: 'day', guildId: `club ${at}`, usd: 10 };
      const { all: jobs } = bounded(store, () => [limit]);
      const here = (intent: Intent): Intent => ({
        ...intent,
        payer: { ...payer, guildId: `club ${at}` },
      });
      const begin: BoundedJobs['begin'] = (intent, held) => jobs.begin(here(intent), held);
      const holdRoom: BoundedJobs['holdRoom'] = (asked) =>
        jobs.holdRoom({ ...asked, payer: { ...payer, guildId: `club ${at}` } });
      const placed = { ...jobs, begin, holdRoom };
      const note = (id: string) => jobs.note(id, { to: 'kept' });
      const begun = await Promise.all(all.map((parts) => spoken(placed, parts, note)));
      for (const [index, count] of begun.entries())
        expect([0, all[index]?.length]).toContain(count);
      const { usd } = await store.spending.used(limit);
      expect(usd).toBeLessThanOrEqual(10 + 1e-9);
      const paid = all.filter((_, index) => (begun[index] ?? 0) > 0).flat();
      expect(usd).toBeCloseTo(paid.reduce((sum, each) => sum + each, 0) / 100, 6);
    }),
    { numRuns: 60 },
  );
});
