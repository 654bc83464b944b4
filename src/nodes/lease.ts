/*
 * The rules of leases. A node renews its lease in a table, and each renewal changes the `beat` of its row. Nobody compares clocks of two
 * machines: a node counts from the moment in which it began to ask for the renewal, and a gateway from the moment in which it had
 * seen it, which is later. So whatever the network does, a node is silent before any gateway takes its lease for ended.
 *
 * While the database is away nobody can renew, and a gateway judges nobody: it begins to count anew when it is back. It tells
 * its nodes with each sign of life that this is so; what a node was told holds as long as a lease, counted from a word of
 * its own that the gateway had heard by then. So a node that alone is cut off from the database falls silent, and one whose
 * gateway misses the database, too, speaks on.
 */

/** How long a lease holds. */
export const leaseMs = 4_000;
export const renewEveryMs = 1_000;
export const lookEveryMs = 250;
/** A node is silent so long before, for timers that are late and frames on their way. */
const silentBeforeMs = 500;
/** Answers that are further apart don't tell whether the database was there in between. */
const maxGapMs = 1_500;
/** Signs of life that are remembered: more than come within a lease. */
const maxKept = 32;

/** How long a node may speak by a lease, or by a gateway's word, that is no older than this. */
export function heldUntil(fromMs: number): number {
  return fromMs + leaseMs - silentBeforeMs;
}

/** A gateway's word, in answer to a node's signs of life, that it misses the database. */
export class AwayWord {
  readonly #sentAtMs = new Map<number, number>();
  #beats = 0;
  #untilMs = -Infinity;

  /** The number of the sign of life that is sent now. */
  beat(atMs: number): number {
    const number = (this.#beats += 1);
    this.#sentAtMs.set(number, atMs);
    this.#sentAtMs.delete(number - maxKept);
    return number;
  }

  /** The gateway had heard that sign when it said so; with one that is older than all that are remembered it says nothing. */
  said(heard: number): void {
    const atMs = this.#sentAtMs.get(heard);
    if (atMs !== undefined) this.#untilMs = Math.max(this.#untilMs, heldUntil(atMs));
  }

  /** Whether, by its word, it takes no calls of this node yet. */
  holds(atMs: number): boolean {
    return atMs < this.#untilMs;
  }
}

/** A row as a gateway reads it. */
interface LeaseRow {
  readonly id: string;
  readonly process: string;
  readonly beat: number;
}

interface Seen extends LeaseRow {
  /** When it had been read for the first time. */
  readonly sinceMs: number;
  /** When it was asked for the last time, and was still the same. */
  sameAtMs: number;
}

/** The leases of nodes as far as a gateway can know. */
export class SeenLeases {
  #seen = new Map<string, Seen>();
  #isAway = true;
  #answeredAtMs = -Infinity;

  /** Whether the database didn't answer when it was last asked. */
  get isAway(): boolean {
    return this.#isAway;
  }

  failed(): void {
    this.#isAway = true;
  }

  /** All rows, asked for and read at these moments. */
  saw(rows: readonly LeaseRow[], askedAtMs: number, readAtMs: number): void {
    const isAnew = this.#isAway || askedAtMs - this.#answeredAtMs > maxGapMs;
    const before = this.#seen;
    this.#seen = new Map(
      rows.map((row) => {
        const known = before.get(row.id);
        const isSame = !isAnew && known?.process === row.process && known.beat === row.beat;
        const sinceMs = isSame ? known.sinceMs : readAtMs;
        return [row.id, { ...row, sinceMs, sameAtMs: isSame ? askedAtMs : readAtMs }];
      }),
    );
    this.#isAway = false;
    this.#answeredAtMs = readAtMs;
  }

  /** `unknown`: of a node without a lease, or one that has left. */
  of(id: string): 'held' | 'over' | 'unknown' {
    const seen = this.#seen.get(id);
    if (!seen) return 'unknown';
    return this.overForMs(id) >= 0 ? 'over' : 'held';
  }

  /** How long ago its lease ended; less than 0 where it has not, as far as is known. */
  overForMs(id: string): number {
    const seen = this.#seen.get(id);
    return seen ? seen.sameAtMs - seen.sinceMs - leaseMs : -Infinity;
  }
}
