import type { Clock } from '../clock.ts';
import { NoAnswer } from '../http/send.ts';
import type { SpeechError } from '../speech.ts';
import type { Budget } from './budget.ts';
import type { Durations } from './durations.ts';
import type { Answer } from './http.ts';
import { type NextAskMs, type Pace, inspectionPlan } from './inspection.ts';
import { type Job, type JobNews, ageMs } from './job-news.ts';
import { type JobStatus, jobStatusOf } from './job-status.ts';

export interface PollingOptions {
  /** One status call. Rejects with {@link NoAnswer} or the signal's reason. */
  readonly ask: (requestId: string, signal: AbortSignal) => Promise<Answer>;
  /** An answer that is no status → the error it means. */
  readonly refusal: (answer: Answer) => SpeechError;
  readonly budget: Budget;
  readonly durations: Durations;
  readonly clock: Clock;
}

const premiumPace = { minGapMs: 100, lateGapMs: { from: 200, to: 5_000 } };
/** Under five, as jobs that end late cost more than planned. */
const premiumCalls = 4.7;
const fewestCalls = 1.3;
const basicPace: Pace = { calls: 3, minGapMs: 500, lateGapMs: { from: 1_500, to: 15_000 } };
const thriftyPace: Pace = {
  calls: fewestCalls,
  minGapMs: 1_500,
  lateGapMs: { from: 2_000, to: 15_000 },
};
/** When the job's own last call is all that is left of the day, it is made when nearly every job would have ended. */
const lastCallMs = 15_000;
const recheckMs = 1_000;
/** How many of them end it. A job that was taken a moment ago may not have reached the replica that answers. */
const enough = { unreadable: 3, lost: 2, refused: 1 };
const dayMs = 86_400_000;

/**
 * Hears of a job's end by asking: as often as the account's quotas allow, at the moments when an end is likeliest.
 * A refused, lost or unreadable answer is no failure of the job. Rejects when the service doesn't know the job, or
 * doesn't take the key.
 */
export function polling(options: PollingOptions): JobNews {
  const { budget, clock, durations } = options;
  let following = 0;
  return {
    async follow(job, hear, signal) {
      following += 1;
      try {
        const pace = paceOf(budget, clock, following);
        const plan = inspectionPlan(durations.expected(job.model, job.textChars), pace);
        await poll(options, job, plan, hear, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        following -= 1;
      }
    },
  };
}

async function poll(
  options: PollingOptions,
  job: Job,
  plan: NextAskMs,
  hear: (status: JobStatus) => void,
  signal: AbortSignal,
): Promise<void> {
  const { clock, durations } = options;
  const patience = new Patience();
  let runningMs = 0;
  for (let asks = 0; ; asks += 1) {
    const now = ageMs(job, clock);
    const askMs = asks === 0 && job.isResumed === true ? now : plan(now);
    await clock.sleep(Math.max(0, askMs - now), signal);
    await beginCall(options, job, signal);
    const askedMs = ageMs(job, clock);
    const status = patience.judge(await askOnce(options, job, signal));
    if (!status) continue;
    if (status.state === 'done' && job.isResumed !== true) {
      durations.observe(job.model, job.textChars, runningMs, askedMs);
    }
    hear(status);
    if (status.state === 'done' || status.state === 'failed') return;
    runningMs = askedMs;
  }
}

/**
 * Waits while quotas are used up, and with the last call of the day until it is worth making; then counts the call, in
 * the same turn, so that nobody else can take it in between.
 */
async function beginCall(
  { budget, clock }: PollingOptions,
  job: Job,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const shortage = budget.shortage(job.reservation);
    const isLastCall = budget.leftToday < 1 && ageMs(job, clock) < lastCallMs;
    if (!shortage && !isLastCall) return budget.begin(job.reservation);
    // Calls may come free before the quota turns, when other jobs end: look again soon.
    await clock.sleep(Math.min(shortage?.retryAfterMs ?? recheckMs, recheckMs), signal);
  }
}

type Asked =
  | { readonly kind: 'status'; readonly status: JobStatus }
  /** The service said no, or nothing: whether that ends the job depends on how often. */
  | { readonly kind: 'nothing' }
  | { readonly kind: keyof typeof enough; readonly error: SpeechError };

async function askOnce(options: PollingOptions, job: Job, signal: AbortSignal): Promise<Asked> {
  const { ask, budget, refusal } = options;
  let answer: Answer | undefined;
  try {
    answer = await ask(job.requestId, signal);
  } catch (error) {
    if (error instanceof NoAnswer) return { kind: 'nothing' };
    throw error;
  } finally {
    budget.finish(answer);
  }
  if (answer.status === 429 || answer.status >= 500) return { kind: 'nothing' };
  if (answer.status !== 200) {
    const error = refusal(answer);
    if (error.failure === 'unavailable') return { kind: 'nothing' };
    return { kind: error.failure === 'job-lost' ? 'lost' : 'refused', error };
  }
  const status = jobStatusOf(answer);
  return status ? { kind: 'status', status } : { kind: 'unreadable', error: refusal(answer) };
}

/** Which answers are waited out, and for how long. */
class Patience {
  readonly #counts = { unreadable: 0, lost: 0, refused: 0 };

  /** The status, if there was one; throws when there will never be one. */
  judge(asked: Asked): JobStatus | undefined {
    if (asked.kind === 'nothing') return undefined;
    if (asked.kind === 'status') {
      this.#counts.unreadable = 0;
      return asked.status;
    }
    this.#counts[asked.kind] += 1;
    if (this.#counts[asked.kind] >= enough[asked.kind]) throw asked.error;
    return undefined;
  }
}

/** More calls while the day is young or little was said, fewer when they run out or many jobs share the minute. */
function paceOf(budget: Budget, clock: Clock, following: number): Pace {
  if (!budget.hasDailyLimit) {
    const share = (0.5 * budget.leftThisMinute) / following;
    return { ...premiumPace, calls: Math.min(premiumCalls, Math.max(fewestCalls, share)) };
  }
  const dayPassed = (clock.wallMs() % dayMs) / dayMs;
  return budget.spentShare <= 0.1 + 0.5 * dayPassed ? basicPace : thriftyPace;
}
