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
  let end = 0;
  for (const { segment, index } of graphemes.segment(window)) {
    // The window's last grapheme may go on behind it: only what `text` ends there, too, is whole.
    const after = text.slice(index, index + segment.length + 8);
    const [whole] = graphemes.segment(after);
    if (whole && whole.segment.length > segment.length) break;
    end = index + segment.length;
  }
  return end > 0 ? end : window.length;
}
