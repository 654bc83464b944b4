import { UserError } from '../errors.ts';
import { clean, isSpeakable } from '../text/clean.ts';

/** Code points: as long a text as anybody can send in one message with Nitro. */
const maxTextChars = 4_000;

/** What is spoken of a text that somebody gave to be spoken. Throws a `UserError` when nothing can be. */
export function wordsToSay(text: string): string {
  if (text.length > maxTextChars && [...text].length > maxTextChars)
    throw new UserError(
      `That is longer than ${maxTextChars.toLocaleString('en')} characters. Say it in parts.`,
    );
  const words = clean(text);
  if (words === '') throw new UserError('There is nothing to say: the text is empty.');
  if (!isSpeakable(words))
    throw new UserError('There is nothing to say: the text has no letters or digits, only signs.');
  return words;
}
