import { LRUCache } from 'lru-cache';

import type { Clip } from '#audio/clip/clip.ts';
import type { Asker } from '#discord/asker.ts';
import type { Transcribe, TranscribeContext } from '#speech/speech.ts';
import type { RecordedVoice } from '#voices/recorded.ts';

/** Much more than anybody says in the seconds of a recording. */
export const maxTranscriptChars = 1_000;

interface Words {
  readonly userId: string;
  /** Empty when there are none. */
  readonly transcript: string;
}

/** The words of a recording are asked for anew after that. */
export const keptMs = 24 * 3_600_000;
const maxRecordings = 1_000;

/** The words of recordings, which may speak again and be cloned: each is asked for, and paid, once a day. In memory alone. */
export class HeardWords {
  readonly #words = new LRUCache<string, Words>({
    max: maxRecordings,
    ttl: keptMs,
    ttlAutopurge: true,
  });
  readonly #transcribe: Transcribe | undefined;

  constructor(transcribe: Transcribe | undefined) {
    this.#transcribe = transcribe;
  }

  /**
   * The `given` words, else those that this person gave or the service heard before, else those that it hears now, which
   * the person pays for.
   */
  async of(
    { id: userId, guildId }: Pick<Asker, 'id' | 'guildId'>,
    { clip, facts }: Pick<RecordedVoice, 'clip' | 'facts'>,
    given: string | undefined,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const key = keyOf(userId, facts.hash);
    const known = this.#words.get(key);
    if (given === undefined && known) return givenWords(known.transcript);
    const transcript =
      given ?? (await this.#heard(clip, { payer: { userId, guildId, way: 'asked' }, signal }));
    // Words that could not be heard now may be heard the next time.
    if (transcript !== undefined) this.#words.set(key, { userId, transcript });
    return givenWords(transcript);
  }

  /** Drops the words of one recording of somebody, by its hash. */
  drop(userId: string, hash: string): void {
    this.#words.delete(keyOf(userId, hash));
  }

  /** Drops the words of everything that was somebody's. */
  forget(userId: string): void {
    for (const [key, words] of this.#words.entries())
      if (words.userId === userId) this.#words.delete(key);
  }

  /** Undefined when the service can't tell now. */
  async #heard(clip: Clip, context: TranscribeContext): Promise<string | undefined> {
    try {
      return (await this.#transcribe?.(clip, context))?.text;
    } catch {
      context.signal.throwIfAborted();
      return undefined;
    }
  }
}

/** Words as somebody wrote or heard them; undefined when there are none, since wrong words harm more than none. */
export function givenWords(words: string | undefined): string | undefined {
  const given = words?.trim() ?? '';
  return given === '' ? undefined : given;
}

function keyOf(userId: string, hash: string): string {
  return `${userId} ${hash}`;
}
