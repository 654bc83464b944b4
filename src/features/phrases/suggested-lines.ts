import fuzzysort from 'fuzzysort';

import type { Asker } from '#discord/asker.ts';
import type { Choice } from '#discord/command.ts';
import { maxChoices } from '#discord/limits.ts';
import { UserError } from '#errors.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { EarlierLine, EarlierLines } from '#store/earlier-lines.ts';
import type { Phrase, Phrases } from '#store/phrases.ts';
import type { Store } from '#store/store.ts';
import { fold } from '#voices/language.ts';

import { decodeReference, encodeReference } from './board-state.ts';
import { bookFor, phraseIn } from './books.ts';
import type { OwnCall } from './own-call.ts';
import { phrasesLike } from './phrase-search.ts';
import { filledIn, templateOf } from './template.ts';

export interface SuggestedLinesParts extends Pick<Store, 'people'> {
  readonly phrases: Pick<Phrases, 'of'>;
  readonly earlierLines: Pick<EarlierLines, 'of'>;
  readonly ownCall: Pick<OwnCall, 'there'>;
  readonly now: () => number;
}

/** Discord takes no longer value of a suggestion. */
const maxValueChars = 100;
/** So many of them are what was said before, so that phrases have room. */
const maxEarlier = 10;
/** A long line is known by its beginning. */
const maxTargetChars = 120;
/** The store gives the same lines until something changes: what is looked up in them is kept by them. */
const known = new WeakMap<readonly EarlierLine[], ReturnType<typeof targetsOf>>();

/** Lines that somebody who types is likely to mean: their phrases, and what they said before, where they have that kept. */
export class SuggestedLines {
  readonly #parts: SuggestedLinesParts;

  constructor(parts: SuggestedLinesParts) {
    this.#parts = parts;
  }

  async suggestions(asker: Asker, typed: string): Promise<readonly Choice[]> {
    const { people, earlierLines, ownCall } = this.#parts;
    const there = ownCall.there(asker);
    const [book, { keepsLines }] = await Promise.all([
      bookFor('me', there, this.#parts),
      people.get(asker.id),
    ]);
    const lines = keepsLines ? await earlierLines.of(asker.id) : [];
    const phrases = await phrasesLike(typed, book, maxChoices);
    const all = [
      ...linesLike(typed, lines).map((each) => choiceOf(each.text, `l.${each.id}`)),
      ...phrases.flatMap((phrase) => choicesOf(phrase)),
    ];
    return [...new Map(all.map((each) => [each.value, each])).values()].slice(0, maxChoices);
  }

  /** The text of a suggestion that was chosen by what stands for it; undefined for a text that was typed. */
  chosen(asker: Asker, typed: string): Promise<string> | undefined {
    const phrase = decodeReference(typed);
    if (phrase?.of === 'me') return this.#phrase(asker, phrase.id);
    const id = /^l\.([0-9a-f]{24})$/.exec(typed)?.[1];
    return id === undefined ? undefined : this.#line(asker, id);
  }

  async #line(asker: Asker, id: string): Promise<string> {
    const lines = await this.#parts.earlierLines.of(asker.id);
    const found = lines.find((each) => each.id === id);
    if (!found) throw new UserError(text(($) => $.phrases.notThere));
    return found.text;
  }

  async #phrase(asker: Asker, id: string): Promise<string> {
    const there = this.#parts.ownCall.there(asker);
    const { spoken, label } = phraseIn(await bookFor('me', there, this.#parts), id);
    if (spoken.as === 'recording') return label;
    const filling = { name: `<@${asker.id}>`, nowMs: this.#parts.now() };
    return templateOf(spoken.words)
      .map((part) => filledIn(part, filling))
      .join('');
  }
}

/** Recordings have no text. */
function choicesOf({ id, spoken }: Phrase): readonly Choice[] {
  if (spoken.as === 'recording') return [];
  const { words } = spoken;
  const isWhole = templateOf(words).every(({ kind }) => kind === 'fixed');
  const reference = encodeReference('me', id);
  return [isWhole ? choiceOf(words, reference) : { name: ownWords(words), value: reference }];
}

/** The text itself, which can be mended before it is sent; one that is too long goes by what stands for it. */
function choiceOf(line: string, reference: string): Choice {
  return { name: ownWords(line), value: line.length <= maxValueChars ? line : reference };
}

function targetsOf(lines: readonly EarlierLine[]) {
  const targets = lines.map((each) => ({
    line: each,
    folded: fold(each.text.slice(0, maxTargetChars)),
  }));
  return fuzzysort.snapshot(targets, { key: 'folded' });
}

/** The latest, where nothing is typed yet. */
function linesLike(typed: string, lines: readonly EarlierLine[]): readonly EarlierLine[] {
  const asked = fold(typed.slice(0, maxTargetChars));
  if (asked === '') return lines.slice(0, maxEarlier);
  const snapshot = known.get(lines) ?? targetsOf(lines);
  known.set(lines, snapshot);
  return fuzzysort
    .go(asked, snapshot, { limit: maxEarlier, threshold: 0.2 })
    .map(({ obj }) => obj.line);
}
