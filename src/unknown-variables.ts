import { closest, distance } from 'fastest-levenshtein';

/** A variable of the environment that is written like one of Crier's and is none, and the one that may be meant. */
export interface UnknownVariable {
  readonly name: string;
  readonly nearest: string;
}

/** A slip of the finger for each so many letters: `LOGLEVEL`, and not `LEVEL`. */
const lettersPerSlip = 6;
/** More would hide the first. */
const maxNamed = 10;

/** Finds in the names of set variables those that look like known ones without being any, in the order given. */
export function unknownVariables(
  names: readonly string[],
  { known, prefixes }: { readonly known: readonly string[]; readonly prefixes: readonly string[] },
): readonly UnknownVariable[] {
  return names.flatMap((name) => {
    if (known.includes(name)) return [];
    const upper = name.toUpperCase();
    const nearest = closest(upper, known);
    const isSlip = distance(upper, nearest) <= Math.floor(nearest.length / lettersPerSlip);
    const isOurs = prefixes.some((prefix) => upper.startsWith(prefix));
    return isSlip || isOurs ? [{ name, nearest }] : [];
  });
}

/** A line for each; names alone, since what is in them may be a secret. */
export function unknownSentences(unknown: readonly UnknownVariable[]): readonly string[] {
  const sentences = unknown
    .slice(0, maxNamed)
    .map(({ name, nearest }) => `${name} is no variable of Crier's: did you mean ${nearest}?`);
  const more = unknown.length - sentences.length;
  return more > 0 ? [...sentences, `And ${more} more.`] : sentences;
}
