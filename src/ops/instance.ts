import { createHash, randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { z } from 'zod';

import { ConfigError } from '#errors.ts';

import { tryLock } from './file-lock.ts';
import type { FileLock } from './file-lock.ts';
import { writeWhole } from './write-whole.ts';

/*
 * One bot to a data folder: two would answer every command twice. The bot that has the folder holds its lock for life.
 * One that finds it held by one with the same token is mostly a newer version: it comes up beside the other, and takes the
 * folder over when it can serve. But when the other has just taken it over itself, the newcomer is the one that gave way
 * and was started again by a supervisor: it waits until the folder is free, or the two would replace each other for ever.
 */

export interface InstanceOptions {
  readonly folder: string;
  /** The bot's token. Only a hash of it is written. */
  readonly token: string;
  /** Told when somebody else has the folder, and this process waits until they end. */
  readonly onWait: () => void;
  /** Told once, while this process serves, when a later one has taken its place. */
  readonly onReplaced: () => void;
  /** Ends the wait for another's end. */
  readonly signal: AbortSignal;
  readonly lookMs?: number;
  /** Milliseconds since 1970 UTC. */
  readonly now?: () => number;
}

/** The note that the bot that has a folder writes for others that want it. */
const holder = z.object({
  id: z.string(),
  token: z.string(),
  /** When it got the folder, if another bot had it until then. */
  contestedAtMs: z.number().exactOptional(),
});
type Holder = z.infer<typeof holder>;

/** The locks of a data folder: that of the bot that has it, and that of the one that is about to. */
export const lockNames = ['instance.lock', 'instance-next.lock'] as const;
const [ownLock, nextLock] = lockNames;

/** Supervisors start a bot again within minutes. */
const contestedMs = 10 * 60_000;

/**
 * Enters the folder: at once when it is free or may be taken over, else when it is free. Rejects with a
 * {@link ConfigError} when a bot with another token has it, and when the signal aborts.
 */
export async function enterFolder(options: InstanceOptions): Promise<Instance> {
  const instance = new Instance(options);
  await instance.enter();
  return instance;
}

export class Instance {
  readonly #options: InstanceOptions;
  readonly #id = randomUUID();
  readonly #token: string;
  readonly #file: string;
  /** Held by the bot that has the folder. */
  #lock: FileLock | undefined;
  readonly #alone = Promise.withResolvers<void>();
  /** Held by the one bot that is about to have it, so that no third gets it when the first ends. */
  #nextLock: FileLock | undefined;
  #contestedAtMs: number | undefined;
  #isWritten = false;
  /** The file in which this bot's own note was found. */
  #seen: string | undefined;
  #isReplaced = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: InstanceOptions) {
    this.#options = options;
    this.#file = join(options.folder, 'instance');
    this.#token = createHash('sha256').update(`crier ${options.token}`).digest('hex').slice(0, 16);
  }

  async enter(): Promise<void> {
    if (this.#have(this.#lockIfFree())) {
      await this.#write();
      return;
    }
    const other = await this.#other();
    if (other && !this.#isContested(other)) this.#nextLock = this.#tryNext();
    if (this.#nextLock) return;
    await this.#wait();
    await this.#write();
  }

  /** To be called when this process can serve: one that could not must not send away one that does. */
  async serve(): Promise<void> {
    if (this.#nextLock) {
      this.#lockAfterOther();
      // Else the other has ended by itself.
      if (!this.#lock) this.#contestedAtMs = this.#now();
      await this.#write();
    }
    // A folder that can't be looked at now, since it is gone for a moment, is looked at the next time.
    const look = (): void => void this.#look().catch(() => undefined);
    this.#timer = setInterval(look, this.#options.lookMs ?? 1_000);
  }

  /** Resolves when no other process uses the folder any more: one that gives way says its sentence to the end. */
  get alone(): Promise<void> {
    return this.#alone.promise;
  }

  /** Whether another process is about to take the folder over. */
  hasSuccessor(): boolean {
    const next = this.#tryNext();
    next?.release();
    return !next;
  }

  /** Leaves the folder to others. */
  close(): void {
    clearInterval(this.#timer);
    this.#nextLock?.release();
    this.#lock?.release();
  }

  async #wait(): Promise<void> {
    const { onWait, lookMs = 1_000, signal } = this.#options;
    onWait();
    while (!this.#lock) {
      await delay(lookMs, undefined, { signal });
      // Another may have the folder by now, or the one that has it may have written its note late.
      await this.#other();
      this.#have(this.#lockIfFree());
    }
    this.#contestedAtMs = this.#now();
  }

  async #look(): Promise<void> {
    if (!this.#lock) this.#lockAfterOther();
    if (!this.#isWritten) {
      await this.#write();
      return;
    }
    const file = fileAt(this.#file);
    // Nearly every look finds what the one before has found.
    if (file !== undefined && file === this.#seen) return;
    const written = await this.#read();
    if (!written) await this.#write();
    else if (written.id === this.#id) this.#seen = file;
    else if (!this.#isReplaced) {
      this.#isReplaced = true;
      clearInterval(this.#timer);
      this.#options.onReplaced();
    }
  }

  /** Takes the lock when the other has ended, and lets others be the next. */
  #lockAfterOther(): void {
    if (this.#have(this.#tryLock())) this.#nextLock?.release();
  }

  #have(lock: FileLock | undefined): boolean {
    this.#lock = lock;
    if (lock) this.#alone.resolve();
    return lock !== undefined;
  }

  #lockIfFree(): FileLock | undefined {
    const lock = this.#tryLock();
    if (!lock || !this.hasSuccessor()) return lock;
    lock.release();
    return undefined;
  }

  #tryLock(): FileLock | undefined {
    return tryLock(join(this.#options.folder, ownLock));
  }

  #tryNext(): FileLock | undefined {
    return tryLock(join(this.#options.folder, nextLock));
  }

  #isContested({ contestedAtMs }: Holder): boolean {
    return contestedAtMs !== undefined && Math.abs(this.#now() - contestedAtMs) < contestedMs;
  }

  /** The note of the bot that has the folder, if it can be read. */
  async #other(): Promise<Holder | undefined> {
    const written = await this.#read();
    if (written && written.token !== this.#token)
      throw new ConfigError(
        `Another bot, with another DISCORD_TOKEN, runs with the folder ${this.#options.folder}. Name a folder of its own for this one in CRIER_DATA, or end the other.`,
      );
    return written;
  }

  async #read(): Promise<Holder | undefined> {
    try {
      return holder.parse(JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      return undefined;
    }
  }

  /** A note that can't be written, as on a full disk, is written when it can be; until then nothing false stands there. */
  async #write(): Promise<void> {
    const content: Holder = {
      id: this.#id,
      token: this.#token,
      ...(this.#contestedAtMs !== undefined && { contestedAtMs: this.#contestedAtMs }),
    };
    const draft = `${this.#file}.${this.#id}`;
    try {
      await writeWhole(this.#file, draft, JSON.stringify(content), { mode: 0o600 });
      this.#isWritten = true;
    } catch {
      // The note that stands there is of one that had the folder before.
      if (this.#lock) await rm(this.#file, { force: true }).catch(() => undefined);
    }
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}

/** Which file is there, and of when; undefined where none is. */
function fileAt(path: string): string | undefined {
  const facts = statSync(path, { bigint: true, throwIfNoEntry: false });
  return facts && `${facts.ino} ${facts.mtimeNs}`;
}
