/** The most that ends where a text is cut: the more it is, the longer people pause. */
export type Pause = 'word' | 'clause' | 'sentence' | 'paragraph';

const sentenceEnd = /[\p{Sentence_Terminal}…]["'\p{Pe}\p{Pf}]*$/u;
const clauseEnd = /[,;:–—،؛、，；：､﹐﹑﹔﹕፣፤፥၊᠂]["'\p{Pe}\p{Pf}]*$/u;
const emptyLine = /\n\s*\n/;

/** The pause behind a piece of a text, before what stands between it and the next: `between` is white space. */
export function pauseBehind(piece: string, between = ''): Pause {
  if (emptyLine.test(between)) return 'paragraph';
  const end = piece.slice(-20);
  if (sentenceEnd.test(end) || between.includes('\n')) return 'sentence';
  return clauseEnd.test(end) ? 'clause' : 'word';
}

/** The pause behind each of the pieces that a text was cut into, in order. */
export function pausesBetween(text: string, pieces: readonly string[]): readonly Pause[] {
  let at = 0;
  return pieces.map((piece) => {
    const found = text.indexOf(piece, at);
    // One that was lengthened for a service is in the text without what it got.
    if (found === -1) return pauseBehind(piece);
    at = found + piece.length;
    const [between = ''] = /^\s*/.exec(text.slice(at, at + 40)) ?? [];
    return pauseBehind(piece, between);
  });
}
