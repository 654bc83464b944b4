export interface BreakerOptions {
  /** Failures in a row after which nobody waits for the service any more. */
  readonly failures: number;
  /** How long it is left alone then, before one request tries it again. */
  readonly pauseMs: number;
  readonly now?: () => number;
}

type State =
  | { readonly phase: 'closed'; readonly failures: number }
  | { readonly phase: 'open'; readonly untilMs: number }
  | { readonly phase: 'trying' };

/** Remembers whether a service is worth asking. */
export class Breaker {
  readonly #options: BreakerOptions;
  readonly #now: () => number;
  #state: State = { phase: 'closed', failures: 0 };

  constructor(options: BreakerOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** Whether to ask the service now. After a pause only the first to ask is told yes, until it reports what came of it. */
  permits(): boolean {
    if (this.#state.phase === 'closed') return true;
    if (this.#state.phase === 'trying' || this.#now() < this.#state.untilMs) return false;
    this.#state = { phase: 'trying' };
    return true;
  }

  succeeded(): void {
    this.#state = { phase: 'closed', failures: 0 };
  }

  /** The service failed. `pauseMs` is how long it asked to be left alone, when it did. */
  failed(pauseMs?: number): void {
    const failures = this.#state.phase === 'closed' ? this.#state.failures + 1 : 0;
    if (
      pauseMs !== undefined ||
      this.#state.phase !== 'closed' ||
      failures >= this.#options.failures
    )
      this.#state = { phase: 'open', untilMs: this.#now() + (pauseMs ?? this.#options.pauseMs) };
    else this.#state = { phase: 'closed', failures };
  }

  /** Nothing was learned about the service: the request was given up, or failed for its own reasons. */
  undecided(): void {
    if (this.#state.phase === 'trying') this.#state = { phase: 'open', untilMs: this.#now() };
  }
}
