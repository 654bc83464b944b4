import type { SpeechError } from '../speech.ts';
import type { JobStatus } from './job-status.ts';

/** How many answers that say no end a job, and how long they have been coming in by then. */
const enough = {
  unreadable: { times: 3, forMs: 0 },
  // A job that was taken a moment ago may not have reached the replica that answers.
  lost: { times: 3, forMs: 7_000 },
  refused: { times: 1, forMs: 0 },
};
/** One that was taken long ago has reached all of them. */
const lostForMsOfResumed = 2_000;
/** Pauses after answers that don't know the job, each twice the one before. */
const firstLostPauseMs = 500;

/** The outcome of a status call. */
export type Asked =
  | { readonly kind: 'status'; readonly status: JobStatus }
  /** The service said no, or nothing: whether that ends the job depends on how often. */
  | { readonly kind: 'nothing' }
  | { readonly kind: keyof typeof enough; readonly error: SpeechError };

/** Which answers to status calls for a job are waited out, and for how long. */
export class Patience {
  readonly #counts = { unreadable: 0, lost: 0, refused: 0 };
  readonly #sinceMs: { [Kind in keyof typeof enough]?: number } = {};
  readonly #isResumed: boolean;

  constructor(isResumed: boolean) {
    this.#isResumed = isResumed;
  }

  /** How long to wait at least before the next call. */
  get pauseMs(): number {
    const { lost } = this.#counts;
    return lost === 0 ? 0 : firstLostPauseMs * 2 ** (lost - 1);
  }

  /** The status, if there was one; throws when there will never be one. */
  judge(asked: Asked, nowMs: number): JobStatus | undefined {
    if (asked.kind === 'nothing') return undefined;
    if (asked.kind === 'status') {
      this.#counts.unreadable = 0;
      this.#counts.lost = 0;
      delete this.#sinceMs.lost;
      return asked.status;
    }
    const { kind, error } = asked;
    const sinceMs = (this.#sinceMs[kind] ??= nowMs);
    this.#counts[kind] += 1;
    const { times, forMs } = enough[kind];
    const longMs = kind === 'lost' && this.#isResumed ? lostForMsOfResumed : forMs;
    if (this.#counts[kind] >= times && nowMs - sinceMs >= longMs) throw error;
    return undefined;
  }
}
