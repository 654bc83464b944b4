/**
 * A letter, mark or digit of a script that sets spaces between words, as a class for patterns with the flag `v`. Only
 * such a one continues a word, a number or a sign that it stands beside: 料金は￥500 holds a price, a￥500 doesn't.
 * Korean sets spaces, but hangs its particles on numbers and names.
 */
export const wordSign =
  '[[\\p{L}\\p{M}\\p{N}_]--[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Bopomofo}\\p{scx=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]]';

/** Nothing stands directly before that would go on. */
export const wordStart = `(?<!${wordSign})`;
/** Nothing stands directly behind that would go on. */
export const wordEnd = `(?!${wordSign})`;
