import { z } from 'zod';

import type { Memo } from '#ops/memo.ts';

interface Observed {
  readonly chars: number;
  readonly ms: number;
}

const observation = z.object({
  chars: z.int().nonnegative(),
  ms: z.number().positive().max(600_000),
});
const kept = z.object({
  version: z.literal(1),
  models: z.record(z.string(), z.array(observation)),
});

/** How long jobs took, per model: what the next polls are planned by. With a memo also those of earlier runs. */
export class Durations {
  #spread = 0;
  readonly #observed = new Map<string, Observed[]>();
  readonly #memo: Memo | undefined;
  readonly #keepMs: number;
  #keeping: NodeJS.Timeout | undefined;

  /** Learned durations are written down at most once in `keepMs`. */
  constructor(memo?: Memo, keepMs = 60_000) {
    this.#memo = memo;
    this.#keepMs = keepMs;
  }

  /** Takes up what an earlier run learned; what is damaged is as good as absent. */
  async restore(): Promise<void> {
    const { success, data } = kept.safeParse(await this.#memo?.get(memoName));
    if (!success) return;
    for (const [model, earlier] of Object.entries(data.models)) {
      const later = this.#observed.get(model) ?? [];
      this.#observed.set(model, [...earlier.slice(-maxKept), ...later]);
    }
  }

  /** Writes down what was learned since the last time; resolves when that is done, or failed. */
  async keep(): Promise<void> {
    if (!this.#keeping) return;
    clearTimeout(this.#keeping);
    this.#keeping = undefined;
    const newest = [...this.#observed].map(([model, all]) => [model, all.slice(-maxKept)] as const);
    // Lost, it costs the first jobs of the next run a second.
    await this.#memo?.put(memoName, { version: 1, models: Object.fromEntries(newest) });
  }

  /**
   * A job of `chars` code points ended after one status call, at `runningMs` (0: it was never seen running), and
   * before the next, at `endedMs`, both from its submission.
   */
  observe(model: string, chars: number, runningMs: number, endedMs: number): void {
    const observed = this.#observed.get(model) ?? [];
    // When exactly is not known. Taking the middle would heap the learned ends between the looks, and the next looks
    // on the heaps: spread evenly (golden ratio), they show the true distribution after a while.
    this.#spread = (this.#spread + goldenPart) % 1;
    const earliestMs = Math.max(runningMs, endedMs * quickest);
    const ms = earliestMs + (endedMs - earliestMs) * this.#spread;
    observed.push({ chars, ms });
    if (observed.length > maxObserved) observed.shift();
    this.#observed.set(model, observed);
    if (this.#memo) this.#keeping ??= setTimeout(() => void this.keep(), this.#keepMs).unref();
  }

  /** Whether any job of the model was watched to its end. */
  knows(model: string): boolean {
    return this.#observed.has(model);
  }

  /**
   * Durations that a job of this model and length may take, shortest first: those of the jobs nearest in length, and,
   * the fewer there are, the more of what is assumed of a service that nobody has watched yet.
   */
  expected(model: string, chars: number): readonly number[] {
    const distance = (other: number) => Math.abs(Math.log((other + 10) / (chars + 10)));
    // The newest first, so that among equals the sort, which is stable, prefers them.
    const observed = (this.#observed.get(model) ?? []).toReversed();
    const nearest = observed
      .sort((a, b) => distance(a.chars) - distance(b.chars))
      .slice(0, maxSample);
    const assumed = Math.max(minAssumed, maxAssumed - Math.floor(nearest.length / 2));
    const stretch = 1 + chars / 2000;
    const sample = nearest.map(({ ms }) => ms);
    for (let part = 0; part < assumed; part += 1) {
      const share = (part + 0.5) / assumed;
      sample.push((assumedMs.from + share * (assumedMs.to - assumedMs.from)) * stretch);
    }
    return sample.sort((a, b) => a - b);
  }
}

const memoName = 'deapi-durations';
const goldenPart = 0.618_034;
/** A job found ended by the first look may have ended at this part of the time, or later. */
const quickest = 0.4;
const maxObserved = 300;
const maxSample = 60;
/** Durations of each model that are kept over a restart. */
const maxKept = 60;
/** Some assumption always stays: it keeps the tails open when the service becomes slower or faster. */
const minAssumed = 3;
const maxAssumed = 16;
/** No latency is published; this is the usual range for short lines on comparable services. */
const assumedMs = { from: 500, to: 4000 };
