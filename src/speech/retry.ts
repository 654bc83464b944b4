import { type Clock, systemClock } from './clock.ts';
import { SpeechError, type Speech } from './speech.ts';

export interface RetryPolicy {
  /** The longest that a person is let wait for a quota or a service that comes back; longer waits are reported at once. */
  readonly maxWaitMs: number;
  readonly maxAttempts: number;
  readonly clock?: Clock;
}

const firstWaitMs = 250;

/**
 * Asks again where that is sure to cost nothing twice: when nothing was sent or begun, when the service counted too many
 * requests, and, once, when it failed at a job that it says may succeed and paid back. Never after an answer was lost,
 * and never where a charge is or may be kept: asking anew is for the person who pays.
 */
export function withRetry(speech: Speech, policy: RetryPolicy): Speech {
  const { maxWaitMs, maxAttempts, clock = systemClock } = policy;
  return {
    async speak(request, context) {
      let waitedMs = 0;
      let failedJobs = 0;
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await speech.speak(request, context);
        } catch (error) {
          const waitMs = waitOf(error, attempt, failedJobs);
          if (waitMs === undefined || attempt >= maxAttempts || waitedMs + waitMs > maxWaitMs)
            throw error;
          if (error instanceof SpeechError && error.failure === 'job-failed') failedJobs += 1;
          await clock.sleep(waitMs, context.signal);
          waitedMs += waitMs;
        }
      }
    },
  };
}

/** How long to wait before asking again; undefined: not at all. */
function waitOf(error: unknown, attempt: number, failedJobs: number): number | undefined {
  if (!(error instanceof SpeechError)) return undefined;
  const { failure, facts } = error;
  if (failure === 'rate-limited') return facts.retryAfterMs;
  if (facts.retryable !== true) return undefined;
  if (failure === 'unavailable')
    return Math.max(facts.retryAfterMs ?? 0, firstWaitMs * 2 ** (attempt - 1));
  return failure === 'job-failed' && facts.refunded === true && failedJobs === 0 ? 0 : undefined;
}
