import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';
import { rights } from '#features/settings/rights.ts';
import { text } from '#i18n/text.ts';
import { emptyBook } from '#store/phrases.ts';
import type { Phrase, PhraseBook, PhraseOwner, Phrases } from '#store/phrases.ts';

/** Whose phrases: those of the person who asks, or those of the server. */
export type Whose = 'me' | 'server';

/** The owner of phrases for somebody; undefined where there is no server. `there`: the person as they are in their call. */
export function ownerFor(of: Whose, { id, guildId }: Asker): PhraseOwner | undefined {
  if (of === 'me') return { of: 'person', userId: id };
  return guildId === undefined ? undefined : { of: 'server', guildId };
}

/** The owner of phrases that somebody is about to change. Throws a `UserError` for those who may not. */
export function ownerToChange(of: Whose, there: Asker): PhraseOwner {
  const owner = ownerFor(of, there);
  if (!owner) throw new UserError(text(($) => $.phrases.noServer));
  const { may, needs, refusal } = rights.managers;
  if (of === 'server' && !may(there)) throw new UserError(refusal(needs));
  return owner;
}

/** The phrases that somebody can speak; of a server none where there is none. */
export async function bookFor(
  of: Whose,
  there: Asker,
  { phrases }: { readonly phrases: Pick<Phrases, 'of'> },
): Promise<PhraseBook> {
  const owner = ownerFor(of, there);
  return owner ? phrases.of(owner) : emptyBook;
}

/** Throws a `UserError` for one that isn't there, be it gone or another server's. */
export function phraseIn(book: PhraseBook, id: string): Phrase {
  const phrase = book.phrases.find((each) => each.id === id);
  if (!phrase) throw new UserError(text(($) => $.phrases.notThere));
  return phrase;
}
