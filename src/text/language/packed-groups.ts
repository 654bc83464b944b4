/** A score by the number of each language that one group of letters speaks for. */
export type Scores = Readonly<Record<number, number>>;

const entry = /(?:'((?:[^'\\]|\\.)+)'|([\w$]+)):\{([\d:,]+)\}/g;
/** Each of the signs that groups are written in is one byte, and no group has more than six: a whole number holds any. */
const signs = 256;

/**
 * The groups of letters of `eld`, by what a file of it says. As the object that the file makes they take 36 MB, since each
 * has an object of its own; in arrays they take one.
 */
export class PackedGroups {
  /** In ascending order. */
  readonly #groups: Float64Array;
  /** Where the languages of each begin; those of the next end them. */
  readonly #begins: Uint32Array;
  readonly #languages: Uint8Array;
  readonly #scores: Uint8Array;

  constructor(source: string) {
    const groups: { readonly group: number; readonly scores: string }[] = [];
    for (const [, quoted, bare, scores = ''] of source.matchAll(entry))
      groups.push({ group: numberOf(quoted?.replaceAll('\\', '') ?? bare ?? ''), scores });
    groups.sort((one, other) => one.group - other.group);
    this.#groups = Float64Array.from(groups, ({ group }) => group);
    this.#begins = new Uint32Array(groups.length + 1);
    const languages: number[] = [];
    const scores: number[] = [];
    for (const [index, each] of groups.entries()) {
      for (const pair of each.scores.split(',')) {
        const [language = 0, score = 0] = pair.split(':').map(Number);
        languages.push(language);
        scores.push(score);
      }
      this.#begins[index + 1] = languages.length;
    }
    this.#languages = Uint8Array.from(languages);
    this.#scores = Uint8Array.from(scores);
  }

  /** Undefined for a group that says nothing of any language. */
  scoresOf(group: string): Scores | undefined {
    const index = this.#indexOf(numberOf(group));
    if (index === undefined) return undefined;
    const scores: Record<number, number> = {};
    const end = this.#begins[index + 1] ?? 0;
    for (let at = this.#begins[index] ?? end; at < end; at += 1)
      scores[this.#languages[at] ?? 0] = this.#scores[at] ?? 0;
    return scores;
  }

  #indexOf(group: number): number | undefined {
    let low = 0;
    let high = this.#groups.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const there = this.#groups[middle] ?? 0;
      if (there === group) return middle;
      if (there < group) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}

function numberOf(group: string): number {
  let number = 0;
  for (let at = 0; at < group.length; at += 1) number = number * signs + group.charCodeAt(at);
  return number;
}
