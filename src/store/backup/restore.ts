import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ConfigError } from '#errors.ts';
import { openDataFolder } from '#ops/data-folder.ts';
import { tryLock } from '#ops/file-lock.ts';
import { heartbeatName } from '#ops/heartbeat.ts';
import { lockNames } from '#ops/instance.ts';

import { syncFolder } from '../clip-files.ts';
import { openSqlite } from '../sql/open-sqlite.ts';
import { StoreError } from '../store-error.ts';
import { draftFolder, isDraft } from './draft.ts';
import { databaseName, keyNames } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { replaceStore } from './replace-store.ts';
import { unpack } from './unpack.ts';

export interface RestoreOptions {
  /** Made when it is not there. */
  readonly folder: string;
  readonly archive: AsyncIterable<Uint8Array>;
  /** The operator's name for the back-up. */
  readonly called: string;
  /** Whether what is in the folder may go, once the back-up is there whole. */
  readonly replaces: boolean;
}

/** Caches, what is of a moment alone, and the note of the bot that had the folder. */
const madeAnew: ReadonlySet<string> = new Set([
  heartbeatName,
  'answers',
  'calls',
  'frames',
  'phrases',
  'instance',
  'paid',
  'waiting',
]);
/** Names in the folder of a bot that never ran. */
const nobodys: ReadonlySet<string> = new Set([...lockNames, 'lost+found']);

/**
 * Puts a back-up into a data folder that no bot uses. Until all of it is there and opens as a store, nothing in the folder
 * changes; then one rename puts its store in the place of the one before. Rejects with a {@link ConfigError} when that
 * can't be, and with a `DiskFullError`.
 */
export async function restore(options: RestoreOptions): Promise<Manifest> {
  const { folder, archive, called, replaces } = options;
  await openDataFolder(folder, ['clips']);
  using locks = new DisposableStack();
  for (const name of lockNames) {
    const lock = tryLock(join(folder, name));
    if (!lock)
      throw new ConfigError(
        `A bot is running with the folder ${folder}, or another restore. End it first, or name another folder in CRIER_DATA.`,
      );
    locks.defer(() => lock.release());
  }
  const before = (await readdir(folder)).filter((name) => !nobodys.has(name) && !isDraft(name));
  if (before.length > 0 && !replaces)
    throw new ConfigError(
      `The folder ${folder} is not empty. Name an empty one in CRIER_DATA; or say --replace to have what Crier keeps in it replaced by the back-up.`,
    );
  await using draft = await draftFolder(folder);
  const manifest = await unpack(archive, called, draft.path);
  await assertOpens(draft.path, called);
  const clips = new Set(await readdir(join(draft.path, 'clips')));
  await takePlace(draft.path, folder);
  await removeOthers(folder, before, clips);
  return manifest;
}

/** Brings it to the newest schema, too. */
async function assertOpens(draft: string, called: string): Promise<void> {
  try {
    const { database } = await openSqlite(join(draft, databaseName));
    await database.destroy();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new ConfigError(`The store in the back-up ${called} can't be used: ${error.message}`, {
      cause: error,
    });
  }
}

/** Recordings first: those that no store names do no harm. With the store's rename it is done. */
async function takePlace(draft: string, folder: string): Promise<void> {
  await mkdir(join(folder, 'clips'), { recursive: true, mode: 0o700 });
  for (const name of await readdir(join(draft, 'clips')))
    await rename(join(draft, 'clips', name), join(folder, 'clips', name));
  await syncFolder(join(folder, 'clips'));
  await replaceStore(join(draft, databaseName), join(folder, databaseName));
  for (const name of keyNames) {
    const key = join(draft, name);
    await (existsSync(key)
      ? rename(key, join(folder, name))
      : rm(join(folder, name), { force: true }));
  }
  await syncFolder(folder);
}

/** Removes what came of the store before, or its people: none of it is in the back-up. Files of others stay. */
async function removeOthers(
  folder: string,
  before: readonly string[],
  clips: ReadonlySet<string>,
): Promise<void> {
  for (const name of before)
    if (madeAnew.has(name) || name.endsWith('.json'))
      await rm(join(folder, name), { recursive: true, force: true });
  for (const name of await readdir(join(folder, 'clips')))
    if (!clips.has(name)) await rm(join(folder, 'clips', name), { recursive: true, force: true });
}
