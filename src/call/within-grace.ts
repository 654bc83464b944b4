import { setTimeout as delay } from 'node:timers/promises';

/** Waits for what ends by itself, and no longer than the grace is. */
export async function withinGrace(work: Promise<unknown>, graceMs: number): Promise<void> {
  const grace = new AbortController();
  const late = delay(graceMs, undefined, { signal: grace.signal }).catch(() => undefined);
  await Promise.race([work, late]);
  grace.abort();
}
