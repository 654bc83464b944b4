import { split } from './split.ts';

/** Characters that a voice says in a second, where letters stand for more or less than in Latin script. */
const charsPerSecond: Readonly<Record<string, number>> = { ja: 8, ko: 7, th: 12, zh: 5 };
const usualCharsPerSecond = 15;

/** Cuts words to what may be said, at a sentence or at least between words; undefined when they are short enough. */
export function cut(
  text: string,
  limits: { readonly maxChars: number; readonly maxSeconds: number; readonly language: string },
): string | undefined {
  const perSecond = charsPerSecond[limits.language] ?? usualCharsPerSecond;
  const maxChars = Math.max(
    1,
    Math.floor(Math.min(limits.maxChars, limits.maxSeconds * perSecond)),
  );
  if (text.length <= maxChars || [...text].length <= maxChars) return undefined;
  // Text that lies far behind the cut can't change it.
  const beginning = text.slice(0, maxChars * 2 + 200);
  return split(beginning, { maxChars })[0] ?? '';
}
