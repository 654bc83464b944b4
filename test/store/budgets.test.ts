import { expect, test } from 'vitest';

import { dayMs } from '#ops/utc-day.ts';

import { testStore } from './folder.ts';

const server = { whose: 'server' } as const;
const each = { whose: 'each' } as const;
const bob = { whose: 'person', userId: 'bob' } as const;

test('budgets are set by amount, listed, and taken back', async () => {
  await using rig = await testStore();
  const { budgets } = rig.store;
  await budgets.set('club', { ...bob, period: 'day', chars: 9 }, 'mod');
  await budgets.set('club', { ...each, period: 'month', usd: 3 }, 'mod');
  await budgets.set('club', { ...server, period: 'month', usd: 10 }, 'mod');
  await budgets.set('club', { ...server, period: 'day', usd: 0.5 }, 'mod');
  await budgets.set('pub', { ...server, period: 'day', usd: 7 }, 'mod');
  // Another amount of the same budget.
  await budgets.set('club', { ...server, period: 'day', chars: 2_000 }, 'mod');
  await budgets.set('club', { ...server, period: 'day', usd: 0.25 }, 'mod');
  const again = await rig.reopen();
  expect(await again.budgets.list('club')).toEqual([
    { ...server, period: 'day', usd: 0.25, chars: 2_000 },
    { ...server, period: 'month', usd: 10 },
    { ...each, period: 'month', usd: 3 },
    { ...bob, period: 'day', chars: 9 },
  ]);
  expect(await again.budgets.remove('club', { ...server, period: 'day' }, 'mod')).toBe(true);
  expect(await again.budgets.remove('club', { ...server, period: 'day' }, 'mod')).toBe(false);
  expect(await again.budgets.remove('club', bob, 'mod')).toBe(true);
  expect(await again.budgets.remove('club', { ...bob, userId: 'ann' }, 'mod')).toBe(false);
  expect((await again.budgets.list('club')).map(({ whose }) => whose)).toEqual(['server', 'each']);
  expect(await again.budgets.list('pub')).toHaveLength(1);
});

test('of a budget of the whole bot the amount that is named changes, and the other stays', async () => {
  await using rig = await testStore();
  const { botBudgets } = rig.store;
  await botBudgets.set({ period: 'day', usd: 5, chars: 900 }, 'olga');
  await botBudgets.set({ period: 'month', chars: 7_000 }, 'olga');
  expect(await botBudgets.set({ period: 'day', usd: 2 }, 'olga')).toEqual({
    period: 'day',
    usd: 2,
    chars: 900,
  });
  await botBudgets.set({ period: 'day', chars: 800 }, 'olga');
  const kept = [
    { period: 'day', usd: 2, chars: 800 },
    { period: 'month', chars: 7_000 },
  ];
  expect(botBudgets.list()).toEqual(kept);
  const again = await rig.reopen();
  expect(again.botBudgets.list()).toEqual(kept);
  expect(await again.botBudgets.remove('day')).toBe(true);
  expect(await again.botBudgets.remove('day')).toBe(false);
  expect(again.botBudgets.list()).toEqual(kept.slice(1));
});

test('who has a budget has room for another, however many people have one', async () => {
  await using rig = await testStore();
  const { budgets } = rig.store;
  for (let at = 0; at < 100; at += 1)
    await budgets.set('club', { ...bob, userId: `${at}`, period: 'day', usd: 1 }, 'mod');
  await expect(budgets.set('club', { ...bob, period: 'day', usd: 1 }, 'mod')).rejects.toThrow(
    /100 is the most/,
  );
  await budgets.set('club', { ...bob, userId: '7', period: 'month', usd: 1 }, 'mod');
  await budgets.set('club', { ...each, period: 'day', usd: 1 }, 'mod');
  await budgets.set('pub', { ...bob, period: 'day', usd: 1 }, 'mod');
  expect(await budgets.list('club')).toHaveLength(102);
});

