import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

import { z } from 'zod';

import type { Seal } from '#ops/seal.ts';
import { writeWhole } from '#ops/write-whole.ts';

/** A session of one shard, as the library has it. */
const session = z.object({
  sessionId: z.string(),
  sequence: z.number(),
  resumeURL: z.string(),
  shardCount: z.number(),
  shardId: z.number(),
});

const kept = z.object({
  /** The token, the intents and the Discord for which it was: with others it would be another session. */
  of: z.string(),
  session,
  /** The first event of a session, as far as the bot needs it. */
  ready: z.object({ user: z.looseObject({}), application: z.looseObject({}) }),
  guilds: z.array(z.looseObject({ id: z.string(), unavailable: z.boolean() })),
});

/** The session of a shard, with all that Discord would not tell again. */
export type KeptSession = z.infer<typeof kept>;

export interface KeptSessionsOptions {
  /** Made when it is not there. */
  readonly folder: string;
  readonly seal: Seal;
  readonly onError: (error: unknown) => void;
  readonly now?: () => number;
}

/** Discord forgets a session within minutes, and says so to whoever comes back later. */
export const sessionKeptMs = 5 * 60_000;
/** The state of a full shard has some 25 MB, before it is packed to a tenth. */
const maxBytes = 64 * 2 ** 20;

/** Sessions that the next process goes on with: each in a file, encrypted, which the one that reads it removes. */
export class KeptSessions {
  readonly #options: KeptSessionsOptions;
  readonly #now: () => number;

  constructor(options: KeptSessionsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** False when it is too large, or can't be written: then the next process begins a session of its own. */
  async keep(whole: KeptSession): Promise<boolean> {
    const { folder, seal, onError } = this.#options;
    const { shardId, shardCount } = whole.session;
    try {
      const text = JSON.stringify(whole);
      if (text.length > maxBytes) return false;
      const packed = await promisify(gzip)(text);
      const { name, path } = this.#place(shardId, shardCount);
      const sealed = seal.close(name, { packed, writtenMs: this.#now() });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeWhole(path, `${path}.draft`, sealed, { mode: 0o600 });
      return true;
    } catch (error) {
      onError(error);
      return false;
    }
  }

  /** Reads and removes the session that the last process left of this shard, if it is fresh and whole. */
  async take(shardId: number, shardCount: number): Promise<KeptSession | undefined> {
    const { seal, onError } = this.#options;
    const { name, path } = this.#place(shardId, shardCount);
    const sealed = await readFile(path).catch(() => undefined);
    if (!sealed) return undefined;
    try {
      await rm(path, { force: true });
      const content = seal.open(name, sealed);
      if (!content || Math.abs(this.#now() - content.writtenMs) > sessionKeptMs) return undefined;
      const text = await promisify(gunzip)(content.packed, { maxOutputLength: maxBytes });
      const { data } = kept.safeParse(JSON.parse(text.toString()));
      return data?.session.shardId === shardId ? data : undefined;
    } catch (error) {
      onError(error);
      return undefined;
    }
  }

  /** Nobody goes on with what is left, such as that of another number of shards. */
  async clear(): Promise<void> {
    await rm(this.#options.folder, { recursive: true, force: true }).catch(this.#options.onError);
  }

  #place(shardId: number, shardCount: number) {
    const file = `${shardId}-of-${shardCount}`;
    const name = { key: file, voice: 'session' };
    return { name, path: join(this.#options.folder, file) };
  }
}

/** A name for what a session belongs to, which tells nothing of the token. */
export function ownerOf(token: string, ...others: readonly (string | number)[]): string {
  return createHash('sha256')
    .update(['crier', token, ...others].join('\n'))
    .digest('hex');
}
