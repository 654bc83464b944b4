import { shownLanguage, wordsToSay } from '#features/wording/words.ts';
import type { Surroundings } from '#features/wording/words.ts';
import { undetermined } from '#text/locale.ts';
import { phraseLanguages } from '#text/phrases/phrases.ts';
import type { WordsPiece } from '#text/pieces.ts';

/** The words of a text in the language that it shows, where nobody has a name and nothing is set. */
export async function plainWords(
  text: string,
  known: Partial<Surroundings> = {},
): Promise<readonly WordsPiece[]> {
  return wordsToSay(text, {
    locale: shownLanguage(text, phraseLanguages) ?? undetermined,
    names: { user: () => undefined, role: () => undefined, channel: () => undefined },
    timeZone: 'UTC',
    replacePatterns: async () => undefined,
    ...known,
  });
}
