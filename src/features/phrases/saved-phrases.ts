import type { Asker } from '#discord/asker.ts';
import type { Choice } from '#discord/command.ts';
import { DoublePresses } from '#discord/double-press.ts';
import { maxChoices } from '#discord/limits.ts';
import type { Reply } from '#discord/reply.ts';
import { UserError } from '#errors.ts';
import { ownWords, sideBySide, text } from '#i18n/text.ts';
import type { Phrase, Phrases } from '#store/phrases.ts';

import { decodeReference, encodeReference } from './board-state.ts';
import { bookFor, ownerFor, phraseIn } from './books.ts';
import type { Whose } from './books.ts';
import { phraseFor, phraseMeant } from './meant.ts';
import type { OwnCall, OwnLine } from './own-call.ts';
import { lineOf } from './phrase-line.ts';
import type { LineParts } from './phrase-line.ts';
import { phrasesLike } from './phrase-search.ts';

export interface SavedPhrasesParts extends LineParts {
  readonly phrases: Phrases;
  readonly ownCall: OwnCall;
}

/** Speaks phrases that people saved, in the call that they are in. */
export class SavedPhrases {
  readonly #parts: SavedPhrasesParts;
  readonly #doublePresses = new DoublePresses();

  constructor(parts: SavedPhrasesParts) {
    this.#parts = parts;
  }

  /** One's own that fit, then the server's, each the most used first. */
  async suggestions(asker: Asker, typed: string): Promise<readonly Choice[]> {
    const there = this.#parts.ownCall.there(asker);
    const like = async (of: Whose): Promise<readonly Choice[]> => {
      const book = await bookFor(of, there, this.#parts);
      return (await phrasesLike(typed, book, maxChoices)).map((phrase) => ({
        name: nameOf(phrase, of),
        value: encodeReference(of, phrase.id),
      }));
    };
    return [...(await like('me')), ...(await like('server'))].slice(0, maxChoices);
  }

  /** Speaks the phrase that was chosen, or that somebody typed the name of. Rejects and resolves as `/say` does. */
  async say(asker: Asker, typed: string, reply: Reply): Promise<void> {
    const there = this.#parts.ownCall.there(asker);
    const { of, phrase } = await phraseMeant(typed, there, this.#parts);
    const line = lineOf(phrase, there, this.#parts);
    void this.#used(of, phrase, there);
    await this.#parts.ownCall.say(there, line, reply);
  }

  /** The line of the phrase that was chosen, or that somebody typed the name of; undefined where there is none. */
  async lineFor(there: Asker, typed: string): Promise<OwnLine | undefined> {
    const meant = await phraseFor(typed, there, this.#parts);
    if (!meant) return undefined;
    void this.#used(meant.of, meant.phrase, there);
    return lineOf(meant.phrase, there, this.#parts);
  }

  /** Speaks the phrase of a button, and shows nothing. Of two presses that come together one counts. */
  async press(asker: Asker, reference: string, reply: Reply): Promise<void> {
    if (this.#doublePresses.isSecond(asker.id, reference)) return;
    const there = this.#parts.ownCall.there(asker);
    const meant = decodeReference(reference);
    if (!meant) throw new UserError(text(($) => $.phrases.notThere));
    const phrase = phraseIn(await bookFor(meant.of, there, this.#parts), meant.id);
    const line = lineOf(phrase, there, this.#parts);
    void this.#used(meant.of, phrase, there);
    await this.#parts.ownCall.speak(there, line, reply);
  }

  /** That it was spoken is worth no failure of what is spoken. */
  async #used(of: Whose, { id }: Phrase, there: Asker): Promise<void> {
    const owner = ownerFor(of, there);
    if (owner) await this.#parts.phrases.used(owner, id).catch(() => undefined);
  }
}

/** The label, with the words where those say more, and whose it is where it isn't one's own. */
function nameOf({ label, spoken }: Phrase, of: Whose): Choice['name'] {
  const words = spoken.as === 'words' && spoken.words !== label ? [ownWords(spoken.words)] : [];
  const whose = of === 'server' ? [text(($) => $.phrases.ofServer)] : [];
  return sideBySide(ownWords(label), ...whose, ...words);
}
