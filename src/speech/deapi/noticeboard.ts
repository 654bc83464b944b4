import { LRUCache } from 'lru-cache';

import type { Clock } from '../clock.ts';
import type { Job, JobNews } from './job-news.ts';
import type { JobStatus } from './job-status.ts';

type Hear = (status: JobStatus) => void;

/** News of jobs that nobody follows yet, such as a report that overtook the answer to its submit, is kept so long. */
export const keptNewsMs = 300_000;
/** A premium account submits 300 jobs a minute. */
const maxKept = 2_000;

/** Passes on what the service reports of jobs by itself, to whoever follows them now or does soon. */
export class Noticeboard implements JobNews {
  readonly #followers = new Map<string, Set<Hear>>();
  readonly #latest: LRUCache<string, JobStatus>;

  constructor(clock: Clock) {
    const perf = { now: () => clock.nowMs() };
    this.#latest = new LRUCache({ max: maxKept, ttl: keptNewsMs, ttlResolution: 0, perf });
  }

  /** Reports come doubled and in any order: what has ended stays as it ended first, and runs no more. */
  tell(requestId: string, status: JobStatus): void {
    const earlier = this.#latest.get(requestId);
    if (earlier && stageOf(status) <= stageOf(earlier) && stageOf(earlier) > 0) return;
    this.#latest.set(requestId, status);
    for (const hear of this.#followers.get(requestId) ?? []) hear(status);
  }

  async follow({ requestId }: Job, hear: Hear, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const followers = this.#followers.get(requestId) ?? new Set();
    this.#followers.set(requestId, followers.add(hear));
    const leave = () => {
      followers.delete(hear);
      if (followers.size === 0) this.#followers.delete(requestId);
    };
    signal.addEventListener('abort', leave, { once: true });
    const known = this.#latest.get(requestId);
    if (known) hear(known);
  }
}

/** Jobs only ever come to a later stage. */
function stageOf({ state }: JobStatus): number {
  if (state === 'pending') return 0;
  return state === 'processing' ? 1 : 2;
}
