import type { SpeechModel } from '#speech/catalogue.ts';
import { codePoints } from '#speech/code-points.ts';
import type { SpeechRequest } from '#speech/speech.ts';
import { split } from '#text/split.ts';

export interface PieceSizes {
  /** Code points; the model's own limit also holds. */
  readonly maxChars: number;
  /** The most for the first piece, which somebody is waiting for. */
  readonly firstMaxChars: number;
}

/** The request's text in pieces that its model takes, none too long and none too short. */
export function piecesOf(
  { text, voice }: SpeechRequest,
  model: SpeechModel | undefined,
  sizes: PieceSizes,
): readonly string[] {
  const modelMaxChars = model?.limits.maxTextChars ?? sizes.maxChars;
  // The service makes another voice of a description each time: in pieces, a text would change its voice.
  const isDesign = voice.mode === 'design';
  const maxChars = isDesign ? modelMaxChars : Math.min(sizes.maxChars, modelMaxChars);
  const firstMaxChars = isDesign ? maxChars : Math.min(sizes.firstMaxChars, maxChars);
  const pieces = split(text, { maxChars, firstMaxChars });
  return pieces.map((piece) => lengthened(piece, model?.limits.minTextChars ?? 1));
}

/** Full stops are no sound but a pause at the end, and unlike spaces no service trims them. */
export function lengthened(text: string, minChars: number): string {
  return text + '.'.repeat(Math.max(0, minChars - codePoints(text)));
}
