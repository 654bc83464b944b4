import type { Translate } from '#i18n/texts.ts';
import type { Phrase } from '#store/phrases.ts';
import { timeOrderedId } from '#store/time-ordered-id.ts';

import { nextPlace } from './changing.ts';

/** The phrases that somebody who can't speak needs in the first minute of a call, in the order of the board. */
const first = ['moment', 'yes', 'no', 'again', 'about'] as const;

/** The words to begin with in a reader's language. */
export function startTexts(t: Translate): readonly string[] {
  return first.map((name) => t(($) => $.phrases.start[name]));
}

/** The phrases to begin with; those that are there already aren't put in twice. */
export function startSet(
  phrases: readonly Phrase[],
  t: Translate,
  nowMs: number,
  language: string | undefined,
): readonly Phrase[] {
  const known = new Set(phrases.map(({ label }) => label));
  const place = nextPlace(phrases);
  const inLanguage = language === undefined ? {} : { language };
  return startTexts(t)
    .filter((label) => !known.has(label))
    .map((label, index) => {
      const spoken = { as: 'words', words: label } as const;
      const phrase = { id: timeOrderedId(nowMs), label, spoken, place: place + index };
      return Object.assign(phrase, inLanguage);
    });
}
