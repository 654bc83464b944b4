/** The order in which shards identify: Discord takes one of each bucket in five seconds. */
export interface IdentifyTurns {
  /** Resolves when it is the turn of a shard of that bucket; rejects with the signal’s reason. */
  take(bucket: number, signal: AbortSignal): Promise<void>;
}

/** Discord’s five seconds, and what one identify may be longer on its way than the next. */
export const apartMs = 5_500;

/** The turns of the shards of this process alone. */
export class OwnTurns implements IdentifyTurns {
  readonly #nextAtMs = new Map<number, number>();

  async take(bucket: number, signal: AbortSignal): Promise<void> {
    const nowMs = performance.now();
    const atMs = Math.max(nowMs, this.#nextAtMs.get(bucket) ?? 0);
    this.#nextAtMs.set(bucket, atMs + apartMs);
    if (atMs > nowMs) await pause(atMs - nowMs, signal);
  }
}

/** Resolves after so long; rejects with the signal’s reason when that comes first. */
export async function pause(forMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, forMs);
  const abort = (): void => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
