import { mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { LRUCache } from 'lru-cache';

import { Lanes } from '#ops/lanes.ts';
import { sealWith } from '#ops/seal.ts';
import type { Seal } from '#ops/seal.ts';
import { onceWhileBroken } from '#ops/while-broken.ts';
import type { WhileBroken } from '#ops/while-broken.ts';
import { writeWhole } from '#ops/write-whole.ts';

import type { FrameName, FrameStore, KeptFrames } from './frame-store.ts';

export interface DiskFrameStoreOptions {
  /** Made when it is not there. */
  readonly folder: string;
  /** The operator's own, at least 16 bytes: the files can be read with it only. */
  readonly secret: Uint8Array;
  readonly maxBytes: number;
  /** Counted from the writing, whether a file is used meanwhile or not; then it is removed, asked for or not. */
  readonly ttlMs: number;
  /** Told of what could not be read, and once, until it can again, that nothing can be written; the speech is not affected. */
  readonly onError?: (error: unknown) => void;
  readonly now?: () => number;
}

/** More writes than this at once are not worth their memory. */
const maxPendingWrites = 64;
const suffix = '.frames';
const temporarySuffix = '.frames-tmp';
/** Timers take no longer waits than some 24 days; a look that comes too early costs nothing. */
const maxSweepPauseMs = 24 * 60 * 60_000;

interface KeptFile {
  readonly size: number;
  readonly writtenMs: number;
}

/**
 * A file for each utterance in a folder for each voice, so that a voice is removed as one. Files are encrypted: what
 * people said is not to be found on a disk. Written beside and renamed, so that a crash leaves no half file.
 */
export class DiskFrameStore implements FrameStore {
  readonly #options: DiskFrameStoreOptions;
  readonly #seal: Seal;
  /** By path; known once the folder has been read. */
  readonly #files: LRUCache<string, KeptFile>;
  #isFolderRead = false;
  /** Files for which there is no room any more, still to be removed. */
  readonly #surplus = new Set<string>();
  readonly #writing: WhileBroken;
  #pendingWrites = 0;
  /** Writes and removals happen one after the other, so that what is removed stays removed. */
  readonly #turns = new Lanes();
  /** Removes what is too old, for the first time when the oldest will be. */
  #sweep: NodeJS.Timeout | undefined;

  constructor(options: DiskFrameStoreOptions) {
    this.#options = options;
    this.#seal = sealWith(options.secret);
    this.#files = new LRUCache({
      maxSize: options.maxBytes,
      sizeCalculation: ({ size }) => Math.max(1, size),
      dispose: (_file, path, reason) => {
        if (reason === 'evict') this.#surplus.add(path);
      },
    });
    this.#writing = onceWhileBroken((error) => options.onError?.(error));
    void this.#inTurn(() => this.#scan()).catch((error: unknown) => options.onError?.(error));
  }

  async get(name: FrameName): Promise<KeptFrames | undefined> {
    const path = this.#pathOf(name);
    // A new line is in no file, and whoever waits for it would wait for the disk to say so.
    if (this.#isFolderRead && !this.#files.has(path)) return undefined;
    const sealed = await this.#read(path);
    if (!sealed) return undefined;
    const opened = this.#seal.open(name, sealed);
    if (opened && opened.writtenMs + this.#options.ttlMs > this.#now()) {
      // Heard just now, it is the last to go.
      this.#files.get(path);
      return opened;
    }
    void this.#attempt(() => this.#remove(path));
    return undefined;
  }

  has(name: FrameName): boolean {
    const file = this.#files.peek(this.#pathOf(name));
    return file !== undefined && file.writtenMs + this.#options.ttlMs > this.#now();
  }

  async put(name: FrameName, packed: Uint8Array): Promise<void> {
    if (this.#pendingWrites >= maxPendingWrites) return;
    this.#pendingWrites += 1;
    await this.#attempt(() => this.#write(name, packed));
    this.#pendingWrites -= 1;
  }

  async forget(voice: string): Promise<void> {
    const folder = this.#folderOf(voice);
    await this.#inTurn(async () => {
      await rm(folder, { recursive: true, force: true });
      for (const path of this.#files.keys()) {
        if (path.startsWith(folder)) this.#files.delete(path);
      }
    });
  }

  /** Removes what isn't wanted, by its key. Rejects when something stays. */
  async retain(isWanted: (key: string) => boolean): Promise<void> {
    await this.#inTurn(async () => {
      const unwanted = [...this.#files.keys()].filter((path) => !isWanted(basename(path, suffix)));
      for (const path of unwanted) await this.#remove(path);
    });
  }

  /** Nothing is removed by itself any more. */
  close(): void {
    clearTimeout(this.#sweep);
    this.#sweep = undefined;
  }

  async #write(name: FrameName, packed: Uint8Array): Promise<void> {
    const path = this.#pathOf(name);
    const sealed = this.#seal.close(name, { packed, writtenMs: this.#now() });
    if (sealed.length > this.#options.maxBytes) return;
    const temporary = `${path}.${process.pid}${temporarySuffix}`;
    await mkdir(this.#folderOf(name.voice), { recursive: true, mode: 0o700 });
    await writeWhole(path, temporary, sealed, { mode: 0o600 });
    this.#writing.worked();
    await this.#keep(path, { size: sealed.length, writtenMs: this.#now() });
    this.#sweepLater();
  }

  /** Notes a file that is there, and removes those that were not heard for longest when there is no room for all. */
  async #keep(path: string, file: KeptFile): Promise<void> {
    this.#files.set(path, file);
    this.#surplus.delete(path);
    for (const surplus of this.#surplus) {
      await rm(surplus, { force: true });
      this.#surplus.delete(surplus);
    }
  }

  /** Learns what is there from before: sizes, in the order of age; what is too old or half written goes. */
  async #scan(): Promise<void> {
    await mkdir(this.#options.folder, { recursive: true, mode: 0o700 });
    const entries = await readdir(this.#options.folder, { recursive: true, withFileTypes: true });
    const found: (KeptFile & { readonly path: string })[] = [];
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      if (path.endsWith(temporarySuffix)) await rm(path, { force: true });
      // A file that is not ours is left alone: a wrong folder must cost nobody their files.
      if (!path.endsWith(suffix)) continue;
      const { size, mtimeMs } = await stat(path);
      const isOld = mtimeMs + this.#options.ttlMs <= this.#now();
      if (isOld || size > this.#options.maxBytes) await rm(path, { force: true });
      else found.push({ path, size, writtenMs: mtimeMs });
    }
    found.sort((a, b) => a.writtenMs - b.writtenMs);
    for (const { path, ...file } of found) await this.#keep(path, file);
    this.#isFolderRead = true;
    this.#sweepLater();
  }

  /** Sets the timer for the file that will be too old first. */
  #sweepLater(): void {
    if (this.#sweep !== undefined || this.#files.size === 0) return;
    let oldestMs = Infinity;
    for (const { writtenMs } of this.#files.values()) oldestMs = Math.min(oldestMs, writtenMs);
    const dueInMs = oldestMs + this.#options.ttlMs - this.#now();
    this.#sweep = setTimeout(
      () => void this.#attempt(() => this.#removeOld()),
      Math.min(Math.max(0, dueInMs), maxSweepPauseMs),
    );
    this.#sweep.unref();
  }

  async #removeOld(): Promise<void> {
    this.#sweep = undefined;
    try {
      const newestMs = this.#now() - this.#options.ttlMs;
      const old = [...this.#files].filter(([, { writtenMs }]) => writtenMs <= newestMs);
      for (const [path] of old) await this.#remove(path);
    } finally {
      this.#sweepLater();
    }
  }

  async #read(path: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#options.onError?.(error);
      return undefined;
    }
  }

  async #remove(path: string): Promise<void> {
    await rm(path, { force: true });
    this.#files.delete(path);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await this.#inTurn(work);
    } catch (error) {
      this.#writing.failed(error);
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    return this.#turns.run('files', work);
  }

  #pathOf({ key, voice }: FrameName): string {
    return join(this.#folderOf(voice), `${checked(key)}${suffix}`);
  }

  #folderOf(voice: string): string {
    return join(this.#options.folder, checked(voice));
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}

/** Names become paths: nothing but what `CacheKeys` gives may come here. */
function checked(name: string): string {
  if (!/^[0-9a-f]{64}$/.test(name)) throw new RangeError('expected 64 hexadecimal digits');
  return name;
}
