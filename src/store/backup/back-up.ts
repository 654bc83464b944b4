import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { archiveOf } from '#ops/tar.ts';
import type { TarFile } from '#ops/tar.ts';

import { draftFolder, linkIfThere } from './draft.ts';
import { clipName, databaseName, keyNames, manifestName, writtenManifest } from './manifest.ts';
import { snapshotOf } from './postgres-snapshot.ts';
import { assertStore, takeSnapshot } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';
import { wholeSnapshot } from './whole-snapshot.ts';

/** A back-up's contents. */
export interface BackedUp {
  readonly schema: string;
  readonly clips: number;
  /** How many recordings the store names that are not there. */
  readonly lacking: number;
}

/** A back-up that can be written; it holds what it is of until it is disposed of. */
export interface BackUp extends AsyncDisposable {
  readonly facts: BackedUp;
  /** To be read once. */
  readonly archive: AsyncIterable<Uint8Array>;
}

export interface BackUpOptions {
  /** The database of PostgreSQL that the store is in; absent: SQLite in the folder. */
  readonly databaseUrl?: string | undefined;
  /** Ends the copying of a database between two pages. */
  readonly signal?: AbortSignal;
}

/**
 * Backs up the data folder, also while a bot has it: the store as it is at one moment, the recordings that it names, and
 * the keys. What can be made anew, or is of this moment alone, is left out. A store in PostgreSQL becomes one of SQLite in it.
 */
export async function backUp(
  folder: string,
  version: string,
  { databaseUrl, signal }: BackUpOptions = {},
): Promise<BackUp> {
  if (databaseUrl === undefined) assertStore(folder);
  const snapshotTo = (copy: string): Promise<Snapshot> =>
    databaseUrl === undefined ? takeSnapshot(folder, copy) : snapshotOf(databaseUrl, copy, signal);
  await using stack = new AsyncDisposableStack();
  const draft = stack.use(await draftFolder(folder));
  const { snapshot, held } = await wholeSnapshot(folder, draft.path, snapshotTo);
  for (const name of keyNames) await linkIfThere(join(folder, name), join(draft.path, name));
  const { schema, hashes } = snapshot;
  const facts = { schema, clips: held.length, lacking: hashes.length - held.length };
  const archive = archiveOf(files(draft.path, held, { ...facts, version }), Date.now());
  const end = stack.move();
  return { facts, archive, [Symbol.asyncDispose]: () => end.disposeAsync() };
}

async function* files(
  draft: string,
  hashes: readonly string[],
  facts: BackedUp & { readonly version: string },
): AsyncGenerator<TarFile> {
  const names: string[] = [];
  for (const name of [...keyNames, databaseName])
    if ((await sizeOf(join(draft, name))) !== undefined) names.push(name);
  const summed = [];
  for (const name of names) summed.push({ name, sha256: await sha256Of(join(draft, name)) });
  const manifest = writtenManifest({
    ...facts,
    madeAt: new Date().toISOString(),
    files: summed,
  });
  yield { name: manifestName, sizeBytes: manifest.length, content: [manifest] };
  for (const name of [...names, ...hashes.map(clipName)]) {
    const path = join(draft, name);
    const sizeBytes = (await sizeOf(path)) ?? 0;
    yield { name, sizeBytes, content: createReadStream(path) };
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
