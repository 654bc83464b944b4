/** Tells how old something of Discord's is, whatever this machine's clock says: the youngest of the last few is taken as new. */
export class Ages {
  readonly #last: number[] = [];
  readonly #remembered: number;

  constructor(remembered: number) {
    this.#remembered = remembered;
  }

  /** `ageMs` is this machine's time minus the time in the id. The first is always new. */
  age(ageMs: number): number {
    const youngest = Math.min(...this.#last, ageMs);
    this.#last.push(ageMs);
    if (this.#last.length > this.#remembered) this.#last.shift();
    return ageMs - youngest;
  }
}
