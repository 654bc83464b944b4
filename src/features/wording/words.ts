import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import { clean } from '#text/clean.ts';
import { emojiNames } from '#text/emoji/names.ts';
import type { EmojiNames } from '#text/emoji/names.ts';
import { languageFinder } from '#text/language.ts';
import type { FindLanguage, Finding } from '#text/language.ts';
import { scriptOfText } from '#text/language/scripts.ts';
import { baseOf } from '#text/locale.ts';
import { maxManners } from '#text/pieces.ts';
import type { WordsPiece } from '#text/pieces.ts';
import { usualReading } from '#text/reading.ts';
import type { Reading } from '#text/reading.ts';
import { wordsReplacing } from '#text/words.ts';
import type { ReplacePatterns, WordsOptions } from '#text/words.ts';

/** Code points: as long a text as anybody can send in one message with Nitro. */
export const maxTextChars = 4_000;
/** People who ask for a text to be said want all of it, in every script; only what abbreviations add is bounded. */
const wholly = { ...usualReading, maxChars: maxTextChars * 2, maxSeconds: 3_600 };

/** The facts that are known of a text beside its signs. */
export interface Surroundings extends Pick<
  WordsOptions,
  'locale' | 'names' | 'dictionaries' | 'filter' | 'timeZone'
> {
  readonly replacePatterns: ReplacePatterns;
  readonly reading?: Pick<Reading, 'acronyms' | 'inlineMarks' | 'filtered'>;
}

/** The parts that are the same for every text, read once: until then words are made without them. */
const read: { find?: FindLanguage; readonly emoji: Map<string, EmojiNames> } = { emoji: new Map() };

/** Reads what languages look like, and what emoji are called in English, unless it has. */
export async function warmWords(): Promise<void> {
  const [find] = await Promise.all([
    read.find ?? languageFinder(),
    read.emoji.get('en') ?? readEmoji('en'),
  ]);
  read.find = find;
}

/**
 * Makes the words for a text that somebody gave to be spoken, which may hold Discord's markup. Rejects with a `UserError`
 * when nothing can be said.
 */
export async function wordsToSay(
  given: string,
  { reading, replacePatterns, ...known }: Surroundings,
): Promise<readonly WordsPiece[]> {
  if (given.length > maxTextChars && [...given].length > maxTextChars)
    throw new UserError(text(($) => $.wording.tooLong, { count: maxTextChars }));
  const emoji = await emojiIn(baseOf(known.locale), given);
  const { pieces, leftOut } = await wordsReplacing(
    { content: given },
    { ...known, reading: { ...wholly, ...reading }, nowMs: Date.now(), emoji },
    replacePatterns,
  );
  if (leftOut.includes('marks'))
    throw new UserError(text(($) => $.wording.tooManyManners, { count: maxManners }));
  if (pieces.length > 0) return pieces;
  if (leftOut.includes('filtered')) throw new UserError(text(($) => $.wording.filtered));
  const isEmpty = clean(given) === '';
  throw new UserError(isEmpty ? text(($) => $.wording.empty) : text(($) => $.wording.onlySigns));
}

/** The language that a text shows by itself, among base tags; undefined when it shows none. */
export function shownLanguage(text: string, among: readonly string[]): string | undefined {
  const { language, shown } = foundLanguage(text, [], among);
  return shown ? language : undefined;
}

/** As `FindLanguage`; until everything was read, what is likely. */
export function foundLanguage(
  text: string,
  prior: readonly string[],
  allowed: readonly string[],
): Finding {
  if (read.find) return read.find(text, prior, allowed);
  return { language: prior[0], script: scriptOfText(text), shown: false };
}

const pictures = /\p{Extended_Pictographic}/u;

/**
 * The names of emoji in a language, read with the first text in it; undefined where there are none, or they are
 * unreadable. A text without emoji doesn't wait for them.
 */
export async function emojiIn(
  language: string,
  text: string,
  names = emojiNames,
): Promise<EmojiNames | undefined> {
  const known = read.emoji.get(language);
  if (known) return known;
  // Names that can't be read now are read again with the next text.
  const reading = readEmoji(language, names).catch(() => undefined);
  return pictures.test(text) ? reading : undefined;
}

async function readEmoji(language: string, names = emojiNames): Promise<EmojiNames | undefined> {
  const found = await names(language);
  if (found) read.emoji.set(language, found);
  return found;
}
