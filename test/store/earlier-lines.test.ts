import { expect, test } from 'vitest';

import { linesKeptMs, maxEarlierLines } from '#store/earlier-lines.ts';

import { ann } from './busy-person.ts';
import { testStore } from './folder.ts';

test('the latest line comes first, and one that is said again is the latest', async () => {
  await using rig = await testStore();
  const { earlierLines } = rig.store;
  for (const line of ['one', 'two', 'one']) await earlierLines.note(ann, line);
  await earlierLines.note('bob', 'his');
  expect((await earlierLines.of(ann)).map(({ text }) => text)).toEqual(['one', 'two']);
  await earlierLines.clear(ann);
  expect(await earlierLines.of(ann)).toEqual([]);
  expect(await earlierLines.of('bob')).toHaveLength(1);
});

test('who reads the files reads no line, and a line of somebody is nobody else’s', async () => {
  await using rig = await testStore();
  await rig.store.earlierLines.note(ann, 'marker-line that nobody reads');
  expect(await rig.holding('marker-line')).toEqual([]);
  await rig.run(`UPDATE earlier_lines SET person_id = 'bob'`);
  expect(await rig.store.earlierLines.of('bob')).toEqual([]);
});

test('no more are kept than may be, and none for longer than 30 days', async () => {
  let nowMs = 1_000;
  await using rig = await testStore({ now: () => nowMs });
  const { earlierLines } = rig.store;
  for (let at = 0; at <= maxEarlierLines; at += 1) await earlierLines.note(ann, `line ${at}`);
  const kept = await earlierLines.of(ann);
  expect(kept).toHaveLength(maxEarlierLines);
  expect(kept.at(-1)?.text).toBe('line 1');
  nowMs += linesKeptMs;
  await earlierLines.note('bob', 'later');
  expect(await rig.run('SELECT person_id FROM earlier_lines')).toEqual([{ person_id: 'bob' }]);
  nowMs += linesKeptMs;
  await earlierLines.forgetOld();
  expect(await rig.run('SELECT * FROM earlier_lines')).toEqual([]);
});
