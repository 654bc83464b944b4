import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';

import { Kysely } from 'kysely';
import { expect, test } from 'vitest';

import { ConfigError } from '#errors.ts';
import { tryLock } from '#ops/file-lock.ts';
import { archiveOf } from '#ops/tar.ts';
import type { TarFile } from '#ops/tar.ts';
import { backUp } from '#store/backup/back-up.ts';
import type { BackedUp } from '#store/backup/back-up.ts';
import { writtenManifest } from '#store/backup/manifest.ts';
import { restore } from '#store/backup/restore.ts';
import { openEnd } from '#store/moving/ends.ts';
import { openStore } from '#store/open-store.ts';
import { migrate, migrations } from '#store/sql/migrations.ts';
import { nodeSqliteDialect } from '#store/sql/sqlite-dialect.ts';
import type { Tables } from '#store/sql/tables.ts';

import { liveALot } from './busy-person.ts';
import { clipFilesIn, filesHolding, keepClone, temporaryFolder, testStore } from './folder.ts';
import { contentOf, rowsOf } from './rows.ts';
import { live } from './two-people.ts';

async function backedUp(folder: string, path: string): Promise<BackedUp> {
  await using made = await backUp(folder, '1.2.3');
  await pipeline(made.archive, createWriteStream(path));
  return made.facts;
}

function restored(path: string, folder: string, replaces = false) {
  return restore({ folder, archive: createReadStream(path), called: path, replaces });
}

/** The sentence with which it is refused; nothing in the folder changes. */
async function refusal(path: string, folder: string, replaces = true): Promise<string> {
  const before = await contentOf(folder);
  const error: unknown = await restored(path, folder, replaces).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  const locks = { 'instance.lock': expect.any(String), 'instance-next.lock': expect.any(String) };
  expect({ ...(await contentOf(folder)), ...locks }).toEqual({ ...before, ...locks });
  return (error as ConfigError).message;
}

/** A back-up of a store in which somebody kept a voice, beside what else a data folder has. */
async function voiceBackedUp(base: string): Promise<string> {
  await using rig = await testStore();
  await keepClone(rig.store, 'ann', 'Mine');
  const path = join(base, 'backup.tar');
  await backedUp(rig.folder, path);
  return path;
}

test('what is restored is equal to what was backed up: row by row, each recording and the keys', async () => {
  await using base = await temporaryFolder();
  await using rig = await live();
  await liveALot(rig.store, []);
  await writeFile(join(rig.folder, 'frames.key'), 'k'.repeat(32));
  for (const cache of ['frames', 'calls', 'waiting']) {
    await mkdir(join(rig.folder, cache));
    await writeFile(join(rig.folder, cache, 'x'), 'of the moment');
  }
  const path = join(base.path, 'backup.tar');
  const facts = await backedUp(rig.folder, path);
  const clips = await clipFilesIn(rig.folder);
  expect(facts).toEqual({
    schema: Object.keys(migrations).at(-1),
    clips: clips.length,
    lacking: 0,
  });
  const folder = join(base.path, 'elsewhere');
  await restored(path, folder);

  const rows = rowsOf(rig.folder);
  expect(rowsOf(folder)).toEqual(rows);
  for (const table of ['settings', 'voices', 'clips', 'dictionary_entries', 'spent', 'jobs'])
    expect(rows[table]?.length).toBeGreaterThan(1);
  const files = await contentOf(folder);
  const source = await contentOf(rig.folder);
  for (const name of [...clips.map((clip) => `clips/${clip}`), 'frames.key'])
    expect(files[name]).toBe(source[name]);
  const others = Object.keys(files).filter((name) => !/\.lock$|^crier\.sqlite/u.test(name));
  expect(others).toHaveLength(clips.length + 1);
  const store = await openStore({ folder });
  expect(await store.voices.ownedBy('ann')).toEqual(await rig.store.voices.ownedBy('ann'));
  await store.close();
});

test('no one else can read a back-up’s store and recordings once they are restored', async () => {
  await using base = await temporaryFolder();
  const folder = join(base.path, 'elsewhere');
  await restored(await voiceBackedUp(base.path), folder);
  for (const name of ['.', 'clips', 'crier.sqlite', ...(await clipsOf(folder))])
    expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
});

async function clipsOf(folder: string): Promise<readonly string[]> {
  return (await clipFilesIn(folder)).map((name) => join('clips', name));
}

