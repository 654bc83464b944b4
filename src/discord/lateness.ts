/** Interactions that are answered later than 3 s are lost; the answer needs time to arrive too. */
const maxAgeMs = 2_500;
const remembered = 8;

/**
 * Finds interactions that waited too long to be answered, whatever this machine's clock says: the youngest of the last
 * few shows how far the clocks are apart. The first is never late.
 */
export class Lateness {
  readonly #ages: number[] = [];

  /** `ageMs` is this machine's time minus the time in the interaction's id. */
  isLate(ageMs: number): boolean {
    const youngest = Math.min(...this.#ages, ageMs);
    this.#ages.push(ageMs);
    if (this.#ages.length > remembered) this.#ages.shift();
    return ageMs - youngest > maxAgeMs;
  }
}
