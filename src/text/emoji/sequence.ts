/**
 * Emoji as Unicode Technical Standard 51 defines possible emoji: flags, keycaps, tag sequences, and up to ten joined
 * by zero-width joiners. Signs that are text unless told otherwise (©, ™, ↔, ‼) only count with U+FE0F.
 */
const sign =
  '[\\u00a9\\u00ae\\u203c\\u2049\\u2122\\u2139\\u2194-\\u21aa\\u24c2\\u25aa-\\u25fe\\u2934\\u2935\\u2b05-\\u2b07\\u3030\\u303d\\u3297\\u3299]';
const one = `(?:[\\p{Extended_Pictographic}--${sign}]|${sign}(?=\\ufe0f))(?:\\p{Emoji_Modifier}|\\ufe0f)?(?:[\\u{e0020}-\\u{e007e}]{1,10}\\u{e007f}?)?`;
export const emojiPattern = `(?:\\p{Regional_Indicator}{1,2}|[0-9#*]\\ufe0f?\\u20e3|${one}(?:\\u200d${one}){0,9})`;

const skinTonesAndSelectors = /[\p{Emoji_Modifier}\ufe0e\ufe0f]/gu;

/** The sequence without skin tones and variation selectors: emoji that differ in them alone are called the same. */
export function plainSequence(emoji: string): string {
  return emoji.replace(skinTonesAndSelectors, '');
}

const regionalIndicatorA = 0x1f1e6;
const letterA = 0x61;

/** A regional indicator without a second one, which isn't half a flag. */
export function isLetter(sequence: string): boolean {
  return /^\p{Regional_Indicator}$/u.test(sequence);
}

/** Regional indicators that are no flag stand for letters. */
export function lettersOf(sequence: string): string | undefined {
  if (!/^\p{Regional_Indicator}+$/u.test(sequence)) return undefined;
  return Array.from(sequence, (indicator) =>
    String.fromCodePoint((indicator.codePointAt(0) ?? 0) - regionalIndicatorA + letterA),
  ).join(' ');
}
