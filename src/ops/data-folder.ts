import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { ConfigError } from '#errors.ts';

import { withRoom } from './disk-full.ts';

/** The folders beside the store, one for each kind of thing that is kept there. */
export const dataParts = [
  'clips',
  'frames',
  'phrases',
  'calls',
  'waiting',
  'answers',
  'paid',
  'sessions',
] as const;

const toChange = 'or name another folder in CRIER_DATA';

/**
 * Makes the folder for everything that is kept, when it isn't there, and makes sure that it and these parts of it are
 * folders to be read and written. Rejects with a {@link ConfigError}, or a `DiskFullError` when there is no room for it.
 */
export async function openDataFolder(folder: string, parts: readonly string[]): Promise<void> {
  await assertDataFolder(folder, parts);
  await withRoom(folder, async () => mkdir(folder, { recursive: true, mode: 0o700 }));
}

/** Rejects with a {@link ConfigError} unless the folder and its parts, as far as they are there, can be read and written. */
export async function assertDataFolder(folder: string, parts: readonly string[]): Promise<void> {
  // The folder is looked at first, since making several at once says of a read-only disk that there is none.
  await assertUsable(await nearestFolder(folder));
  for (const part of parts) {
    const path = join(folder, part);
    // Those are made when something is put there.
    if (await exists(path)) await assertUsable(path);
  }
}

/** The folder itself, or what there is of its path. */
export async function nearestFolder(folder: string): Promise<string> {
  let path = resolve(folder);
  while (!(await exists(path)) && path !== dirname(path)) path = dirname(path);
  return path;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw unusableFolder(path, error);
  }
}

async function assertUsable(path: string): Promise<void> {
  if (!(await stat(path)).isDirectory())
    throw new ConfigError(
      `${path} is a file, and should be a folder. Move the file away, ${toChange}.`,
    );
  try {
    // A superuser's access is asked for as well: a disk that is mounted read-only refuses it.
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusableFolder(path, error);
  }
}

function unusableFolder(path: string, cause: unknown): ConfigError {
  const code = codeOf(cause);
  const why = code === 'EROFS' ? 'it is on a disk that is read-only' : code;
  return new ConfigError(
    `Crier can't read and write the folder ${path} (${why}). Give it to ${userWords()}, who runs Crier, ${toChange}.`,
    { cause },
  );
}

/** The error that tells the operator of a file in it that is there and can't be read or written. */
export function unusableFile(path: string, cause: unknown): ConfigError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ConfigError(
    `Crier can't read and write the file ${path} (${why}). Give it to ${userWords()}, who runs Crier, or move it away: a new one is made.`,
    { cause },
  );
}

function userWords(): string {
  try {
    return `the user ${userInfo().username}`;
  } catch {
    // In a container a user may have a number alone.
    return `the user with the id ${process.getuid?.() ?? 'it has'}`;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
