/**
 * Cuts words into sentence-sized pieces of at most `maxChars` code points, so that the first can be heard while the
 * rest is made. Nothing but white space at the cuts is lost. A sentence that is too long is cut at its last comma or
 * the like, else at a word, else anywhere between two visible characters.
 */
export function split(
  text: string,
  options: { readonly maxChars: number; readonly firstMaxChars?: number },
): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  const limit = (): number =>
    pieces.length === 0 ? (options.firstMaxChars ?? options.maxChars) : options.maxChars;
  const flush = (): void => {
    if (piece.trim() !== '') pieces.push(piece.trim());
    piece = '';
  };
  for (const { segment: sentence } of sentences.segment(text)) {
    if (chars(piece) + chars(sentence.trimEnd()) > limit()) flush();
    let rest = sentence;
    // The first piece may be short to be heard early, but never at the price of cutting a sentence that fits a piece.
    while (chars(rest.trimEnd()) > options.maxChars) {
      const cut = cutOf(rest, options.maxChars);
      piece = rest.slice(0, cut);
      flush();
      rest = rest.slice(cut);
    }
    piece += rest;
  }
  flush();
  return pieces;
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function chars(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** UTF-16 units of a visible character that is worth keeping whole: families of emoji have a dozen. */
const maxGraphemeLength = 64;

const softBreak = /[,;:–—،、，；：]\s*/gu;
const anySpace = /\s+/gu;

/** Where to cut, in UTF-16 units, so that what is before it has at most `maxChars` code points. Always above 0. */
function cutOf(text: string, maxChars: number): number {
  const window = Array.from(text.slice(0, maxChars * 2))
    .slice(0, maxChars)
    .join('');
  for (const pattern of [softBreak, anySpace]) {
    let last = 0;
    for (const match of window.matchAll(pattern)) last = match.index + match[0].length;
    // A cut in the first third makes stutter, not speech.
    if (last > window.length / 3) return last;
  }
  // Where the character begins that goes on behind the window, or stands there.
  const next = graphemes.segment(text.slice(0, window.length + maxGraphemeLength));
  const end = next.containing(window.length)?.index ?? window.length;
  return end > 0 ? end : window.length;
}
