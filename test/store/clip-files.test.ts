import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { anyClip, clipFilesIn, hashOf, keepClone, testStore } from './folder.ts';

test('two voices of one clip share its file, which goes with the last of them', async () => {
  await using rig = await testStore();
  const { store } = rig;
  const clip = anyClip();
  const one = await keepClone(store, 'ann', 'One', clip);
  const two = await keepClone(store, 'bob', 'Two', clip);
  expect(await clipFilesIn(rig.folder)).toHaveLength(1);
  await store.voices.remove(one.id, 'ann');
  expect(await store.clips.read(hashOf(clip))).toEqual(clip);
  await store.voices.remove(two.id, 'bob');
  expect(await store.clips.read(hashOf(clip))).toBeUndefined();
  expect(await clipFilesIn(rig.folder)).toEqual([]);
});

test('a clip that is kept while its last voice is removed is there afterwards', async () => {
  await using rig = await testStore({ maxVoicesPerPerson: 100 });
  const { store } = rig;
  const clip = anyClip();
  for (let round = 0; round < 15; round += 1) {
    const old = await keepClone(store, 'ann', `old ${round}`, clip);
    const [kept] = await Promise.all([
      keepClone(store, 'bob', `new ${round}`, clip),
      store.voices.remove(old.id, 'ann'),
    ]);
    expect(await store.clips.read(hashOf(clip))).toEqual(clip);
    await store.voices.remove(kept.id, 'bob');
  }
  expect(await clipFilesIn(rig.folder)).toEqual([]);
});

test('a clip that is kept again before its removal came about stays', async () => {
  await using rig = await testStore();
  const clip = anyClip();
  // As a full disk leaves it, on which the note could not be taken out.
  await rig.run(`INSERT INTO clip_removals (hash) VALUES ('${hashOf(clip)}')`);
  await keepClone(rig.store, 'ann', 'Again', clip);
  const other = await keepClone(rig.store, 'ann', 'Other');
  await rig.store.voices.remove(other.id, 'ann');
  const store = await rig.reopen();
  expect(await store.clips.read(hashOf(clip))).toEqual(clip);
});

test('a clip whose file was changed or lost is not given out', async () => {
  await using rig = await testStore();
  const clip = anyClip();
  await keepClone(rig.store, 'ann', 'A', clip);
  const path = join(rig.folder, 'clips', `${hashOf(clip)}.clip`);
  await chmod(path, 0o600);
  await writeFile(path, 'something else');
  expect(await rig.store.clips.read(hashOf(clip))).toBeUndefined();
});
