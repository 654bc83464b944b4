import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { copyStore } from '#store/moving/move.ts';
import type { MoveOptions } from '#store/moving/move.ts';
import { openStore } from '#store/open-store.ts';
import { tables } from '#store/sql/tables.ts';

import { ann, liveALot } from '../store/busy-person.ts';
import { anyClip, keepClone, temporaryFolder } from '../store/folder.ts';
import { rowsOf } from '../store/rows.ts';
import { sharedServer } from './place.ts';
import type { PostgresServer } from './server.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await sharedServer();
});

/** A folder with a store in which much has happened. */
async function lived() {
  const folder = await temporaryFolder();
  const store = await openStore({ folder: folder.path, maxVoicesPerPerson: 50 });
  await liveALot(
    store,
    Array.from({ length: 4 }, () => anyClip()),
  );
  await keepClone(store, 'bob', 'Ünïcode 🎉', anyClip());
  const words = Array.from(
    { length: 1_300 },
    (_, n) => `ʬord ${n} ${String.fromCodePoint(97 + (n % 26), 0x1f600 + (n % 70))}`,
  );
  await store.wordFilter.change('club', 'mod', { add: words });
  const spoken = { as: 'words', words: 'said\0so' } as const;
  const word = { match: 'word', caseSensitive: false, written: 'a\0b', spoken } as const;
  await store.dictionaries.put({ of: 'server', guildId: 'nul' }, [word], 'mod');
  await store.jobs.begin({
    engine: 'deapi',
    delivery: 'job',
    model: 'm',
    mode: 'preset',
    chars: 3,
    reservedUsd: 0.1 + 0.2,
  });
  await store.close();
  return folder;
}

let source: Awaited<ReturnType<typeof lived>>;
beforeAll(async () => {
  source = await lived();
});
afterAll(() => source[Symbol.asyncDispose]());

/** All rows but for when the steps to the schema were taken. */
function contentOf(folder: string) {
  const { kysely_migration: _, kysely_migration_lock: __, ...content } = rowsOf(folder);
  return content;
}

async function copy(options: Pick<MoveOptions, 'from' | 'to'> & Partial<MoveOptions>) {
  const { signal } = new AbortController();
  return copyStore({ dryRun: false, dataFolder: source.path, signal, ...options });
}

test('a store goes to PostgreSQL and back with every row as it was, and both open', async () => {
  const url = server.urlOf(await server.create());
  const before = contentOf(source.path);
  const there = await copy({ from: { folder: source.path }, to: { url } });
  expect(there.counts).toMatchObject({ filtered_words: 1_300, jobs: 2 });
  expect(there).toMatchObject({ clips: expect.any(Number), lacking: 0 });
  expect(there.clips).toBeGreaterThan(0);
  expect(there.to).toMatch(/^the database d\d+ on 127\.0\.0\.1/u);

  await using back = await temporaryFolder();
  const returned = await copy({ from: { url }, to: { folder: back.path } });
  expect(returned.counts).toEqual(there.counts);
  const readable = (content: unknown) => JSON.stringify(content).replaceAll('\\\\u0000', '\uFFFD');
  expect(readable(contentOf(back.path))).toBe(readable(before));
  expect(contentOf(source.path)).toEqual(before);

  const postgres = { url, called: 'the copy' };
  const copies = [
    await openStore({ folder: source.path, postgres }),
    await openStore({ folder: source.path }),
  ];
  const [copied] = copies;
  expect(await copied?.dictionaries.entries({ of: 'server', guildId: 'nul' })).toMatchObject([
    { written: 'a\uFFFDb', spoken: { words: 'said\uFFFDso' } },
  ]);
  const removed = copied?.dictionaries.remove({ of: 'server', guildId: 'nul' }, 'mod', 'a\0b');
  expect(await removed).toBe(1);
  const [held, original] = await Promise.all(copies.map((store) => store.personalData.about(ann)));
  expect(held).toEqual(original);
  for (const store of copies) await store.close();
});

