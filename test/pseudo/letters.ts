/** The letters of the pseudo-language: English in two alphabets that nobody writes it in, a letter for each. */

/**
 * The locale of Discord that carries it. `locales/` has no folder for it, no voice speaks it, and its country has several
 * times: what is heard is as where nobody has chosen a language.
 */
export const pseudoLocale = 'id';

/** Fullwidth ones, for sentences: as long as the English ones, so that all limits are as near. */
const ofSentences = { a: 0xff_41, A: 0xff_21 };
/** Glagolitic ones, for the names of commands and options: lower case, as Discord wants them. */
const ofNames = { a: 0x2c_30 };

const [a, A] = ['a', 'A'].map((letter) => letter.codePointAt(0) ?? 0) as [number, number];

/** A text in the letters of sentences. */
export function inMarks(text: string): string {
  return text.replaceAll(/[a-z]/giu, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return String.fromCodePoint(code < a ? code - A + ofSentences.A : code - a + ofSentences.a);
  });
}

/** The name of a command, a subcommand or an option in letters that no sentence has. */
export function asName(name: string): string {
  return name.replaceAll(/[a-z]/gu, (letter) =>
    String.fromCodePoint((letter.codePointAt(0) ?? 0) - a + ofNames.a),
  );
}

/** The letters of the pseudo-language, as they stand in a class of a regular expression. */
export const sentenceLetters = 'Ａ-Ｚａ-ｚ';
export const nameLetters = 'ⰰ-ⱉ';

const letters = new RegExp(`[${sentenceLetters}${nameLetters}]`, 'gu');

/** The English of a text in the pseudo-language; other letters stay as they are. */
export function inEnglish(text: string): string {
  return text.replaceAll(letters, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (code < ofSentences.A) return String.fromCodePoint(code - ofNames.a + a);
    if (code < ofSentences.a) return String.fromCodePoint(code - ofSentences.A + A);
    return String.fromCodePoint(code - ofSentences.a + a);
  });
}
