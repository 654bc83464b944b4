import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';

import { DiskFullError } from '#ops/disk-full.ts';
import { storeOver } from '#store/open-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { rewriteInThread } from '#store/sql/rewrite.ts';
import type { Rewrite } from '#store/sql/rewrite.ts';
import { scrubOf } from '#store/sql/scrub.ts';
import type { Store } from '#store/store.ts';

import { mayMount, tinyDisk } from '../tiny-disk.ts';
import { anyClip, clipFilesIn, filesHolding, keepClone, temporaryFolder } from './folder.ts';

// SQLite says of a file that may not grow what it says of a full disk, so that most of it needs no disk of its own.

interface Rig extends AsyncDisposable {
  readonly store: Store;
  readonly folder: string;
  /** From now on the database may not grow. */
  fill(): Promise<void>;
  makeRoom(): Promise<void>;
}

const againMs = 20;

async function rig(): Promise<Rig> {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'crier.sqlite');
  const opened = await openSqlite(path);
  const { database } = opened;
  const scrub = scrubOf(database, rewriteInThread(path), againMs);
  const store = await storeOver({ ...opened, scrub }, { folder: folder.path });
  const mayHave = async (pages: number): Promise<void> => {
    await sql`PRAGMA max_page_count = ${sql.lit(pages)}`.execute(database);
  };
  return {
    store,
    folder: folder.path,
    fill: () => mayHave(1),
    makeRoom: () => mayHave(1_000_000),
    async [Symbol.asyncDispose]() {
      await store.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const many = Array.from({ length: 3_000 }, (_, index) => `a forbidden word, number ${index}`);

test('a change for which there is no room is refused for that, whole, and possible when there is', async () => {
  await using disk = await rig();
  const { store } = disk;
  await store.wordFilter.change('club', 'mod', { add: ['damn'] });
  await disk.fill();
  const change = store.wordFilter.change('club', 'mod', { add: many });
  await expect(change).rejects.toBeInstanceOf(DiskFullError);
  await expect(change).rejects.toThrow(/^The disk is full: .*crier\.sqlite/u);
  expect(await store.wordFilter.words('club')).toEqual(['damn']);
  await disk.makeRoom();
  await store.wordFilter.change('club', 'mod', { add: many });
  expect(await store.wordFilter.words('club')).toHaveLength(many.length + 1);
});

test('a recording for which there is no room in the database leaves no file', async () => {
  await using disk = await rig();
  const { store, folder } = disk;
  await disk.fill();
  let kept = 0;
  // The first still find room in pages that are begun.
  const next = (): Promise<unknown> => keepClone(store, `person ${kept}`, 'Mine', anyClip());
  await expect(
    (async () => {
      for (; kept < 500; kept += 1) await next();
    })(),
  ).rejects.toBeInstanceOf(DiskFullError);
  expect(await clipFilesIn(folder)).toHaveLength(kept);
  await disk.makeRoom();
  await next();
  expect(await clipFilesIn(folder)).toHaveLength(kept + 1);
});

test('what was deleted is called deleted though there is no room to write the file anew, which is done when there is', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'crier.sqlite');
  const opened = await openSqlite(path);
  const { database } = opened;
  const inThread = rewriteInThread(path);
  let isFull = true;
  // The database itself needs less room than VACUUM, which writes it a second time.
  const vacuum = vi.fn<() => void>();
  const rewrite: Rewrite = async (queries) => {
    if (isFull) throw new DiskFullError('full');
    await inThread(queries);
    vacuum();
  };
  const scrub = scrubOf(database, rewrite, againMs);
  const store = await storeOver({ ...opened, scrub }, { folder: folder.path });
  const clip = anyClip();
  await keepClone(store, 'ann', 'Mine', clip);
  await store.personalData.forget('ann', { keepOptOut: false });
  expect(await store.voices.ownedBy('ann')).toEqual([]);
  expect(await filesHolding(folder.path, clip.bytes)).toEqual([]);
  expect(vacuum).not.toHaveBeenCalled();
  isFull = false;
  await expect.poll(() => vacuum.mock.calls.length, { timeout: 5_000 }).toBe(1);
  await store.close();
});

test.skipIf(!mayMount)(
  'on a disk that is really full a recording is refused for that, and there is nothing of it left',
  async () => {
    await using disk = await tinyDisk(4);
    const folder = join(disk.path, 'data');
    const opened = await openSqlite(join(disk.path, 'crier.sqlite'));
    const store = await storeOver(opened, { folder });
    await keepClone(store, 'ann', 'Before');
    const before = await readdir(join(folder, 'clips'));
    disk.fill();
    const kept = store.dictionaries.put(
      { of: 'person', userId: 'ann' },
      [
        {
          written: 'gong',
          match: 'word',
          caseSensitive: false,
          spoken: { as: 'sound', clip: anyClip() },
        },
      ],
      'ann',
    );
    await expect(kept).rejects.toBeInstanceOf(DiskFullError);
    await expect(kept).rejects.toThrow(/written to .*clips/u);
    expect(await readdir(join(folder, 'clips'))).toEqual(before);
    await expect(
      store.people.change('ann', { actorId: 'ann' }, (now) => ({ ...now, optedOut: true })),
    ).rejects.toBeInstanceOf(DiskFullError);
    disk.makeRoom();
    await store.people.change('ann', { actorId: 'ann' }, (now) => ({ ...now, optedOut: true }));
    expect(await store.people.get('ann')).toMatchObject({ optedOut: true });
    await store.close();
  },
);
