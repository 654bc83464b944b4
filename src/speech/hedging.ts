import type { Clock } from './clock.ts';

interface HedgedCall {
  readonly signal: AbortSignal;
  /** Whether a second call may be made now, and counts it; absent: always. */
  readonly mayAskAgain?: () => boolean;
}

const keptWaits = 20;
/** A call that takes so much longer than nearly all is taken for hung. */
const patience = 1.5;

/**
 * Asks for what costs nothing, and once more when no answer has come within the time that answers usually take: a call
 * that hangs then costs that time and not its whole deadline (Dean and Barroso, The Tail at Scale, 2013). One of these
 * stands for one kind of call, and learns how long it takes.
 */
export class Hedging {
  readonly #clock: Clock;
  readonly #leastMs: number;
  readonly #waitsMs: number[] = [];

  /** No call is taken for hung before `leastMs`. */
  constructor(clock: Clock, leastMs = 1_000) {
    this.#clock = clock;
    this.#leastMs = leastMs;
  }

  /**
   * The first answer wins, and the other call is aborted. A call that fails while it is the only one is not repeated;
   * when both fail, rejects with what failed first.
   */
  async ask<T>(
    call: (signal: AbortSignal) => Promise<T>,
    { signal, mayAskAgain = () => true }: HedgedCall,
  ): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const over = new AbortController();
    const calls = new Set<AbortController>();
    let failure: { readonly error: unknown } | undefined;

    const begin = async (): Promise<void> => {
      const own = new AbortController();
      const beganMs = this.#clock.nowMs();
      calls.add(own);
      try {
        const answer = await call(AbortSignal.any([signal, own.signal]));
        this.#note(this.#clock.nowMs() - beganMs);
        calls.delete(own);
        for (const other of calls) other.abort(new Error('another call was answered first'));
        resolve(answer);
      } catch (error) {
        failure ??= { error };
        calls.delete(own);
        if (calls.size === 0) reject(signal.aborted ? signal.reason : failure.error);
      }
    };

    const hedge = async (): Promise<void> => {
      await this.#clock.sleep(this.#patienceMs, AbortSignal.any([signal, over.signal]));
      if (calls.size > 0 && mayAskAgain()) await begin();
    };

    void begin();
    hedge().catch(() => undefined);
    try {
      return await promise;
    } finally {
      over.abort();
    }
  }

  #note(waitMs: number): void {
    this.#waitsMs.push(waitMs);
    if (this.#waitsMs.length > keptWaits) this.#waitsMs.shift();
  }

  /** By the longest wait but one of the last twenty, which nineteen of twenty don't exceed. */
  get #patienceMs(): number {
    const [, nearlyLongest = 0] = this.#waitsMs.toSorted((one, other) => other - one);
    return Math.max(this.#leastMs, nearlyLongest * patience);
  }
}
