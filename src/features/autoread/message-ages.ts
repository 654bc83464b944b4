const remembered = 32;

/** How old messages are, whatever this machine's clock says: the youngest of the last few is taken as new. */
export class MessageAges {
  readonly #ages: number[] = [];

  /** `ageMs` is this machine's time minus the time in the message's id. */
  age(ageMs: number): number {
    this.#ages.push(ageMs);
    if (this.#ages.length > remembered) this.#ages.shift();
    return ageMs - Math.min(...this.#ages);
  }
}
