import type { Clock } from '../clock.ts';
import { Hedging } from '../hedging.ts';
import { NoAnswer } from '../http/send.ts';
import type { SpeechError } from '../speech.ts';
import type { Budget } from './budget.ts';
import type { Durations } from './durations.ts';
import type { Answer } from './http.ts';
import { type NextAskMs, inspectionPlan, netPlan } from './inspection.ts';
import { type Job, type JobNews, ageMs } from './job-news.ts';
import { JobRate } from './job-rate.ts';
import { type JobStatus, jobStatusOf } from './job-status.ts';
import { paceOf } from './pace.ts';
import { type Asked, Patience } from './patience.ts';
import type { OtherWays } from './ways.ts';

export interface PollingOptions {
  /** One status call. Rejects with {@link NoAnswer} or the signal's reason. */
  readonly ask: (requestId: string, signal: AbortSignal) => Promise<Answer>;
  /** An answer that is no status → the error it means. */
  readonly refusal: (answer: Answer) => SpeechError;
  readonly budget: Budget;
  readonly durations: Durations;
  readonly clock: Clock;
  /** Jobs that may still be submitted today. Default: any number. */
  readonly jobsLeft?: () => number;
  /** Those on which ends are told without being asked for: under them only what they have missed is asked for. */
  readonly ways: OtherWays;
}

/** For a model that nobody has watched yet: an instant service shows itself, at the cost of one call. */
const firstLookMs = 150;
/** How long a job that should have been told of is overdue before it is asked for, and how long until the next time. */
const netPace = { lateGapMs: { from: 4_000, to: 30_000 } };
/** When the job's own last call is all that is left of the day, it is made when nearly every job would have ended. */
const lastCallMs = 15_000;
const recheckMs = 1_000;

/**
 * Hears of a job's end by asking: as often as the account's quotas allow, at the moments when an end is likeliest.
 * A refused, lost or unreadable answer is no failure of the job. Rejects when the service doesn't know the job, or
 * doesn't take the key.
 */
export function polling(options: PollingOptions): JobNews {
  const { budget, clock, durations, jobsLeft = () => Infinity } = options;
  const rate = new JobRate(clock);
  const hedging = new Hedging(clock);
  const followed = new Set<Planned>();
  return {
    async follow(job, hear, signal) {
      rate.note();
      const planned = [...followed].reduce((sum, { calls }) => sum + calls, 0);
      const pace = paceOf({ budget, rate, jobsLeft, clock }, planned);
      const own = { calls: pace.calls };
      followed.add(own);
      try {
        const expected = durations.expected(job.model, job.textChars);
        const plan = inspectionPlan(expected, pace);
        const isNew = !durations.knows(job.model) && budget.leftToday > 1;
        const alone: NextAskMs = (afterMs) =>
          isNew && afterMs === 0 ? Math.min(firstLookMs, plan(0)) : plan(afterMs);
        const plans = { alone, net: netPlan(expected, netPace) };
        await poll({ ...options, hedging }, job, plans, own, hear, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        followed.delete(own);
      }
    },
  };
}

/** Status calls that are still likely to be made for a job. */
interface Planned {
  calls: number;
}

interface HedgedPolling extends PollingOptions {
  readonly hedging: Hedging;
}

/** For a job that nobody else tells of, and for one whose end is told without being asked for. */
type Plans = Readonly<Record<'alone' | 'net', NextAskMs>>;

async function poll(
  options: HedgedPolling,
  job: Job,
  plans: Plans,
  planned: Planned,
  hear: (status: JobStatus) => void,
  signal: AbortSignal,
): Promise<void> {
  const { clock, durations } = options;
  const patience = new Patience(job.isResumed === true);
  let runningMs = 0;
  for (let asks = 0, lastMs = 0; ; asks += 1, lastMs = ageMs(job, clock)) {
    const mayBeOver = asks === 0 && job.isResumed === true;
    const isOverdue = !mayBeOver && (await untilDue(options, job, plans, lastMs, signal));
    await clock.sleep(Math.max(0, lastMs + patience.pauseMs - ageMs(job, clock)), signal);
    await beginCall(options, job, signal);
    planned.calls = Math.max(0, planned.calls - 1);
    const askedMs = ageMs(job, clock);
    const asked = await askOnce(options, job, signal);
    const status = patience.judge(asked, ageMs(job, clock));
    if (!status) continue;
    if (status.state === 'done' && job.isResumed !== true) {
      durations.observe(job.model, job.textChars, runningMs, askedMs);
    }
    const hasEnded = status.state === 'done' || status.state === 'failed';
    if (hasEnded && isOverdue) options.ways.missed(job, status);
    hear(status);
    if (hasEnded) return;
    runningMs = askedMs;
  }
}

/**
 * Waits for the next look after the one at `lastMs`, which comes sooner or later as other ways are lost, found or stir
 * this job. Resolves with true when one of them should have told of its end by then.
 */
async function untilDue(
  { clock, ways }: PollingOptions,
  job: Job,
  plans: Plans,
  lastMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  for (;;) {
    const isTold = ways.tell(job);
    const waitMs = Math.max(0, plans[isTold ? 'net' : 'alone'](lastMs) - ageMs(job, clock));
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    const due = clock.sleep(waitMs, either).then(() => 'due' as const);
    try {
      const what = await Promise.race([due, ways.stirred(job, either)]);
      if (what !== 'plan') return what === 'due' && isTold;
    } finally {
      over.abort();
    }
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
  const { reservation } = job;
  for (;;) {
    const shortage = budget.shortage({ reservation });
    const isLastCall = budget.leftToday < 1 && ageMs(job, clock) < lastCallMs;
    let wait = shortage;
    if (!shortage && !isLastCall) {
      budget.begin({ reservation });
      wait = await budget.agreed();
      if (!wait) return;
    }
    // Calls may come free before the quota turns, when other jobs end: look again soon.
    await clock.sleep(Math.min(wait?.retryAfterMs ?? recheckMs, recheckMs), signal);
  }
}

/** One call that was counted already, and another, which counts as well, when it hangs and others leave it. */
async function askHedged(
  { ask, budget, hedging }: HedgedPolling,
  { requestId }: Job,
  signal: AbortSignal,
): Promise<Answer> {
  let isFirst = true;
  const counted = async (signal: AbortSignal): Promise<Answer> => {
    if (!isFirst) await budget.assertAgreed();
    isFirst = false;
    let answer: Answer | undefined;
    try {
      answer = await ask(requestId, signal);
      return answer;
    } finally {
      budget.finish(answer);
    }
  };
  const mayAskAgain = (): boolean => {
    if (budget.shortage()) return false;
    budget.begin();
    return true;
  };
  return hedging.ask(counted, { signal, mayAskAgain });
}

async function askOnce(options: HedgedPolling, job: Job, signal: AbortSignal): Promise<Asked> {
  const { refusal } = options;
  let answer: Answer;
  try {
    answer = await askHedged(options, job, signal);
  } catch (error) {
    if (error instanceof NoAnswer) return { kind: 'nothing' };
    throw error;
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
