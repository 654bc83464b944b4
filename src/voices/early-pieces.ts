import type { SpeechModel } from '#speech/catalogue.ts';
import { codePoints } from '#speech/code-points.ts';
import type { SpeechRequest } from '#speech/speech.ts';
import { firstCut, firstPieceChars } from '#text/first-piece.ts';

import { piecesOf } from './pieces.ts';
import type { PieceSizes } from './pieces.ts';

/**
 * A long text in pieces of which the first is but a sentence or a clause, so that it is heard soon; the others are as
 * usual. Undefined for a text that is short, or that has no sure end of a sentence or clause where it could be cut.
 */
export function earlyPiecesOf(
  request: SpeechRequest,
  model: SpeechModel | undefined,
  sizes: PieceSizes,
): readonly string[] | undefined {
  const text = request.text.trim();
  const { least, most } = firstPieceChars;
  // The service makes another voice of a description each time.
  if (request.voice.mode === 'design' || codePoints(text) <= most) return undefined;
  const modelMaxChars = Math.min(sizes.firstMaxChars, model?.limits.maxTextChars ?? Infinity);
  const leastChars = Math.max(least, model?.limits.minTextChars ?? 1);
  if (modelMaxChars < leastChars) return undefined;
  const cut = firstCut(text, {
    leastChars,
    mostChars: Math.min(most, modelMaxChars),
    sentenceMaxChars: modelMaxChars,
  });
  if (cut === undefined) return undefined;
  const rest = text.slice(cut).trim();
  if (codePoints(rest) < leastChars) return undefined;
  return [text.slice(0, cut).trim(), ...piecesOf({ ...request, text: rest }, model, sizes)];
}

/**
 * A text with its announcement as a piece of its own, which is kept from the last time and heard while the rest is made.
 * Undefined where it has none, and of a model that has a least length, as all of deAPI's have: it may refuse one of the
 * two, or be paid for filling them. Kokoro's three characters would do for most; but its sound comes when a job has ended,
 * and there would be silence for as long behind the name. So names stay part of what deAPI speaks.
 */
export function announcedPiecesOf(
  request: SpeechRequest,
  model: SpeechModel | undefined,
  restOf: (rest: SpeechRequest) => readonly string[],
): readonly string[] | undefined {
  const { announcement, text, voice } = request;
  // The service makes another voice of a description each time.
  if (announcement === undefined || voice.mode === 'design') return undefined;
  if (model?.limits.minTextChars !== 1 || !text.startsWith(announcement)) return undefined;
  const rest = text.slice(announcement.length).trim();
  return [announcement, ...restOf({ ...request, text: rest })];
}

/**
 * The one of two ways to cut a text of which more is made already, since equal words are to be paid once; where neither
 * is, the early one if it may be.
 */
export function cheaperPieces(
  { usual, early }: { readonly usual: readonly string[]; readonly early: readonly string[] },
  isMade: (piece: string) => boolean,
  mayBeEarly: () => boolean,
): readonly string[] {
  const madeChars = (pieces: readonly string[]): number =>
    pieces.reduce((chars, piece) => chars + (isMade(piece) ? codePoints(piece) : 0), 0);
  const more = madeChars(early) - madeChars(usual);
  const isEarly = more === 0 ? mayBeEarly() : more > 0;
  return isEarly ? early : usual;
}
