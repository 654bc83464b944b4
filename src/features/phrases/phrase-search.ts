import fuzzysort from 'fuzzysort';

import type { Phrase, PhraseBook } from '#store/phrases.ts';
import { fold } from '#voices/language.ts';

interface Target {
  readonly phrase: Phrase;
  readonly label: string;
  readonly words: string;
}

/** A long phrase is known by its beginning. */
const maxTargetChars = 120;
/** A phrase that is spoken every day goes before one that fits the letters a little better. */
const weightOfUse = 0.15;

/** The targets of a book, which is another one when anything in it has changed. */
const known = new WeakMap<PhraseBook, ReturnType<typeof targetsOf>>();

function targetsOf(book: PhraseBook) {
  const targets = book.phrases.map((phrase): Target => {
    const { label, spoken } = phrase;
    const words = spoken.as === 'words' ? spoken.words : '';
    return { phrase, label: fold(label), words: fold(words.slice(0, maxTargetChars)) };
  });
  const snapshot = fuzzysort.snapshot(targets, {
    keys: [(target: Target) => target.label, (target: Target) => target.words],
  });
  return { targets, snapshot };
}

function indexOf(book: PhraseBook): ReturnType<typeof targetsOf> {
  const index = known.get(book) ?? targetsOf(book);
  known.set(book, index);
  return index;
}

/** The phrases that fit what was typed, the most used first; of two that are used alike the better fit. */
export function phrasesLike(typed: string, book: PhraseBook, most: number): readonly Phrase[] {
  const asked = fold(typed.slice(0, maxTargetChars));
  const { targets, snapshot } = indexOf(book);
  const usesOf = ({ id }: Phrase): number => book.uses.get(id) ?? 0;
  if (asked === '')
    return targets
      .map(({ phrase }) => phrase)
      .toSorted((one, other) => usesOf(other) - usesOf(one))
      .slice(0, most);
  return fuzzysort
    .go(asked, snapshot, {
      limit: most,
      threshold: 0.2,
      scoreFn: (result) =>
        result.score + weightOfUse * Math.min(1, Math.log10(1 + usesOf(result.obj.phrase)) / 3),
    })
    .map(({ obj }) => obj.phrase);
}

/** The phrase that somebody means who typed all of it, or the beginning of one label alone. */
export function phraseNamed(typed: string, book: PhraseBook): Phrase | undefined {
  const asked = fold(typed);
  const { targets } = indexOf(book);
  const exact =
    targets.find(({ label }) => label === asked) ?? targets.find(({ words }) => words === asked);
  if (exact) return exact.phrase;
  const beginning = targets.filter(({ label }) => label.startsWith(asked));
  return beginning.length === 1 ? beginning[0]?.phrase : undefined;
}
