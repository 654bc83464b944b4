import type { Clock } from '../clock.ts';
import { unlessAborted, withDeadline } from '../deadline.ts';
import type { Reservation } from './budget.ts';
import type { DoneStatus, JobStatus } from './job-status.ts';
import { deapiError } from './refusals.ts';

/** A job that the service has taken. */
export interface Job {
  readonly requestId: string;
  readonly model: string;
  /** Code points to be spoken; 0 when not known. */
  readonly textChars: number;
  /** On the clock's `nowMs`; of a resumed job, when it was taken up again. */
  readonly submittedAtMs: number;
  /** Submitted by an earlier run: it may have ended long ago, and how long it took can't be learned. */
  readonly isResumed?: boolean;
  /** The service was told where to report it. */
  readonly isReported?: boolean;
  /** A status call of the day that is kept for this job. */
  readonly reservation?: Reservation;
}

/**
 * A way to hear of jobs: status calls, webhooks, a WebSocket. Tells each change until the signal aborts. Rejects when
 * the job can't be followed any more at all; a source that only hears nothing waits.
 */
export interface JobNews {
  follow(job: Job, hear: (status: JobStatus) => void, signal: AbortSignal): Promise<void>;
}

export interface Following {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly onStatus?: (status: JobStatus) => void;
}

/**
 * Waits for the end of a job on all sources: whichever hears of it first ends it, once, and silences the others.
 * Rejects with the job's failure, with `timeout`, or with the signal's reason. Nothing is ever submitted again here.
 */
export async function endOf(
  job: Job,
  sources: readonly JobNews[],
  { signal, timeoutMs, onStatus }: Following,
): Promise<DoneStatus> {
  const late = () => deapiError('timeout', `the job did not end within ${timeoutMs} ms`);
  return withDeadline(signal, timeoutMs, late, async (signal) => {
    const over = new AbortController();
    const { promise, resolve, reject } = Promise.withResolvers<DoneStatus>();
    const hear = (status: JobStatus) => {
      if (over.signal.aborted) return;
      if (status.state === 'done') resolve(status);
      else if (status.state === 'failed') reject(status.error);
      else onStatus?.(status);
    };
    try {
      for (const source of sources) source.follow(job, hear, over.signal).catch(reject);
      return await unlessAborted(promise, signal);
    } finally {
      over.abort();
      job.reservation?.release();
    }
  });
}

/** Where the job stands in time: ms since its submission. */
export function ageMs(job: Job, clock: Clock): number {
  return clock.nowMs() - job.submittedAtMs;
}
