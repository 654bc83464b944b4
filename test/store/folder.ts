import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Clip } from '#audio/clip/clip.ts';
import { openStore } from '#store/open-store.ts';
import type { StoreOptions } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile, Voices } from '#store/voices.ts';

import { remember } from '../pseudo/known.ts';

const databaseName = 'crier.sqlite';

/** A folder that goes with the test. */
export async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'crier-store-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

export interface TestStore extends AsyncDisposable {
  readonly store: Store;
  readonly folder: string;
  /** Closes the store and opens it again, as a restart does. */
  reopen(): Promise<Store>;
}

/** Empty, as a first start leaves it: making it takes most of the time of opening. */
let emptyDatabase: Promise<string> | undefined;

async function makeEmptyDatabase(): Promise<string> {
  const { path } = await temporaryFolder();
  process.once('exit', () => rmSync(path, { recursive: true, force: true }));
  const store = await openStore({ folder: path });
  await store.close();
  return join(path, databaseName);
}

/** A store in a folder of its own; both go with the test. */
export async function testStore(options: Omit<StoreOptions, 'folder'> = {}): Promise<TestStore> {
  const folder = await temporaryFolder();
  await copyFile(await (emptyDatabase ??= makeEmptyDatabase()), join(folder.path, databaseName));
  let store = await openStore({ ...options, folder: folder.path });
  return {
    get store() {
      return store;
    },
    folder: folder.path,
    async reopen() {
      await store.close();
      store = await openStore({ ...options, folder: folder.path });
      return store;
    },
    async [Symbol.asyncDispose]() {
      await store.close();
      await folder[Symbol.asyncDispose]();
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
