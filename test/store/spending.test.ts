import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Limit } from '#jobs/limit.ts';
import { dayMs } from '#ops/utc-day.ts';

import { ann, intentOf } from './busy-person.ts';
import { testStore } from './folder.ts';
import { asks, begun, bot, limitsOfAll, neverOverruns } from './racing.ts';

const now = Date.parse('2026-11-29T12:00:00Z');

test('however many ask at once, no limit is overrun, and every reservation ends', async () => {
  await using rig = await testStore({ now: () => now });
  const { jobs, spending } = rig.store;
  await fc.assert(
    fc.asyncProperty(asks, fc.integer({ min: 0, max: 3 }), async (all, room) => {
      const { usd, chars } = await spending.used(bot);
      // Earlier rounds have spent what they have.
      await neverOverruns(jobs, spending, all, limitsOfAll(usd + room, chars + room * 100));
      for (const { id } of await jobs.open()) await jobs.note(id, { to: 'refused' });
      expect(await jobs.open()).toEqual([]);
    }),
    { numRuns: 12 },
  );
});

test('what is on its way at midnight is counted on the day on which it was begun', async () => {
  const midnight = Date.parse('2026-11-30T00:00:00Z');
  let nowMs = midnight - 1_000;
  await using rig = await testStore({ now: () => nowMs });
  const { jobs, spending } = rig.store;
  const id = await jobs.begin(intentOf(ann), []);
  nowMs = midnight + 1_000;
  for (const to of ['submitted', 'done', 'kept'] as const) await jobs.note(id, { to });
  const days = await spending.days({ userId: ann }, 0);
  expect(days.map(({ day }) => day)).toEqual([midnight / dayMs - 1]);
});

test('the last of a budget goes to one of those who ask for it at once', async () => {
  await using rig = await testStore({ now: () => now });
  const { jobs, spending } = rig.store;
  const limit: Limit = { ...bot, usd: 1 };
  const all = Array.from({ length: 30 }, () => begun(jobs, intentOf(ann, 'club'), [limit]));
  expect((await Promise.all(all)).filter((id) => id !== undefined)).toHaveLength(2);
  expect(await spending.used(limit)).toEqual({ usd: 1, chars: 40 });
});

test('what failed and was paid back has room again; what may have been charged has none', async () => {
  await using rig = await testStore({ now: () => now });
  const { jobs, spending } = rig.store;
  const limits = [{ ...bot, usd: 0.5 }];
  const first = await jobs.begin(intentOf(ann), limits);
  await jobs.note(first, { to: 'failed', refunded: true });
  expect(await spending.used(bot)).toEqual({ usd: 0, chars: 0 });
  await jobs.note(await jobs.begin(intentOf(ann), limits), { to: 'lost' });
  expect(await spending.used(bot)).toEqual({ usd: 0.5, chars: 20 });
  expect(await begun(jobs, intentOf(ann), limits)).toBeUndefined();
});

test('a recording that is written down counts as what it costs, and as a request without characters', async () => {
  await using rig = await testStore({ now: () => now });
  const { jobs, spending } = rig.store;
  const { name: _, ...nameless } = intentOf(ann, 'club');
  const intent = { ...nameless, mode: 'transcription', model: 'Whisper', chars: 0 } as const;
  const id = await jobs.begin(intent, [{ ...bot, usd: 0.5 }]);
  expect(await begun(jobs, intent, [{ ...bot, usd: 0.9 }])).toBeUndefined();
  await jobs.note(id, { to: 'done', costUsd: 0.25 });
  await jobs.note(id, { to: 'kept' });
  expect(await spending.used(bot)).toEqual({ usd: 0.25, chars: 0 });
  expect(await spending.days({ userId: ann }, 0)).toMatchObject([{ jobs: 1, chars: 0, usd: 0.25 }]);
});

