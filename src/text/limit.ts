import { isWordless } from './phrases/wordless.ts';
import type { PiecesContext, WordsPiece } from './pieces.ts';
import { split } from './split.ts';

/** Sounds of 5 s each: more in one message would keep everybody else from being heard. */
const maxSounds = 10;
/** Characters that a voice says in a second, where letters stand for more or less than in Latin script. */
const charsPerSecond: Readonly<Record<string, number>> = { ja: 8, ko: 7, th: 12, zh: 5 };
const usualCharsPerSecond = 15;

/** About how long a voice takes to say a text, at its natural speed. `language`: a BCP 47 tag. */
export function spokenMs(text: string, language: string): number {
  const [base = ''] = language.split('-');
  return (text.length / (charsPerSecond[base] ?? usualCharsPerSecond)) * 1_000;
}

/** The first pieces that fit, and that there was more. */
export function limited(
  pieces: readonly WordsPiece[],
  { reading, rules, leaveOut }: PiecesContext,
): readonly WordsPiece[] {
  const { language, phrases } = rules;
  const perSecond = charsPerSecond[language] ?? usualCharsPerSecond;
  const maxChars = Math.min(reading.maxChars, reading.maxSeconds * perSecond);
  const result: WordsPiece[] = [];
  let share = 1;
  let sounds = 0;
  for (const piece of pieces) {
    if (piece.kind === 'sound') {
      sounds += 1;
      if (sounds <= maxSounds) result.push(piece);
      else leaveOut('too-long');
      continue;
    }
    const beginning = cut(piece.text, Math.max(1, Math.floor(maxChars * share)));
    if (beginning !== undefined) {
      leaveOut('too-long');
      const end = beginning.replace(/[\s.,;:…、。，]+$/u, '');
      const joint = isWordless(phrases) ? '' : ', ';
      result.push({ ...piece, text: `${end}${joint}${phrases.andSoOn}` });
      return result;
    }
    result.push(piece);
    share = Math.max(0, share - [...piece.text].length / reading.maxChars);
  }
  return result;
}

/** Cuts words at a sentence or at least between words; undefined when they are short enough. */
function cut(text: string, maxChars: number): string | undefined {
  if (text.length <= maxChars || [...text].length <= maxChars) return undefined;
  // Text that lies far behind the cut can't change it.
  return split(text.slice(0, maxChars * 2 + 200), { maxChars })[0] ?? '';
}
