import { expect, test } from 'vitest';

import type { Change } from '#jobs/job.ts';
import { sqlJobs } from '#store/jobs.ts';

import { ann, intentOf } from './busy-person.ts';
import { testStore } from './folder.ts';

const dayMs = 86_400_000;

test('a job is open until it has ended, and is counted once', async () => {
  await using rig = await testStore({ now: () => 20_000 * dayMs + 5 });
  const { jobs } = rig.store;
  const id = await jobs.begin({ ...intentOf(ann, 'club'), format: 'mp3' });
  const by = { userId: ann, way: 'asked' };
  const facts = { id, engine: 'deapi', model: 'Kokoro', chars: 20, format: 'mp3', ...by };
  const { name } = intentOf(ann);
  const createdMs = 20_000 * dayMs + 5;
  expect(await jobs.open()).toEqual([{ ...facts, name, createdMs, state: 'intended' }]);
  await jobs.note(id, { to: 'submitted', requestId: 'r-1' });
  const again = await rig.reopen();
  expect(await again.jobs.open()).toEqual([
    { ...facts, name, createdMs, state: 'submitted', requestId: 'r-1' },
  ]);
  await again.jobs.note(id, { to: 'done', costUsd: 0.25 });
  expect(await again.jobs.open()).toEqual([
    { ...facts, name, createdMs, state: 'done', requestId: 'r-1', costUsd: 0.25 },
  ]);
  for (const to of ['kept', 'kept', 'lost', 'done'] as const) await again.jobs.note(id, { to });
  expect(await again.jobs.open()).toEqual([]);
  const speech = [{ day: '2024-10-04', guildId: 'club', engine: 'deapi', model: 'Kokoro' }];
  expect((await again.personalData.about(ann)).speech).toEqual([
    { ...speech[0], chars: 20, jobs: 1, usd: 0.25, doubtfulUsd: 0, savedChars: 0, savedUsd: 0 },
  ]);
  expect(await again.personalData.about('nobody')).toMatchObject({ speech: [] });
});

test('where processes speak for each other, each goes on with what it began itself, and finds the rest by its name', async () => {
  let nowMs = 20_000 * dayMs;
  await using rig = await testStore({ now: () => nowMs, owner: 'first' });
  const id = await rig.store.jobs.begin(intentOf(ann, 'club'));
  const { name } = intentOf(ann);
  const other = sqlJobs(await rig.database(), () => nowMs, { owner: 'second' });
  expect(await other.open()).toEqual([]);
  expect(await other.open(name?.key)).toMatchObject([{ id }]);
  expect(await (await rig.reopen()).jobs.open()).toMatchObject([{ id }]);
  // The process that was paying for it does not come back.
  nowMs += dayMs + 1;
  expect(await other.open()).toMatchObject([{ id }]);
});

test.each<[Change, usd: number | undefined, doubtfulUsd: number | undefined]>([
  [{ to: 'refused' }, undefined, undefined],
  [{ to: 'failed', refunded: true }, undefined, undefined],
  [{ to: 'failed', refunded: false }, 0, 0.5],
  [{ to: 'lost' }, 0, 0.5],
  [{ to: 'kept' }, 0.5, 0],
])('of a job that ends with %j is counted what it cost', async (change, usd, doubtfulUsd) => {
  await using rig = await testStore();
  const { jobs, personalData } = rig.store;
  await jobs.note(await jobs.begin(intentOf(ann)), change);
  expect(await jobs.open()).toEqual([]);
  const { speech } = await personalData.about(ann);
  expect(speech.map((row) => [row.usd, row.doubtfulUsd])).toEqual(
    usd === undefined ? [] : [[usd, doubtfulUsd]],
  );
});

test('jobs of a voice, or of a person, that is forgotten lose their names, and cost what they cost', async () => {
  await using rig = await testStore();
  const { jobs, spending } = rig.store;
  const name = (voice: string) => ({ key: 'a'.repeat(64), voice });
  const of = async (userId: string, voice: string) =>
    jobs.begin({ ...intentOf(userId), name: name(voice) });
  const [first, second, third] = [
    await of(ann, 'gone'),
    await of('bob', 'gone'),
    await of('bob', 'stays'),
  ];
  expect(await jobs.forget({ voice: 'gone' })).toEqual([first, second]);
  expect(await jobs.forget({ voice: 'gone' })).toEqual([]);
  const names = async () => (await jobs.open()).map((job) => job.name);
  expect(await names()).toEqual([undefined, undefined, name('stays')]);
  expect(await jobs.forget({ userId: 'bob' })).toEqual([second, third]);
  expect(await names()).toEqual([undefined, undefined, undefined]);
  for (const id of [first, second, third]) await jobs.note(id, { to: 'lost' });
  expect(await spending.days({}, 0)).toMatchObject([{ jobs: 3, doubtfulUsd: 1.5 }]);
});

test('of a person who has everything deleted, open jobs have neither name nor person, and are settled', async () => {
  await using rig = await testStore();
  const { jobs, personalData, spending } = rig.store;
  const id = await jobs.begin(intentOf(ann, 'club'));
  await jobs.note(id, { to: 'submitted', requestId: 'r-1' });
  await personalData.forget(ann, { keepOptOut: false });
  expect(await jobs.open()).toMatchObject([{ id, state: 'submitted', requestId: 'r-1' }]);
  expect((await jobs.open())[0]?.name).toBeUndefined();
  expect(await jobs.forget({ userId: ann })).toEqual([]);
  await jobs.note(id, { to: 'lost' });
  expect(await spending.days({ guildId: 'club' }, 0)).toMatchObject([{ doubtfulUsd: 0.5 }]);
  expect(await spending.days({ userId: ann }, 0)).toEqual([]);
});

test('jobs are open in the order in which they began, whoever they are for', async () => {
  await using rig = await testStore({ now: () => 1_000 });
  const { jobs } = rig.store;
  const ids: string[] = [];
  for (const who of ['c', 'a', 'b']) ids.push(await jobs.begin(intentOf(who)));
  const { payer: _, name: __, ...plain } = intentOf(ann);
  ids.push(await jobs.begin(plain));
  expect((await jobs.open()).map(({ id }) => id)).toEqual(ids);
});