test('as soon as its price is known a job counts with that, and not with what was reserved', async () => {
  await using rig = await testStore({ now: () => now });
  const { jobs, spending } = rig.store;
  const limits = [{ ...bot, usd: 0.75 }];
  const id = await jobs.begin(intentOf(ann), limits);
  expect(await begun(jobs, intentOf(ann), limits)).toBeUndefined();
  await jobs.note(id, { to: 'submitted', requestId: 'r-1' });
  await jobs.note(id, { to: 'done', costUsd: 0.125 });
  expect(await spending.used(bot)).toEqual({ usd: 0.125, chars: 20 });
  expect(await begun(jobs, intentOf(ann), limits)).toBeDefined();
});

test('a limit counts its own person, server and period, and nothing else', async () => {
  let nowMs = Date.parse('2026-11-01T00:00:00Z') - 1;
  await using rig = await testStore({ now: () => nowMs });
  const { jobs, spending } = rig.store;
  const pay = async (who: string, where?: string): Promise<void> =>
    jobs.note(await jobs.begin(intentOf(who, where)), { to: 'kept' });
  // Begun before the month: it counts there, also when it ends later.
  const late = await jobs.begin(intentOf(ann, 'club'));
  await pay(ann, 'club');
  nowMs += 1;
  await jobs.note(late, { to: 'kept' });
  await pay(ann, 'club');
  nowMs += dayMs;
  await pay(ann, 'club');
  await pay(ann);
  await pay('bob', 'club');
  await pay('bob', 'pub');
  await jobs.begin(intentOf(ann, 'pub'));
  const used = async (limit: Omit<Limit, 'usd' | 'chars'>): Promise<number> =>
    (await spending.used(limit)).usd / 0.5;
  expect(await used(bot)).toBe(5);
  expect(await used({ ...bot, period: 'month' })).toBe(6);
  expect(await used({ scope: 'server', period: 'day', guildId: 'club' })).toBe(2);
  expect(await used({ scope: 'server', period: 'month', guildId: 'club' })).toBe(3);
  expect(await used({ scope: 'person', period: 'day', userId: ann })).toBe(3);
  const there = { userId: ann, guildId: 'club' };
  expect(await used({ scope: 'person', period: 'day', ...there })).toBe(1);
  expect(await used({ scope: 'person', period: 'month', ...there })).toBe(2);
});

test('what was spent and saved is summed by day', async () => {
  let nowMs = now;
  await using rig = await testStore({ now: () => nowMs });
  const { jobs, spending } = rig.store;
  const today = Math.floor(now / dayMs);
  const saved = { engine: 'deapi', model: 'Kokoro', chars: 7, usd: 0.1 };
  await jobs.note(await jobs.begin(intentOf(ann, 'club')), { to: 'kept' });
  await jobs.note(await jobs.begin(intentOf('bob', 'club')), { to: 'lost' });
  await spending.noteSaved(saved, { userId: ann, guildId: 'club' });
  await spending.noteSaved(saved, { userId: ann });
  await spending.noteSaved(saved, undefined);
  nowMs += dayMs;
  await spending.noteSaved({ ...saved, model: 'Other' }, { userId: ann });
  const nothing = { chars: 0, jobs: 0, usd: 0, doubtfulUsd: 0, savedChars: 0, savedUsd: 0 };
  expect(await spending.days({ userId: ann }, 0)).toEqual([
    { ...nothing, day: today, chars: 20, jobs: 1, usd: 0.5, savedChars: 14, savedUsd: 0.2 },
    { ...nothing, day: today + 1, savedChars: 7, savedUsd: 0.1 },
  ]);
  expect(await spending.days({ guildId: 'club' }, today)).toEqual([
    {
      day: today,
      chars: 40,
      jobs: 2,
      usd: 0.5,
      doubtfulUsd: 0.5,
      savedChars: 7,
      savedUsd: 0.1,
    },
  ]);
  expect((await spending.days({}, today + 1)).map(({ savedChars }) => savedChars)).toEqual([7]);
});
