import { LRUCache } from 'lru-cache';

import type { Frame, Track } from '#audio/track.ts';
import type { Utterance } from '#call/calls.ts';
import type { Store } from '#store/store.ts';

/** A line is kept so long after it was spoken. */
const keptMs = 15 * 60_000;
/** Some seventeen minutes of speech. Most of it is in the cache of speech as well, and takes no more room here. */
const maxBytes = 8 * 2 ** 20;
/** A line takes so much beside its frames. */
const lineBytes = 500;

/** The facts by which a line that was spoken is told from others. */
type Heard = Pick<Utterance, 'id' | 'authorId' | 'voiceId'> & { readonly guildId: string };

/** Keeps a line that was heard. */
export type KeepLine = (
  heard: Omit<Heard, 'guildId'>,
  track: Pick<Track, 'frames'>,
) => Promise<void>;

/** The sound of somebody's last line, without its words. */
interface LastLine extends Heard {
  readonly frames: readonly Frame[];
  /** The words that its server filtered when it was put into words. */
  readonly filter: readonly string[];
}

/** Each person's last line in each server, as sound, for a while: so that it can be heard once more. */
export class LastLines {
  readonly #wordFilter: Pick<Store['wordFilter'], 'words'>;
  readonly #lines = new LRUCache<string, LastLine>({
    maxSize: maxBytes,
    sizeCalculation: ({ frames }) =>
      frames.reduce((bytes, { length }) => bytes + length, lineBytes),
    ttl: keptMs,
    ttlAutopurge: true,
  });

  constructor({ wordFilter }: Pick<Store, 'wordFilter'>) {
    this.#wordFilter = wordFilter;
  }

  /** A line was put into words just now, by the filter that its server has. Returns what keeps it once it was heard to its end, which never rejects. */
  worded(guildId: string): KeepLine {
    const filtered = this.#wordFilter.words(guildId).catch(() => undefined);
    return async (heard, { frames }) => {
      const filter = await filtered;
      if (filter)
        this.#lines.set(keyOf(guildId, heard.authorId), { ...heard, guildId, frames, filter });
    };
  }

  /** Undefined where there is none; `filtered` where its server filters words now that it didn't when the line was made. */
  async of(guildId: string, userId: string): Promise<LastLine | 'filtered' | undefined> {
    const last = this.#lines.get(keyOf(guildId, userId));
    if (!last) return undefined;
    const filter = await this.#wordFilter.words(guildId);
    return filter.every((word) => last.filter.includes(word)) ? last : 'filtered';
  }

  /** Whether it has not been forgotten, or followed by another, since somebody was given it. */
  has(line: LastLine): boolean {
    return this.#lines.peek(keyOf(line.guildId, line.authorId)) === line;
  }

  forget(isMeant: (heard: Heard) => boolean): void {
    for (const [key, line] of this.#lines.entries()) if (isMeant(line)) this.#lines.delete(key);
  }
}

function keyOf(guildId: string, userId: string): string {
  return `${guildId}/${userId}`;
}