test('what was deleted before is in no byte of the back-up', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  const words = Array.from({ length: 2_000 }, (_, index) => `marker-word-${index}`);
  await rig.store.wordFilter.change('club', 'mod', { add: words });
  await rig.store.wordFilter.change('club', 'mod', { remove: words });
  await backedUp(rig.folder, join(base.path, 'backup.tar'));
  expect(await filesHolding(base.path, 'marker-word-1999')).toHaveLength(0);
});

test('a back-up leaves nothing behind in the data folder, and what a killed one left goes a day later', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  await keepClone(rig.store, 'ann', 'Mine');
  const before = (await readdir(rig.folder)).toSorted();
  const left = join(rig.folder, 'backup-draft-1');
  await mkdir(left);
  const longAgo = new Date(Date.now() - 25 * 3_600_000);
  await utimes(left, longAgo, longAgo);
  await backedUp(rig.folder, join(base.path, 'backup.tar'));
  expect((await readdir(rig.folder)).toSorted()).toEqual(before);
});

test('a recording that is gone from the disk is counted, and the rest is backed up', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  await keepClone(rig.store, 'ann', 'Mine');
  await keepClone(rig.store, 'ann', 'Other');
  const [lost = ''] = await clipFilesIn(rig.folder);
  await rm(join(rig.folder, 'clips', lost));
  const path = join(base.path, 'backup.tar');
  expect(await backedUp(rig.folder, path)).toMatchObject({ clips: 1, lacking: 1 });
  await restored(path, join(base.path, 'elsewhere'));
  expect(rowsOf(join(base.path, 'elsewhere'))).toEqual(rowsOf(rig.folder));
});

test('a back-up that is cut off anywhere is refused, and what was there stays', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  await keepClone(rig.store, 'bob', 'His');
  await rig.store.close();
  const path = await voiceBackedUp(base.path);
  const { size } = await stat(path);
  for (const left of [size - 600, size - 2_000, Math.floor(size / 2), 1_200, 100, 0]) {
    await truncate(path, left);
    expect(await refusal(path, rig.folder)).toMatch(/cut off or damaged|no back-up of Crier/u);
  }
  await rig.reopen();
});

test('a back-up with one byte that is another is refused, wherever it is', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  await rig.store.close();
  const path = await voiceBackedUp(base.path);
  const whole = await readFile(path);
  const places = [20, 140, 600, 1_300, 4_000, whole.indexOf('clips/') + 700];
  for (const place of places) {
    const spoilt = Buffer.from(whole);
    spoilt[place] = (spoilt[place] ?? 0) ^ 0x41;
    await writeFile(path, spoilt);
    expect(await refusal(path, rig.folder)).toMatch(/cut off or damaged|no back-up|newer version/u);
  }
  await rig.reopen();
});

test('what isn’t a back-up is refused, and so is one that holds what none does', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  await rig.store.close();
  const path = join(base.path, 'foreign');
  await writeFile(path, 'my shopping list, quite long, '.repeat(100));
  expect(await refusal(path, rig.folder)).toMatch(/is no back-up of Crier/u);
  await writeFile(path, await readFile(join(rig.folder, 'crier.sqlite')));
  expect(await refusal(path, rig.folder)).toMatch(/is no back-up of Crier/u);
  const manifest = manifestOf({ files: [{ name: '../outside', sha256: 'aa' }] });
  await writeArchive(path, [manifest, ['../outside', Buffer.from('x')]]);
  expect(await refusal(path, rig.folder)).toMatch(/is no back-up of Crier/u);
  await rig.reopen();
});

test('a back-up of a newer Crier is refused with the version that can read it', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  await rig.store.close();
  const path = join(base.path, 'newer.tar');
  await writeArchive(path, [manifestOf({ version: '9.0.0', schema: '999-future' })]);
  expect(await refusal(path, rig.folder)).toMatch(/newer version of Crier \(9\.0\.0.*999-future/u);
  await rig.reopen();
});

function manifestOf(facts: Partial<Parameters<typeof writtenManifest>[0]>) {
  const schema = Object.keys(migrations).at(-1) ?? '';
  const usual = { version: '1', schema, madeAt: '', files: [], clips: 0, lacking: 0 };
  return ['crier-backup.json', writtenManifest({ ...usual, ...facts })] as const;
}

async function writeArchive(
  path: string,
  files: readonly (readonly [name: string, bytes: Uint8Array])[],
): Promise<void> {
  async function* entries(): AsyncGenerator<TarFile> {
    for (const [name, bytes] of files) yield { name, sizeBytes: bytes.length, content: [bytes] };
  }
  await pipeline(archiveOf(entries(), 0), createWriteStream(path));
}

