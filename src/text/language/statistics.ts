import { readFile } from 'node:fs/promises';

import type { eld } from 'eld/extrasmall';

import { PackedGroups } from './packed-groups.ts';

type Eld = typeof eld;

/** How much words speak for each language by the letters that follow each other in them, see `Evidence`. */
export type WeighLetters = (
  words: readonly string[],
  languages: readonly string[],
) => (language: string) => number;

/** The statistics' names of languages that others call otherwise, and the nearest one that they know. */
const names: Readonly<Record<string, string>> = { nb: 'no', id: 'ms', mk: 'bg' };
/** Two or three short words say no more than this, whatever they seem to say. */
const maxWeight = 5;
/** Turns the statistics' score of all letters into a natural logarithm. */
const scale = 0.006;
/** Their scores are x / (x + 25), where x is what they add up for each group of letters. */
const saturation = 25;
/** About as many letters as one group moves on by. */
const lettersPerGroup = 3;
/** A language counts by how far it is ahead of the average of this many. */
const compared = 5;

/**
 * Reads the statistics of languages. The larger sets that the package has, too, find the language of a few more short lines
 * than this one.
 */
export async function letterStatistics(): Promise<WeighLetters> {
  const eld = await packedEld();
  return (words, languages) => {
    const text = words.join(' ');
    const scores = eld.detect(text).getScores();
    const averageOf = (language: string): number => {
      const score = scores[names[language] ?? language] ?? 0;
      return (saturation * score) / (1 - score);
    };
    const best = languages
      .map(averageOf)
      .toSorted((one, other) => other - one)
      .slice(0, compared);
    const average = best.reduce((sum, each) => sum + each, 0) / compared;
    const groups = text.length / lettersPerGroup + words.length;
    return (language) => {
      const weight = (averageOf(language) - average) * groups * scale;
      return Math.max(-maxWeight, Math.min(maxWeight, weight));
    };
  };
}

/**
 * Does as `eld/extrasmall`, by the same code, but with its groups of letters in arrays: it looks them up as properties
 * of an object, and the object that its file makes would take thirty times as much memory and stay for good.
 */
export async function packedEld(): Promise<Pick<Eld, 'detect'>> {
  const entry = import.meta.resolve('eld/extrasmall');
  const [{ createEld }, source]: [{ createEld: () => Detector }, string] = await Promise.all([
    import(new URL('../languageDetector.js', entry).href),
    readFile(new URL('../ngrams/extrasmall.js', entry), 'utf8'),
  ]);
  const groups = new PackedGroups(source);
  const packed = createEld();
  const ngrams = new Proxy({}, { get: (_, group) => groups.scoresOf(String(group)) });
  packed.loadData({ type: 'packed', languages: languagesIn(source), ngrams });
  return packed.instance;
}

/** The part of its insides that this stands on: a test holds it against what the package itself answers. */
interface Detector {
  readonly instance: Pick<Eld, 'detect'>;
  loadData(data: {
    readonly type: string;
    readonly languages: Readonly<Record<number, string>>;
    readonly ngrams: object;
  }): void;
}

/** By the numbers that its groups know them by. */
function languagesIn(source: string): Readonly<Record<number, string>> {
  const [, list = ''] = /languages:\{([^}]*)\}/.exec(source) ?? [];
  return Object.fromEntries(
    Array.from(list.matchAll(/(\d+):'(\w+)'/g), ([, number, language]) => [number, language]),
  );
}