test('for a person count their own budget, else that of each, and that of the server', async () => {
  await using rig = await testStore();
  const { budgets } = rig.store;
  await budgets.set('club', { ...server, period: 'day', usd: 5 }, 'mod');
  await budgets.set('club', { ...each, period: 'day', usd: 1 }, 'mod');
  await budgets.set('club', { ...each, period: 'month', usd: 9 }, 'mod');
  await budgets.set('club', { ...bob, period: 'day', usd: 2 }, 'mod');
  const common = { scope: 'person', guildId: 'club' } as const;
  const ofServer = { scope: 'server', period: 'day', guildId: 'club', usd: 5 };
  expect(await budgets.limitsFor({ userId: 'ann', guildId: 'club' })).toEqual([
    { ...common, userId: 'ann', period: 'day', usd: 1 },
    ofServer,
    { ...common, userId: 'ann', period: 'month', usd: 9 },
  ]);
  expect(await budgets.limitsFor({ userId: 'bob', guildId: 'club' })).toEqual([
    { ...common, userId: 'bob', period: 'day', usd: 2 },
    ofServer,
    { ...common, userId: 'bob', period: 'month', usd: 9 },
  ]);
  expect(await budgets.limitsFor({ userId: 'bob', guildId: 'pub' })).toEqual([]);
  expect(await budgets.limitsFor({ userId: 'bob' })).toEqual([]);
});

test('the log of the server says who changed what, and nothing where nothing changed', async () => {
  await using rig = await testStore();
  const { budgets, audit } = rig.store;
  await budgets.set('club', { ...server, period: 'day', usd: 1 }, 'mod');
  await budgets.set('club', { ...server, period: 'day', usd: 1 }, 'mod');
  await budgets.set('club', { ...server, period: 'day', usd: 2, chars: 5 }, 'mod');
  await budgets.remove('club', server, 'mod');
  await budgets.remove('club', server, 'mod');
  await budgets.set('club', { ...bob, period: 'month', usd: 1 }, 'mod');
  const entries = await audit.entries('club', 9);
  expect(entries.map(({ actorId, subjectId, changes }) => [actorId, subjectId, changes])).toEqual([
    ['mod', 'bob', [{ path: 'person.month.usd', after: 1 }]],
    [
      'mod',
      undefined,
      [
        { path: 'server.day.usd', before: 2 },
        { path: 'server.day.chars', before: 5 },
      ],
    ],
    [
      'mod',
      undefined,
      [
        { path: 'server.day.usd', before: 1, after: 2 },
        { path: 'server.day.chars', after: 5 },
      ],
    ],
    ['mod', undefined, [{ path: 'server.day.usd', after: 1 }]],
  ]);
});

test('a level is noted once in each period, whoever asks at once, and a higher one again', async () => {
  let nowMs = Date.parse('2026-11-29T12:00:00Z');
  await using rig = await testStore({ now: () => nowMs });
  const { budgets } = rig.store;
  const limit = { scope: 'server', period: 'day', guildId: 'club' } as const;
  const note = (percent: number): Promise<boolean> => budgets.noteLevel(limit, percent);
  expect(await Promise.all([note(50), note(50), note(50)])).toEqual([true, false, false]);
  expect(await note(80)).toBe(true);
  expect(await note(50)).toBe(false);
  expect(await budgets.noteLevel({ ...limit, scope: 'balance' }, 50)).toBe(true);
  expect(await budgets.noteLevel({ ...limit, period: 'month' }, 50)).toBe(true);
  nowMs += dayMs;
  expect(await note(50)).toBe(true);
  expect(await budgets.noteLevel({ ...limit, period: 'month' }, 50)).toBe(false);
});

test('a person is given what they were not told of yet, and that once', async () => {
  let nowMs = Date.parse('2026-11-29T12:00:00Z');
  await using rig = await testStore({ now: () => nowMs });
  const { budgets } = rig.store;
  const limit = { scope: 'person', period: 'day', userId: 'ann', guildId: 'club' } as const;
  await budgets.noteLevel(limit, 50);
  await budgets.noteLevel(limit, 80);
  await budgets.noteLevel({ scope: 'person', period: 'month', userId: 'ann' }, 50);
  expect(await budgets.untold('bob')).toEqual([]);
  expect(await budgets.untold('ann')).toEqual([
    { limit, percent: 80 },
    { limit: { scope: 'person', period: 'month', userId: 'ann' }, percent: 50 },
  ]);
  expect(await budgets.untold('ann')).toEqual([]);
  await budgets.noteLevel(limit, 100);
  nowMs += dayMs;
  // That is over.
  expect(await budgets.untold('ann')).toEqual([]);
});
