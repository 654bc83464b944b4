import { expect, test } from 'vitest';

import { ann, intentOf } from './busy-person.ts';
import { testStore } from './folder.ts';
import type { TestStore } from './folder.ts';

const dayMs = 86_400_000;

/** Somebody's speech that was paid. */
async function pay({ store }: TestStore, userId: string, guildId?: string): Promise<void> {
  await store.jobs.note(await store.jobs.begin(intentOf(userId, guildId)), { to: 'kept' });
}

async function rowsOf({ run }: TestStore): Promise<readonly unknown[]> {
  const columns = 'day, person_id, guild_id, chars, jobs, usd';
  const rows = await run(`SELECT ${columns} FROM spent ORDER BY 1, 2, 3`);
  return rows.map((row) => Object.values(row));
}

test('what is spent is summed by day, person and server, in the day in which it was begun', async () => {
  let nowMs = 3 * dayMs - 1;
  await using rig = await testStore({ now: () => nowMs });
  await pay(rig, 'ann', 'club');
  await pay(rig, 'ann', 'club');
  await pay(rig, 'ann');
  await pay(rig, 'bob', 'club');
  const late = await rig.store.jobs.begin(intentOf('bob', 'club'));
  nowMs += 1;
  await rig.store.jobs.note(late, { to: 'kept' });
  await pay(rig, 'ann', 'club');
  expect(await rowsOf(rig)).toEqual([
    [2, 'ann', '', 20, 1, 0.5],
    [2, 'ann', 'club', 40, 2, 1],
    [2, 'bob', 'club', 40, 2, 1],
    [3, 'ann', 'club', 20, 1, 0.5],
  ]);
});

test('of a person and of a server that are forgotten the sums stay, and nothing else', async () => {
  await using rig = await testStore({ now: () => dayMs });
  const { store } = rig;
  for (const who of [ann, 'bob', 'cem'])
    for (const where of ['club', 'pub']) await pay(rig, who, where);
  for (const who of [ann, 'bob']) await store.personalData.forget(who, { keepOptOut: false });
  expect(await rowsOf(rig)).toEqual([
    [1, '', 'club', 40, 2, 1],
    [1, '', 'pub', 40, 2, 1],
    [1, 'cem', 'club', 20, 1, 0.5],
    [1, 'cem', 'pub', 20, 1, 0.5],
  ]);
  expect(await store.servers.known()).toEqual(['club', 'pub']);
  for (const where of ['club', 'pub']) await store.servers.left(where, 1);
  await store.servers.forgetLeftBefore(2);
  expect(await rowsOf(rig)).toEqual([
    [1, '', '', 80, 4, 2],
    [1, 'cem', '', 40, 2, 1],
  ]);
  expect(await store.servers.known()).toEqual([]);
});

test('speech that is being paid for is settled after its person and server were forgotten', async () => {
  await using rig = await testStore({ now: () => dayMs });
  const { store } = rig;
  const id = await store.jobs.begin(intentOf(ann, 'club'));
  await store.personalData.forget(ann, { keepOptOut: false });
  await store.servers.left('club', 1);
  await store.servers.forgetLeftBefore(2);
  await store.jobs.note(id, { to: 'kept' });
  expect(await rowsOf(rig)).toEqual([[1, '', '', 20, 1, 0.5]]);
});
