import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

import { ConfigError } from '#errors.ts';
import { withRoom } from '#ops/disk-full.ts';
import { filesOf, TarError } from '#ops/tar.ts';
import type { TarFile } from '#ops/tar.ts';

import { migrations } from '../sql/migrations.ts';
import {
  databaseName,
  hashInName,
  isOfThisFormat,
  keyNames,
  manifestName,
  maxManifestBytes,
  readManifest,
} from './manifest.ts';
import type { Manifest } from './manifest.ts';

/** Longer than any recording that Crier takes. */
const maxClipBytes = 64 * 1024 * 1024;
const maxKeyBytes = 4_096;

/**
 * Reads a back-up to its end, puts its files into the folder (or nowhere, to see whether it is whole), and makes sure of
 * each that it is the one that was put in. Rejects with a {@link ConfigError} when it is cut off, damaged, foreign, or
 * from a newer Crier.
 */
export async function unpack(
  archive: AsyncIterable<Uint8Array>,
  called: string,
  folder?: string,
): Promise<Manifest> {
  try {
    return await unpacked(archive, called, folder);
  } catch (error) {
    if (!(error instanceof TarError)) throw error;
    throw new ConfigError(
      `The back-up ${called} is cut off or damaged (${error.message}). Take another one.`,
      { cause: error },
    );
  }
}

async function unpacked(
  archive: AsyncIterable<Uint8Array>,
  called: string,
  folder: string | undefined,
): Promise<Manifest> {
  let manifest: Manifest | undefined;
  const awaited = new Map<string, string>();
  let clips = 0;
  for await (const file of named(filesOf(archive), called)) {
    if (!manifest) {
      manifest = await manifestIn(file, called);
      for (const { name, sha256 } of manifest.files) awaited.set(name, sha256);
      continue;
    }
    const clip = hashInName(file.name);
    const sha256 = clip ?? awaited.get(file.name);
    const maxBytes = maxBytesOf(file.name);
    if (sha256 === undefined || maxBytes === undefined || file.sizeBytes > maxBytes)
      throw foreign(called);
    if ((await put(file, folder && join(folder, file.name))) !== sha256)
      throw new TarError(`${file.name} is not as it was put in`);
    awaited.delete(file.name);
    if (clip !== undefined) clips += 1;
  }
  if (!manifest) throw foreign(called);
  const [lost] = awaited.keys();
  if (lost !== undefined) throw new TarError(`${lost} is missing`);
  if (clips !== manifest.clips)
    throw new TarError(`it has ${clips} of ${manifest.clips} recordings`);
  return manifest;
}

/** A file that isn't even an archive is no back-up cut off. */
async function* named(files: AsyncIterable<TarFile>, called: string): AsyncGenerator<TarFile> {
  let isFirst = true;
  try {
    for await (const file of files) {
      isFirst = false;
      yield file;
    }
  } catch (error) {
    throw isFirst && error instanceof TarError ? foreign(called) : error;
  }
}

async function manifestIn(file: TarFile, called: string): Promise<Manifest> {
  if (file.name !== manifestName || file.sizeBytes > maxManifestBytes) throw foreign(called);
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.content) chunks.push(chunk);
  const manifest = readManifest(Buffer.concat(chunks));
  if (!manifest) throw foreign(called);
  if (!isOfThisFormat(manifest) || !(manifest.schema in migrations))
    throw new ConfigError(
      `The back-up ${called} was made by a newer version of Crier (${manifest.version}, with a store of the step ${manifest.schema}). Restore it with that version.`,
    );
  return manifest;
}

function foreign(called: string): ConfigError {
  return new ConfigError(
    `${called} is no back-up of Crier. Name a file that “npm run backup” has written.`,
  );
}

function maxBytesOf(name: string): number | undefined {
  if (name === databaseName) return Infinity;
  if (keyNames.includes(name)) return maxKeyBytes;
  return hashInName(name) === undefined ? undefined : maxClipBytes;
}

/** Writes the file, when it is to be written, until it is on the disk; its hash. */
async function put(file: TarFile, path: string | undefined): Promise<string> {
  const hash = createHash('sha256');
  if (path === undefined) {
    for await (const chunk of file.content) hash.update(chunk);
    return hash.digest('hex');
  }
  await withRoom(path, async () => {
    await using handle = await open(path, 'wx', 0o600);
    for await (const chunk of file.content) {
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    await handle.sync();
  });
  return hash.digest('hex');
}
