/** Consecutive failures, of whatever job, after which the service reports nothing any more. */
const failuresInARow = 10;

/**
 * Switches the account's webhooks off after ten deliveries that failed one after the other; a person switches them on again. Every
 * attempt counts: the documentation leaves open whether a delivery that is tried again is one, and this is the harder reading.
 */
export class Breaker {
  #failures = 0;

  get isOpen(): boolean {
    return this.#failures >= failuresInARow;
  }

  note(succeeded: boolean): void {
    if (this.isOpen) return;
    this.#failures = succeeded ? 0 : this.#failures + 1;
  }

  reset(): void {
    this.#failures = 0;
  }
}