test('a look before changes nothing, and says what would be copied', async () => {
  const name = await server.create();
  const to = { url: server.urlOf(name) };
  const { counts } = await copy({ from: { folder: source.path }, to, dryRun: true });
  expect(counts).toMatchObject({ filtered_words: 1_300 });
  expect(
    await server.run(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`,
      name,
    ),
  ).toEqual([]);
});

test('only an empty target is taken: nothing is mixed, and nothing overwritten', async () => {
  const name = await server.create();
  const to = { url: server.urlOf(name) };
  await copy({ from: { folder: source.path }, to });
  await expect(copy({ from: { folder: source.path }, to })).rejects.toThrow(
    /There is a store already in .*with rows in settings/u,
  );
  await expect(copy({ from: to, to: { folder: source.path } })).rejects.toThrow(
    /There is a store already: .*crier\.sqlite/u,
  );
  await server.run('CREATE TABLE notes (note text)', 'postgres');
  const foreign = copy({ from: { folder: source.path }, to: { url: server.urlOf('postgres') } });
  await expect(foreign).rejects.toThrow(/is another program’s/u);
  await server.run('DROP TABLE notes', 'postgres');
});

test('a copy that is cut off leaves an empty store, which can be copied into again', async () => {
  const name = await server.create();
  const to = { url: server.urlOf(name) };
  const cut = new AbortController();
  cut.abort(new Error('stopped'));
  await expect(copy({ from: { folder: source.path }, to, signal: cut.signal })).rejects.toThrow(
    'stopped',
  );
  expect(await server.run('SELECT * FROM settings', name)).toEqual([]);
  await using back = await temporaryFolder();
  await copy({ from: { folder: source.path }, to });
  const cutBack = copy({ from: to, to: { folder: back.path }, signal: cut.signal });
  await expect(cutBack).rejects.toThrow('stopped');
  expect(existsSync(join(back.path, 'crier.sqlite'))).toBe(false);
  expect((await readdir(back.path)).filter((file) => file.endsWith('.draft'))).toEqual([]);
});

test('a row that was changed meanwhile is noticed, and nothing is kept', async () => {
  const name = await server.create();
  await copy({ from: { folder: source.path }, to: { url: server.urlOf(name) } });
  for (const table of Object.keys(tables).toReversed())
    await server.run(`DELETE FROM ${table}`, name);
  await server.run(
    `CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.word := NEW.word || '!'; RETURN NEW; END $$;
     CREATE TRIGGER spoil BEFORE INSERT ON filtered_words FOR EACH ROW EXECUTE FUNCTION spoil()`,
    name,
  );
  const spoiled = copy({ from: { folder: source.path }, to: { url: server.urlOf(name) } });
  await expect(spoiled).rejects.toThrow(
    /A row of the table filtered_words is not the same in the copy/u,
  );
  expect(await server.run('SELECT * FROM settings', name)).toEqual([]);
});

test('while a bot runs, neither its folder nor its database is copied', async () => {
  const url = server.urlOf(await server.create());
  const onConnected = (await import('#store/postgres/guard.ts')).databaseGuard({
    token: 't',
    folderId: Buffer.from('f'),
    called: 'it',
    onWait: () => undefined,
    onReplaced: () => undefined,
    signal: new AbortController().signal,
  });
  const store = await openStore({
    folder: source.path,
    postgres: { url, called: 'it', onConnected },
    maxVoicesPerPerson: 1,
  }).catch((error: unknown) => error);
  // Its folder has recordings, and the database none of them.
  expect(store).toBeInstanceOf(Error);
  await using folder = await temporaryFolder();
  const running = await openStore({
    folder: folder.path,
    postgres: { url, called: 'it', onConnected },
  });
  await expect(copy({ from: { folder: source.path }, to: { url } })).rejects.toThrow(
    /^A bot uses the database/u,
  );
  await running.close();
});
