const windowMs = 60_000;
/** Discord closes a connection that sends more than 120 messages a minute; leaving and whatever else is sent need room too. */
const maxJoins = 90;

/**
 * How many joins a shard may ask for. The library holds back what goes beyond Discord's limit, in order and without a
 * word: when many calls are lost at once, each further try would stand behind tries for which nobody waits any more.
 */
export class JoinPace {
  readonly #joinedAtMs = new Map<number, readonly number[]>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether one more may be asked for now; it counts then. */
  allows(shardId: number): boolean {
    const nowMs = this.#now();
    const recent = (this.#joinedAtMs.get(shardId) ?? []).filter((atMs) => atMs > nowMs - windowMs);
    if (recent.length >= maxJoins) return false;
    this.#joinedAtMs.set(shardId, [...recent, nowMs]);
    return true;
  }
}
