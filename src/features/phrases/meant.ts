import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Phrase, Phrases } from '#store/phrases.ts';

import { decodeReference } from './board-state.ts';
import { bookFor, phraseIn } from './books.ts';
import type { Whose } from './books.ts';
import { phraseNamed } from './phrase-search.ts';

interface Meant {
  readonly of: Whose;
  readonly phrase: Phrase;
}

interface MeantParts {
  readonly phrases: Pick<Phrases, 'of'>;
}

/** The phrase that was chosen, or that somebody typed the name of; undefined where there is none of that name. */
export async function phraseFor(
  typed: string,
  there: Asker,
  parts: MeantParts,
): Promise<Meant | undefined> {
  const chosen = decodeReference(typed);
  if (chosen) {
    const book = await bookFor(chosen.of, there, parts);
    return { of: chosen.of, phrase: phraseIn(book, chosen.id) };
  }
  for (const whose of ['me', 'server'] as const) {
    const phrase = await phraseNamed(typed, await bookFor(whose, there, parts));
    if (phrase) return { of: whose, phrase };
  }
  return undefined;
}

/** The same. Rejects with a `UserError` where there is none. */
export async function phraseMeant(typed: string, there: Asker, parts: MeantParts): Promise<Meant> {
  const meant = await phraseFor(typed, there, parts);
  if (!meant) throw new UserError(text(($) => $.phrases.unknown));
  return meant;
}
