import { createReadStream, createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { expect, test } from 'vitest';

import { backUp } from '#store/backup/back-up.ts';
import { restore } from '#store/backup/restore.ts';
import { openStore } from '#store/open-store.ts';

import { ann, liveALot } from '../store/busy-person.ts';
import { anyClip, temporaryFolder } from '../store/folder.ts';
import { sharedServer } from './place.ts';

test('a store in PostgreSQL is backed up while it is used, and restored as one of SQLite', async () => {
  await using base = await temporaryFolder();
  const server = await sharedServer();
  const url = server.urlOf(await server.create());
  const folder = join(base.path, 'data');
  const store = await openStore({ folder, postgres: { url, called: 'it' } });
  const clips = Array.from({ length: 4 }, () => anyClip());
  await liveALot(store, clips);
  const path = join(base.path, 'backup.tar');
  {
    await using made = await backUp(folder, '1.2.3', { databaseUrl: url });
    expect(made.facts).toMatchObject({ lacking: 0 });
    // The moment is over: this is not in it.
    await store.people.change(ann, { actorId: ann }, (now) => ({ ...now, spokenName: 'Later' }));
    await pipeline(made.archive, createWriteStream(path));
  }
  const held = await store.personalData.about(ann);
  await store.close();
  const elsewhere = join(base.path, 'elsewhere');
  const archive = createReadStream(path);
  await restore({ folder: elsewhere, archive, called: path, replaces: false });
  const restored = await openStore({ folder: elsewhere });
  const again = await restored.personalData.about(ann);
  expect(again).toEqual({ ...held, settings: again.settings });
  expect(again.settings.spokenName).not.toBe('Later');
  expect(again.clips.length).toBeGreaterThanOrEqual(clips.length);
  for (const { hash } of again.clips) expect(await restored.clips.read(hash)).toBeDefined();
  await restored.close();
});

test('a signal ends the copying of a database, of which nothing is left', async () => {
  await using base = await temporaryFolder();
  const server = await sharedServer();
  const url = server.urlOf(await server.create());
  const folder = join(base.path, 'data');
  const store = await openStore({ folder, postgres: { url, called: 'it' } });
  await liveALot(store, [anyClip(), anyClip(), anyClip(), anyClip()]);
  const before = await readdir(folder);
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(backUp(folder, '1.2.3', { databaseUrl: url, signal })).rejects.toThrow('stopped');
  expect(await readdir(folder)).toEqual(before);
  await store.close();
});
