import { split } from '#text/split.ts';

import type { ModelKind } from './model-folder.ts';

/** The first is heard the sooner the shorter it is. Pocket TTS makes words of a whole clause before it makes any sound. */
const clauseChars: Readonly<Record<ModelKind, { maxChars: number; firstMaxChars: number }>> = {
  pocket: { maxChars: 100, firstMaxChars: 40 },
  kokoro: { maxChars: 100, firstMaxChars: 40 },
  kitten: { maxChars: 120, firstMaxChars: 60 },
  matcha: { maxChars: 120, firstMaxChars: 60 },
  vits: { maxChars: 120, firstMaxChars: 60 },
};

const lineEnd = /(?<=[\p{L}\p{M}\p{N}])[^\S\n]*\n\s*/gu;
const unsaid = /[\p{Cc}\uFFFD\u200B\u2028-\u202E\u2066-\u2069\uFEFF]/gu;

/** The clauses that a model is given, one after the other. A new line ends a sentence, too. */
export function clausesOf(text: string, kind: ModelKind): readonly string[] {
  const plain = text.toWellFormed().replaceAll(lineEnd, '. ').replaceAll(unsaid, ' ');
  return split(plain, clauseChars[kind]);
}
