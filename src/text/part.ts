import type { Manner } from './inline-mark.ts';

/**
 * A stretch of what is said, on its way from markup to words. `written`: the author's own text, which every rule
 * applies to. `name`: of a person, role, channel or emoji. `given`: words that stay as they are. `sound`: a short
 * sound file in place of a word. `manner`: from here on, words are spoken in another manner.
 */
export type Part =
  | { readonly kind: 'written'; readonly text: string }
  | { readonly kind: 'name'; readonly text: string }
  /** `whole`: a word of its own, whatever letters stand beside it. */
  | { readonly kind: 'given'; readonly text: string; readonly whole?: true }
  | { readonly kind: 'sound'; readonly id: string }
  | { readonly kind: 'manner'; readonly manner: Manner };

/** Ends a heading or an item; text never holds one, as `clean` makes it a line break. ASCII, as `place` is. */
export const strongBreak = '\r';

export function written(text: string): Part {
  return { kind: 'written', text };
}

export function named(text: string): Part {
  return { kind: 'name', text };
}

export function given(text: string): Part {
  return { kind: 'given', text };
}

/** A part that stands for a mention or the like: a word of its own, as names are. */
export function givenWhole(text: string): Part {
  return { kind: 'given', text, whole: true };
}

/**
 * Stands in the author's text for a part that isn't; a control character, so that no cleaned text holds one. It is of
 * ASCII: patterns find what they look for much quicker in texts that hold nothing else.
 */
export const place = '\x7f';

/** Stand in a sentence for what is put into it; private use, which no cleaned text holds either. */
const places = ['\ue000', '\ue001'] as const;

/** A sentence of the phrases about parts: each stands where a name or thing would. */
export function fill(
  sentence: (first: string, second: string) => string,
  ...fillers: readonly (readonly Part[])[]
): readonly Part[] {
  const pieces = sentence(...places).split(/([\ue000\ue001])/);
  return pieces.flatMap((piece) => {
    const index = places.findIndex((character) => character === piece);
    if (index >= 0) return fillers[index] ?? [];
    return piece === '' ? [] : [given(piece)];
  });
}

/** Neighbours of the author's text become one, so that rules see whole words. */
export function merged(parts: readonly Part[]): readonly Part[] {
  const result: Part[] = [];
  let texts: string[] = [];
  const flush = (): void => {
    if (texts.length > 0) result.push(written(texts.join('')));
    texts = [];
  };
  for (const part of parts) {
    if (part.kind === 'written') texts.push(part.text);
    else {
      flush();
      result.push(part);
    }
  }
  flush();
  return result;
}
