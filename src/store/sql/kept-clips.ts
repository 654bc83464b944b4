import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';

import type { Clip } from '#audio/clip/clip.ts';
import { isDiskFull } from '#ops/disk-full.ts';
import { Lanes } from '#ops/lanes.ts';

import { sweepAgeMs } from '../clip-files.ts';
import type { ClipFiles } from '../clip-files.ts';
import type { ClipFacts, Clips } from '../clips.ts';
import { inTransaction } from './in-transaction.ts';
import { removeWhere, rowWhere } from './rows.ts';
import type { Database } from './tables.ts';

export interface KeptClipsOptions {
  readonly now: () => number;
  /** Clips that are held in memory; usually some hundred of 10 s. */
  readonly maxHeldBytes?: number;
}

const usualMaxHeldBytes = 64 * 1024 * 1024;

/**
 * Clips in the database and as files, which must agree whatever happens: a file is there before anything refers to it,
 * and after the last reference went, the file's removal is written down in the same transaction.
 */
export class KeptClips implements Clips {
  readonly #database: Database;
  readonly #files: ClipFiles;
  readonly #now: () => number;
  /** Bytes by hash; whether a clip is still kept is asked of the database, which another process may have changed. */
  readonly #remembered: LRUCache<string, Uint8Array>;
  #sweeping: NodeJS.Timeout | undefined;
  /** Putting and removing happen one after the other: else a clip could be put just before its file is removed. */
  readonly #turns = new Lanes();

  constructor(
    database: Database,
    files: ClipFiles,
    { now, maxHeldBytes = usualMaxHeldBytes }: KeptClipsOptions,
  ) {
    this.#database = database;
    this.#files = files;
    this.#now = now;
    this.#remembered = new LRUCache({
      maxSize: maxHeldBytes,
      sizeCalculation: (bytes) => Math.max(1, bytes.length),
    });
  }

  async read(hash: string): Promise<Clip | undefined> {
    const row = await rowWhere(this.#database, 'clips', { hash });
    if (!row) {
      this.#remembered.delete(hash);
      return undefined;
    }
    const bytes = this.#remembered.get(hash) ?? (await this.#files.read(hash));
    if (!bytes) return undefined;
    this.#remembered.set(hash, bytes);
    return { bytes, format: row.format as Clip['format'], durationMs: row.duration_ms };
  }

  /** Runs the work in a transaction in which the clips can be referred to; when it rejects, their files go again. */
  async putting<Result>(
    clips: readonly Clip[],
    work: (transaction: Database, facts: readonly ClipFacts[]) => Promise<Result>,
  ): Promise<Result> {
    return this.#inTurn(async () => {
      const facts = await Promise.all(clips.map((clip) => this.#put(clip)));
      try {
        return await inTransaction(this.#database, async (transaction) => {
          for (const clip of facts) await this.#insert(transaction, clip);
          const result = await work(transaction, facts);
          await this.#markUnused(transaction);
          return result;
        });
      } catch (error) {
        await this.#removeUnknown(facts);
        throw error;
      } finally {
        await this.#purge();
      }
    });
  }

  /** Runs work that may remove the last reference to a clip; resolves when the files of such clips are gone. */
  async releasing<Result>(work: (transaction: Database) => Promise<Result>): Promise<Result> {
    return this.putting([], work);
  }

  /**
   * Finishes what a crash cut off: removes files that are to go, and files that nothing ever referred to; those that the
   * crash left just now, when they are old enough that no other process can be about to refer to them.
   */
  async repair(): Promise<void> {
    const tidy = async (): Promise<void> => {
      await this.#purge();
      await this.#sweep();
    };
    await this.#inTurn(tidy);
    // Files that could not be swept are tried again at the next start.
    this.#sweeping = setTimeout(
      () => void this.#inTurn(tidy).catch(() => undefined),
      sweepAgeMs,
    ).unref();
  }

  /** Waits for what is being put, and closes the database. */
  async close(): Promise<void> {
    clearTimeout(this.#sweeping);
    await this.#inTurn(() => this.#database.destroy());
  }

  async #sweep(): Promise<void> {
    const rows = await this.#database.selectFrom('clips').select('hash').execute();
    const hashes = new Set(rows.map(({ hash }) => hash));
    await this.#files.sweep((hash) => hashes.has(hash));
  }

  async #put(clip: Clip): Promise<ClipFacts> {
    const hash = await this.#files.put(clip.bytes);
    const { format, durationMs } = clip;
    return { hash, format, durationMs: Math.round(durationMs), sizeBytes: clip.bytes.length };
  }

  async #insert(transaction: Database, clip: ClipFacts): Promise<void> {
    await transaction
      .insertInto('clips')
      .values({
        hash: clip.hash,
        format: clip.format,
        duration_ms: clip.durationMs,
        size_bytes: clip.sizeBytes,
        created_at: this.#now(),
      })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute();
    await removeWhere(transaction, 'clip_removals', { hash: clip.hash });
  }

  async #markUnused(transaction: Database): Promise<void> {
    const unused = sql`SELECT hash FROM clips
      WHERE NOT EXISTS (SELECT 1 FROM voices WHERE clip_hash = clips.hash)
        AND NOT EXISTS (SELECT 1 FROM dictionary_entries WHERE clip_hash = clips.hash)
        AND NOT EXISTS (SELECT 1 FROM phrases WHERE clip_hash = clips.hash)`;
    await sql`INSERT INTO clip_removals (hash) ${unused}`.execute(transaction);
    await transaction
      .deleteFrom('clips')
      .where('hash', 'in', (query) => query.selectFrom('clip_removals').select('hash'))
      .execute();
  }

  /** Removes the files of clips that nothing refers to. On a full disk the note of it stays until the next time. */
  async #purge(): Promise<void> {
    const removals = await this.#database.selectFrom('clip_removals').select('hash').execute();
    for (const { hash } of removals) {
      this.#remembered.delete(hash);
      await this.#files.remove(hash);
    }
    try {
      for (const { hash } of removals) await removeWhere(this.#database, 'clip_removals', { hash });
    } catch (error) {
      if (!isDiskFull(error)) throw error;
    }
  }

  async #removeUnknown(facts: readonly ClipFacts[]): Promise<void> {
    for (const { hash } of facts)
      if (!(await rowWhere(this.#database, 'clips', { hash }))) await this.#files.remove(hash);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#turns.run('clips', work);
  }
}

/** The columns of a clip beside those of what it is joined to: null where that has none. */
interface JoinedClip {
  readonly hash: string | null;
  readonly format: string | null;
  readonly duration_ms: number | null;
  readonly size_bytes: number | null;
}

/** The facts of the clip that a row was joined with; undefined where it has none. */
export function joinedClip(row: JoinedClip): ClipFacts | undefined {
  if (row.hash === null) return undefined;
  return {
    hash: row.hash,
    format: row.format as ClipFacts['format'],
    durationMs: row.duration_ms ?? 0,
    sizeBytes: row.size_bytes ?? 0,
  };
}
