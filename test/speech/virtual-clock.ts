import { setImmediate as turn } from 'node:timers/promises';

import type { Clock } from '#speech/clock.ts';

interface Sleeper {
  readonly wakesAtMs: number;
  readonly wake: () => void;
}

/** Time that passes only while everybody sleeps: hours in a moment, in the right order. */
export class VirtualClock implements Clock {
  #nowMs = 0;
  readonly #startedAtMs: number;
  readonly #sleepers = new Set<Sleeper>();

  constructor(startedAt = '2026-11-22T10:00:00Z') {
    this.#startedAtMs = Date.parse(startedAt);
  }

  nowMs(): number {
    return this.#nowMs;
  }

  wallMs(): number {
    return this.#startedAtMs + this.#nowMs;
  }

  /** Time passes although nobody sleeps. */
  pass(ms: number): void {
    this.#nowMs += ms;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sleeper = { wakesAtMs: this.#nowMs + ms, wake: resolve };
    const abort = () => {
      this.#sleepers.delete(sleeper);
      reject(signal.reason as Error);
    };
    this.#sleepers.add(sleeper);
    signal.addEventListener('abort', abort, { once: true });
    await promise.finally(() => signal.removeEventListener('abort', abort));
  }

  /** Lets time pass until the work is done. */
  async during<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const watched = work.finally(() => {
      isDone = true;
    });
    watched.catch(() => undefined);
    for (;;) {
      // Two turns, so that whatever woke up has gone back to sleep or finished.
      await turn();
      await turn();
      if (isDone) return watched;
      const next = [...this.#sleepers].sort((a, b) => a.wakesAtMs - b.wakesAtMs)[0];
      if (!next) continue;
      this.#sleepers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.wakesAtMs);
      next.wake();
    }
  }
}