test('a folder that a bot uses is refused, also by one that waits for it', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  await rig.store.close();
  const path = await voiceBackedUp(base.path);
  for (const name of ['instance.lock', 'instance-next.lock']) {
    const lock = tryLock(join(rig.folder, name));
    const said = restored(path, rig.folder, true);
    await expect(said).rejects.toThrow(/A bot is running with the folder/u);
    lock?.release();
  }
  await rig.reopen();
});

test('a folder with anything in it is refused unless told, and then has the back-up alone', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  await keepClone(rig.store, 'bob', 'His');
  await rig.store.people.change('bob', { actorId: 'bob' }, (now) => ({ ...now, optedOut: true }));
  for (const name of ['frames', 'calls']) {
    await mkdir(join(rig.folder, name));
    await writeFile(join(rig.folder, name, 'x'), 'of the store before');
  }
  // Keys that the back-up lacks, and what was learned of an account, are of the store before, too.
  for (const name of ['frames.key', 'webhook.key', 'deapi-tier.json'])
    await writeFile(join(rig.folder, name), 'of the store before');
  await writeFile(join(rig.folder, 'note.txt'), 'the operator’s');
  await rig.store.close();
  const path = await voiceBackedUp(base.path);
  expect(await refusal(path, rig.folder, false)).toMatch(/is not empty.*--replace/u);
  await restored(path, rig.folder, true);
  await restored(path, join(base.path, 'fresh'));
  expect(rowsOf(rig.folder)).toEqual(rowsOf(join(base.path, 'fresh')));
  const { 'note.txt': note, ...files } = await contentOf(rig.folder);
  expect(note).toBeDefined();
  expect(Object.keys(files)).toEqual(Object.keys(await contentOf(join(base.path, 'fresh'))));
  const store = await rig.reopen();
  expect(await store.voices.ownedBy('ann')).toHaveLength(1);
  expect((await store.people.get('bob')).optedOut).toBe(false);
});

test('a store that is broken makes way for a back-up', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  await rig.store.close();
  await writeFile(join(rig.folder, 'crier.sqlite'), 'no database any more, '.repeat(500));
  await writeFile(join(rig.folder, 'crier.sqlite-wal'), 'nor its log');
  await restored(await voiceBackedUp(base.path), rig.folder, true);
  const store = await rig.reopen();
  expect(await store.voices.ownedBy('ann')).toHaveLength(1);
});

test.each(Object.keys(migrations))(
  'a back-up of a store of version %s is restored into the newest',
  async (step) => {
    await using base = await temporaryFolder();
    const old = join(base.path, 'old');
    await mkdir(old);
    const file = new DatabaseSync(join(old, 'crier.sqlite'));
    const database = new Kysely<Tables>({ dialect: nodeSqliteDialect(file) });
    await migrate(database, step);
    file.exec(`INSERT INTO consents (person_id, clip_hash, basis, wording_version, given_at)
               VALUES ('ann', 'c0ffee', 'own', '1', 6)`);
    await database.destroy();
    const path = join(base.path, 'backup.tar');
    expect(await backedUp(old, path)).toMatchObject({ schema: step });
    const folder = join(base.path, 'new');
    await restored(path, folder);
    const store = await openStore({ folder });
    expect(await store.consents.given('ann', 'c0ffee')).toMatchObject({ givenAtMs: 6 });
    await store.close();
  },
);

test('without a store there is nothing to back up, and it is said where it was looked for', async () => {
  await using base = await temporaryFolder();
  await expect(backUp(base.path, '1')).rejects.toThrow(/There is no store in .*CRIER_DATA/u);
  expect(await readdir(base.path)).toEqual([]);
});

test('a damaged store is not backed up as if it were whole, nor is a move of it begun', async () => {
  await using rig = await testStore();
  await rig.store.wordFilter.change('club', 'mod', {
    add: Array.from({ length: 4_000 }, (_, index) => `word number ${index}`),
  });
  await rig.store.close();
  const path = join(rig.folder, 'crier.sqlite');
  const bytes = await readFile(path);
  bytes.fill(0x5a, bytes.length / 2, bytes.length / 2 + 20_000);
  await writeFile(path, bytes);
  await expect(backUp(rig.folder, '1')).rejects.toThrow(/damaged or isn't Crier's/u);
  await using stack = new AsyncDisposableStack();
  const end = await openEnd({ folder: rig.folder }, stack);
  // A move that fails half-way through the rows has taken minutes: it is looked at before.
  const begun = end.read(async () => 'begun');
  await expect(begun).rejects.toThrow(/damaged or isn't Crier's/u);
  await rm(path);
  await rig.reopen();
});
