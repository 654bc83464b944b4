/**
 * Invisible tricks in text: what is seen is what is spoken. Everything here is linear in the text's length.
 * Sets from Unicode 16: control and format characters, bidirectional controls, variation selectors, tags.
 */

/** Line breaks and tabs stay, as a pause; zero-width joiners stay for now, since emoji and Indic scripts need them. */
const controls = /[\p{Cc}--[\t\n\r]]/gv;
/**
 * Characters that a renderer ignores: soft hyphens, fillers, bidirectional controls, zero-width spaces. Joiners,
 * variation selectors and tags are spared: emoji are made with them.
 */
const invisible =
  /[\p{Default_Ignorable_Code_Point}--\p{Join_Control}--\p{Variation_Selector}--[\u{e0020}-\u{e007f}]]/gv;
/** A joiner between letters of scripts that don't use it is only there to break words up. */
const idleJoiners =
  /(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}])[\u200c\u200d]+/gu;
/**
 * Three accents on one letter are more than any orthography needs (Vietnamese has two, after NFC none), and so is the
 * same mark twice. Tibetan and Burmese letters are built of up to four marks of their own.
 */
const heapsOfAccents = /([\p{M}&&\p{Script=Inherited}]{2})[\p{M}&&\p{Script=Inherited}]+/gv;
const sameMarks = /(\p{M})\1+/gu;
const heapsOfMarks = /(\p{M}{4})\p{M}+/gu;
const loneSurrogates = /\p{Surrogate}/gu;
const privateUse = /\p{Co}/gu;
const lineBreaks = /\r\n?|[\u2028\u2029\u0085\v\f]/g;
/** Any character that one of the above has to do with: most texts hold none. */
const unusual = /[[\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2028\u2029]--\n]/v;
/** All but a single space, of which there is one behind most words. */
const spaces = /[^\S\n]{2,}|[^\S\n ]/g;
const emptyLines = / ?\n\s*/g;

/** Text as a person sees it, in NFC: no invisible characters, no heaps of combining marks, single spaces, no empty lines. */
export function clean(text: string): string {
  const composed = text.normalize('NFC');
  const seen = unusual.test(composed) ? withoutTricks(text) : composed;
  return seen.replace(spaces, ' ').replace(emptyLines, '\n').trim();
}

function withoutTricks(text: string): string {
  return text
    .replace(lineBreaks, '\n')
    .replace(loneSurrogates, '')
    .replace(privateUse, '')
    .normalize('NFC')
    .replace(controls, '')
    .replace(invisible, '')
    .replace(idleJoiners, '')
    .replace(heapsOfAccents, '$1')
    .replace(sameMarks, '$1')
    .replace(heapsOfMarks, '$1');
}

/** Letters, digits and signs of ASCII alone. */
export function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

const speakableCharacter = /[\p{L}\p{N}]/u;

/** Whether there is anything in the text that a voice can say: one letter or digit of any script. */
export function isSpeakable(text: string): boolean {
  return speakableCharacter.test(text);
}
