import type { Log } from '#ops/log.ts';

/** Discord's measure: 10,000 refused requests in ten minutes, and the address is banned. */
const windowMs = 10 * 60_000;
const maxRefusals = 3_000;
/** Beyond that so many more may be tried each second: 6,000 in the window, so that the sum stays under the ban. */
const maxPerSecond = 10;

/** Too much was refused for this request to be sent. */
export class HeldBackError extends Error {
  override readonly name = 'HeldBackError';
}

/** Counts what Discord refuses, and holds most requests back before it bans this address. */
export class RefusalGuard {
  readonly #onHolding: () => void;
  readonly #now: () => number;
  /** When the last refusals came, oldest first. */
  readonly #refusedAtMs: number[] = [];
  readonly #letThroughAtMs: number[] = [];
  #holding = false;

  /** `onHolding` is told once each time that it begins to hold back. */
  constructor(onHolding: () => void, now: () => number = () => performance.now()) {
    this.#onHolding = onHolding;
    this.#now = now;
  }

  /** Throws a {@link HeldBackError} when this request must not be sent now. */
  admit(): void {
    const nowMs = this.#now();
    forget(this.#refusedAtMs, nowMs - windowMs);
    const holding = this.#refusedAtMs.length >= maxRefusals;
    if (holding && !this.#holding) this.#onHolding();
    this.#holding = holding;
    if (!holding) return;
    forget(this.#letThroughAtMs, nowMs - 1_000);
    if (this.#letThroughAtMs.length >= maxPerSecond)
      throw new HeldBackError('Discord has refused too much in the last ten minutes');
    this.#letThroughAtMs.push(nowMs);
  }

  /** A 429 for a limit that is shared with other apps doesn't count, the others do. */
  note(status: number, scope: string | null): void {
    if (status === 401 || status === 403 || (status === 429 && scope !== 'shared'))
      this.#refusedAtMs.push(this.#now());
  }
}

/** One that tells the operator each time that it begins to hold back. */
export function toldGuard(log: Pick<Log, 'error'>, now?: () => number): RefusalGuard {
  return new RefusalGuard(
    () =>
      log.error({}, 'Discord refused 3,000 requests in ten minutes: most are held back for now'),
    now,
  );
}

function forget(timesMs: number[], beforeMs: number): void {
  const kept = timesMs.findIndex((timeMs) => timeMs >= beforeMs);
  timesMs.splice(0, kept === -1 ? timesMs.length : kept);
}
