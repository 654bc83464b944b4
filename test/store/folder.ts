import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { copyFile, cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { Kysely } from 'kysely';

import type { Clip } from '#audio/clip/clip.ts';
import { openStore } from '#store/open-store.ts';
import type { StoreOptions } from '#store/open-store.ts';
import { nodeSqliteDialect } from '#store/sql/sqlite-dialect.ts';
import type { Database, Tables } from '#store/sql/tables.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile, Voices } from '#store/voices.ts';

import { remember } from '../pseudo/known.ts';

/** A folder that goes with the test. */
export async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'crier-store-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

type Row = Readonly<Record<string, unknown>>;
export type Options = Omit<StoreOptions, 'folder' | 'postgres'>;

/** Where a store is: a folder, and the database that is in it or elsewhere. It goes with the test. */
export interface Place extends AsyncDisposable {
  readonly folder: string;
  readonly open: (options?: Options) => Promise<Store>;
  /** The database as it is, without a look at what is in it. */
  readonly database: () => Promise<Database>;
  /** Runs a statement, as an operator or another program does. */
  readonly run: (statement: string) => Promise<readonly Row[]>;
  /** Another with all that is in this one, which nobody uses meanwhile. */
  readonly copy: () => Promise<Place>;
  /** The files and tables that hold the bytes anywhere. */
  readonly holding: (bytes: Uint8Array | string) => Promise<readonly string[]>;
}

/** `postgres` where the tests of the store are run on PostgreSQL. */
export const storeOn = process.env['STORE_ON'] ?? 'sqlite';

/** A place with an empty store, or with nothing. */
export async function place(begun: 'store' | 'nothing' = 'store'): Promise<Place> {
  const isNew = begun === 'nothing';
  if (storeOn !== 'postgres') return sqlitePlace(isNew);
  const { postgresPlace } = await import('../postgres/place.ts');
  return postgresPlace(isNew);
}

const databaseName = 'crier.sqlite';

/** Empty, as a first start leaves it: making it takes most of the time of opening. */
let emptyDatabase: Promise<string> | undefined;

async function makeEmptyDatabase(): Promise<string> {
  const { path } = await temporaryFolder();
  process.once('exit', () => rmSync(path, { recursive: true, force: true }));
  const store = await openStore({ folder: path });
  await store.close();
  return join(path, databaseName);
}

async function sqlitePlace(isNew: boolean): Promise<Place> {
  const { path: folder, ...end } = await temporaryFolder();
  if (!isNew)
    await copyFile(await (emptyDatabase ??= makeEmptyDatabase()), join(folder, databaseName));
  return sqliteIn(folder, end);
}

function sqliteIn(folder: string, end: AsyncDisposable): Place {
  const path = join(folder, databaseName);
  return {
    folder,
    open: (options = {}) => openStore({ ...options, folder }),
    database: async () =>
      new Kysely<Tables>({ dialect: nodeSqliteDialect(new DatabaseSync(path)) }),
    async run(statement) {
      using file = new DatabaseSync(path);
      return file.prepare(statement).all();
    },
    async copy() {
      const { path: other, ...otherEnd } = await temporaryFolder();
      await cp(folder, other, { recursive: true });
      return sqliteIn(other, otherEnd);
    },
    holding: (bytes) => filesHolding(folder, bytes),
    ...end,
  };
}

/** Files of the folder that hold the bytes anywhere. */
export async function filesHolding(folder: string, bytes: Uint8Array | string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const holding: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if ((await readFile(path)).includes(Buffer.from(bytes))) holding.push(path);
  }
  return holding;
}

export interface TestStore
  extends AsyncDisposable, Pick<Place, 'run' | 'copy' | 'holding' | 'database'> {
  readonly store: Store;
  readonly folder: string;
  /** Closes the store and opens it again, as a restart does. */
  reopen(): Promise<Store>;
  /** Opens it once more, as another process does. */
  other(): Promise<Store>;
}

/** A store in a place of its own; both go with the test. */
export async function testStore(options: Options = {}): Promise<TestStore> {
  const where = await place();
  let store = await where.open(options);
  return {
    ...where,
    get store() {
      return store;
    },
    async reopen() {
      await store.close();
      store = await where.open(options);
      return store;
    },
    other: () => where.open(options),
    async [Symbol.asyncDispose]() {
      await store.close();
      await where[Symbol.asyncDispose]();
    },
  };
}

export function anyClip(bytes: Uint8Array = randomBytes(2_000)): Clip {
  return { bytes, format: 'mp3', durationMs: 5_000 };
}

export function hashOf(clip: Clip): string {
  return createHash('sha256').update(clip.bytes).digest('hex');
}

/** States that a recording is of one's own voice. */
export async function consentTo(
  { consents }: Pick<Store, 'consents'>,
  userId: string,
  clipHash: string,
): Promise<void> {
  const statement = { basis: 'own', wordingVersion: '1', language: 'en' } as const;
  await consents.record({ ...statement, userId, clipHash, givenAtMs: 1_000 });
}

/** Keeps a clone as a person does it: consent first. */
export async function keepClone(
  store: Store,
  ownerId: string,
  name: string,
  clip: Clip = anyClip(),
): Promise<VoiceProfile> {
  await consentTo(store, ownerId, hashOf(clip));
  remember(name);
  return store.voices.keep({
    ownerId,
    name,
    sound: { mode: 'clone', clip, transcript: `what ${name} says` },
  });
}

/** Keeps a voice of a description. */
export async function keepDesign(
  store: Store,
  { id: ownerId }: { readonly id: string },
  name: string,
  description = 'A calm, low voice.',
): Promise<VoiceProfile> {
  remember(name);
  return store.voices.keep({ ownerId, name, sound: { mode: 'design', description } });
}

/** Names of all clip files, drafts included. */
export async function clipFilesIn(folder: string): Promise<readonly string[]> {
  return readdir(join(folder, 'clips')).catch(() => []);
}

/** The hooks for things that happen while a step of the store is under way. */
export interface HoldUps {
  keeping?: () => Promise<unknown>;
}

/** Voices that are kept only after what happens meanwhile. */
export function heldUp(voices: Voices, during: HoldUps): Voices {
  return {
    ...voices,
    async keep(voice) {
      await during.keeping?.();
      return voices.keep(voice);
    },
  };
}
