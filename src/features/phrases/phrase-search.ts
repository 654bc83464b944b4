import fuzzysort from 'fuzzysort';

import { WorkSlice } from '#audio/work-slice.ts';
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

/** Targets that are made, and looked through, at once. */
const targetsPerPart = 200;

interface Part {
  readonly targets: readonly Target[];
  readonly snapshot: ReturnType<typeof snapshotOf>;
}

/** The targets of a book, which is another one when anything in it has changed. */
const known = new WeakMap<PhraseBook, Promise<readonly Part[]>>();

function snapshotOf(targets: readonly Target[]) {
  return fuzzysort.snapshot(targets, {
    keys: [(target: Target) => target.label, (target: Target) => target.words],
  });
}

/** Thousands are made ready in slices, between which others have their turn. */
async function made(book: PhraseBook): Promise<readonly Part[]> {
  const slice = new WorkSlice(() => 'soon');
  const parts: Part[] = [];
  for (let from = 0; from < book.phrases.length; from += targetsPerPart) {
    const targets: Target[] = [];
    for (const phrase of book.phrases.slice(from, from + targetsPerPart)) {
      const { label, spoken } = phrase;
      const words = spoken.as === 'words' ? spoken.words : '';
      const target = { phrase, label: fold(label), words: fold(words.slice(0, maxTargetChars)) };
      targets.push(target);
      await slice.breathe();
    }
    parts.push({ targets, snapshot: snapshotOf(targets) });
  }
  return parts;
}

function partsOf(book: PhraseBook): Promise<readonly Part[]> {
  const parts = known.get(book) ?? made(book);
  known.set(book, parts);
  return parts;
}

/** The phrases that fit what was typed, the most used first; of two that are used alike the better fit. */
export async function phrasesLike(
  typed: string,
  book: PhraseBook,
  most: number,
): Promise<readonly Phrase[]> {
  const asked = fold(typed.slice(0, maxTargetChars));
  const usesOf = ({ id }: Phrase): number => book.uses.get(id) ?? 0;
  if (asked === '')
    return book.phrases.toSorted((one, other) => usesOf(other) - usesOf(one)).slice(0, most);
  const slice = new WorkSlice(() => 'soon');
  const found: { readonly score: number; readonly phrase: Phrase }[] = [];
  for (const { snapshot } of await partsOf(book)) {
    const some = fuzzysort.go(asked, snapshot, {
      limit: most,
      threshold: 0.2,
      scoreFn: (result) =>
        result.score + weightOfUse * Math.min(1, Math.log10(1 + usesOf(result.obj.phrase)) / 3),
    });
    found.push(...some.map(({ score, obj }) => ({ score, phrase: obj.phrase })));
    await slice.breathe();
  }
  return found
    .toSorted((one, other) => other.score - one.score)
    .slice(0, most)
    .map(({ phrase }) => phrase);
}

/** The phrase that somebody means who typed all of it, or the beginning of one label alone. */
export async function phraseNamed(typed: string, book: PhraseBook): Promise<Phrase | undefined> {
  const asked = fold(typed);
  const targets = (await partsOf(book)).flatMap((part) => part.targets);
  const exact =
    targets.find(({ label }) => label === asked) ?? targets.find(({ words }) => words === asked);
  if (exact) return exact.phrase;
  const beginning = targets.filter(({ label }) => label.startsWith(asked));
  return beginning.length === 1 ? beginning[0]?.phrase : undefined;
}
