import type { Whereabouts } from '#discord/whereabouts.ts';
import { Lanes } from '#ops/lanes.ts';
import type { Log } from '#ops/log.ts';
import type { ScriptRenderer, ScriptRequest } from '#speech/script.ts';
import { inAnyForm } from '#speech/speech.ts';
import type { SpeechContext } from '#speech/speech.ts';
import type { PhraseFrames } from '#store/phrase-frames.ts';
import type { Phrase, Phrases } from '#store/phrases.ts';

import { lineOf } from './phrase-line.ts';
import type { LineParts, Speaker } from './phrase-line.ts';

export interface KeepingParts extends LineParts {
  readonly phrases: Pick<Phrases, 'of'>;
  readonly phraseFrames: Pick<PhraseFrames, 'release'>;
  readonly renderer: ScriptRenderer;
  readonly whereabouts: Pick<Whereabouts, 'guildOf' | 'channelOf'>;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
  readonly log: Log;
}

/** The most that is made ahead at once: an import is of thousands, and who changes their voice may change it again. */
const mostMadeAhead = 100;

/** Has the sound of phrases made before anybody presses them: when they are saved, and when their voice is another. */
export class KeepingPhrases {
  readonly #parts: KeepingParts;
  /** One phrase of all is made at a time: nobody waits for it, and those who speak go first. */
  readonly #turns = new Lanes();
  /** The latest wish of each person to have all of theirs made anew. */
  readonly #wishes = new Map<string, symbol>();

  constructor(parts: KeepingParts) {
    this.#parts = parts;
  }

  /** Phrases that are new, or say something else. Never rejects. */
  async made(there: Speaker, phrases: readonly Phrase[]): Promise<void> {
    for (const phrase of phrases.slice(0, mostMadeAhead)) await this.#make(there, phrase);
  }

  /** Somebody speaks in another voice: the phrases that they use most are made in it. Never rejects. */
  async voiceChanged(userId: string): Promise<void> {
    const { whereabouts, log } = this.#parts;
    const wish = Symbol('wish');
    this.#wishes.set(userId, wish);
    const guildId = whereabouts.guildOf(userId);
    const channelId = guildId === undefined ? undefined : whereabouts.channelOf(guildId, userId);
    const there = { id: userId, guildId, channelId, name: '' };
    try {
      for (const phrase of await this.#mostUsed(userId)) {
        // They have changed it once more.
        if (this.#wishes.get(userId) !== wish) return;
        await this.#make(there, phrase);
      }
    } catch (error) {
      log.debug({ error }, 'the phrases of somebody could not be made ahead');
    } finally {
      if (this.#wishes.get(userId) === wish) this.#wishes.delete(userId);
    }
  }

  /** Somebody's phrases that are spoken in whatever voice they have set. */
  async #mostUsed(userId: string): Promise<readonly Phrase[]> {
    const { phrases, uses } = await this.#parts.phrases.of({ of: 'person', userId });
    const usesOf = ({ id }: Phrase): number => uses.get(id) ?? 0;
    return phrases
      .filter(({ voice }) => voice === undefined)
      .toSorted((one, other) => usesOf(other) - usesOf(one))
      .slice(0, mostMadeAhead);
  }

  /** Whatever can't be made now is made when it is spoken. */
  async #make(there: Speaker, phrase: Phrase): Promise<void> {
    const { phraseFrames, closing, log } = this.#parts;
    if (phrase.spoken.as === 'recording') return;
    try {
      await this.#turns.run('phrases', async () => {
        closing.throwIfAborted();
        await phraseFrames.release(phrase.id);
        const { request } = await lineOf(phrase, there, this.#parts).find();
        for (const words of fixedIn(request)) await this.#render(words, there);
      });
    } catch (error) {
      if (!closing.aborted) log.debug({ error }, 'a phrase could not be made ahead');
    }
  }

  async #render(request: ScriptRequest, { id: userId, guildId }: Speaker): Promise<void> {
    const { renderer, closing: signal } = this.#parts;
    const payer = { userId, guildId, way: 'asked' } as const;
    const context: SpeechContext = { signal, payer, isAhead: true, isForLater: true };
    const track = renderer.render(inAnyForm(request), context);
    await track.whole();
  }
}

/** The passages of a phrase that are always the same. */
function fixedIn({ passages, ...request }: ScriptRequest): readonly ScriptRequest[] {
  if (!passages) return request.keptFor === undefined ? [] : [request];
  return passages.flatMap((passage) =>
    passage.kind === 'speech' && passage.keptFor !== undefined
      ? [{ ...passage.request, keptFor: passage.keptFor }]
      : [],
  );
}
