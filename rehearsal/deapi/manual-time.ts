import type { ServiceTime } from './service-time.ts';

interface Sleeper {
  readonly wakesAtMs: number;
  readonly wake: () => void;
}

/** Time that stands until a test lets it pass. */
export class ManualTime implements ServiceTime {
  readonly #sleepers = new Set<Sleeper>();
  #nowMs: number;

  /** Begins at this moment of the epoch. */
  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  readonly now = (): number => this.#nowMs;

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sleeper = { wakesAtMs: this.#nowMs + ms, wake: resolve };
    this.#sleepers.add(sleeper);
    const wakeUp = (): void => {
      this.#sleepers.delete(sleeper);
      reject(signal.reason as Error);
    };
    if (signal.aborted) wakeUp();
    else signal.addEventListener('abort', wakeUp, { once: true });
    return promise.finally(() => signal.removeEventListener('abort', wakeUp));
  };

  /** Lets so much time pass, and wakes whoever slept for it. */
  pass(ms: number): void {
    this.#nowMs += ms;
    for (const sleeper of this.#sleepers) {
      if (sleeper.wakesAtMs > this.#nowMs) continue;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
  }
}
