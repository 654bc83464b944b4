/**
 * How much a text speaks for each language, by BCP 47 base tag, as natural logarithms: only differences mean something,
 * and what isn't there is 0.
 */
export type Evidence = ReadonlyMap<string, number>;

/** Evidence that is being gathered. */
export class Gathered {
  readonly #sums = new Map<string, number>();

  add(language: string, weight: number): void {
    this.#sums.set(language, (this.#sums.get(language) ?? 0) + weight);
  }

  addAll(evidence: Evidence): void {
    for (const [language, weight] of evidence) this.add(language, weight);
  }

  for(language: string): number {
    return this.#sums.get(language) ?? 0;
  }
}
