const sampleMs = 5;
const lateMs = 10;

/** When this process itself stood still: Discord and its listeners live in it, and would take that for silence of the bot. */
export class Stalls {
  readonly #stalls: { readonly fromMs: number; readonly toMs: number }[] = [];
  readonly #timer: NodeJS.Timeout;
  #lastMs = performance.now();

  constructor() {
    this.#timer = setInterval(() => this.#sample(), sampleMs);
    this.#timer.unref();
  }

  /** How much of that time it stood still. */
  within(fromMs: number, toMs: number): number {
    let sum = 0;
    for (let index = this.#stalls.length - 1; index >= 0; index -= 1) {
      const stall = this.#stalls[index];
      if (!stall || stall.toMs < fromMs) break;
      sum += Math.max(0, Math.min(toMs, stall.toMs) - Math.max(fromMs, stall.fromMs));
    }
    return sum;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #sample(): void {
    const nowMs = performance.now();
    if (nowMs - this.#lastMs > sampleMs + lateMs)
      this.#stalls.push({ fromMs: this.#lastMs + sampleMs, toMs: nowMs });
    this.#lastMs = nowMs;
  }
}
