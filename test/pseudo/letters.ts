/** The letters of the pseudo-languages: English in alphabets that nobody writes it in, a letter for each. */

/**
 * The locales of Discord that carry them, the one of people and the one of servers: `locales/` has no folder for them, and no
 * voice speaks them. What is heard is as where nobody has chosen a language.
 */
export const pseudoLocale = 'id';
export const pseudoServerLocale = 'vi';
export const pseudoLocales: readonly string[] = [pseudoLocale, pseudoServerLocale];

/**
 * Fullwidth ones and old Georgian ones, for the sentences of each: as long as the English ones, so that all limits are as
 * near.
 */
const ofSentences: Readonly<Record<string, { readonly a: number; readonly A: number }>> = {
  [pseudoLocale]: { a: 0xff_41, A: 0xff_21 },
  [pseudoServerLocale]: { a: 0x2d_00, A: 0x10_a0 },
};
/** Glagolitic ones, for the names of commands and options: lower case, as Discord wants them. */
const ofNames = 0x2c_30;

const [a, A] = ['a', 'A'].map((letter) => letter.codePointAt(0) ?? 0) as [number, number];
const lettersCount = 26;

/** The signs within numbers. */
const ofNumbers: Readonly<Record<string, string>> = { '.': '．', ',': '，' };

/** A text in the letters of a pseudo-language's sentences, and with numbers as nobody else writes them. */
export function inMarks(text: string, locale = pseudoLocale): string {
  const first = ofSentences[locale] ?? { a, A };
  return text
    .replaceAll(/[a-z]/giu, (letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return String.fromCodePoint(code < a ? code - A + first.A : code - a + first.a);
    })
    .replaceAll(/(?<=\d)[.,](?=\d)/gu, (sign) => ofNumbers[sign] ?? sign);
}

/** The name of a command, a subcommand or an option in letters that no sentence has. */
export function asName(name: string): string {
  return name.replaceAll(/[a-z]/gu, (letter) =>
    String.fromCodePoint((letter.codePointAt(0) ?? 0) - a + ofNames),
  );
}

/** The letters of sentences in pseudo-languages, as they stand in a class of a regular expression. */
export function sentenceLetters(locales: readonly string[]): string {
  const firsts = locales.flatMap((locale) => Object.values(ofSentences[locale] ?? {}));
  return firsts.map(rangeFrom).join('');
}

export const nameLetters = rangeFrom(ofNames);

function rangeFrom(first: number): string {
  return `${String.fromCodePoint(first)}-${String.fromCodePoint(first + lettersCount - 1)}`;
}

/** The English letter of each. */
const english = new Map(
  [
    ...Object.values(ofSentences).flatMap((firsts) => [
      [firsts.a, a],
      [firsts.A, A],
    ]),
    [ofNames, a],
  ].flatMap(([first = 0, plain = 0]) =>
    Array.from({ length: lettersCount }, (_, at): [string, string] => [
      String.fromCodePoint(first + at),
      String.fromCodePoint(plain + at),
    ]),
  ),
);
const letters = new RegExp(`[${sentenceLetters(pseudoLocales)}${nameLetters}]`, 'gu');

/** The English of a text in a pseudo-language; other letters stay as they are. */
export function inEnglish(text: string): string {
  return text
    .replaceAll(/(?<=\d)[．，](?=\d)/gu, (sign) => (sign === '．' ? '.' : ','))
    .replaceAll(letters, (letter) => english.get(letter) ?? letter);
}
