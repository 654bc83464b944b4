import type { Clock } from '../clock.ts';
import type { Budget } from './budget.ts';
import { dayPassed } from './day-count.ts';
import type { Pace } from './inspection.ts';
import type { JobRate } from './job-rate.ts';

export interface PaceOptions {
  /** The budget of the status calls. */
  readonly budget: Budget;
  readonly rate: JobRate;
  /** Jobs that may still be submitted today; Infinity without a daily limit. */
  readonly jobsLeft: () => number;
  readonly clock: Clock;
}

const quick = { minGapMs: 60, lateGapMs: { from: 200, to: 5_000 } };
/** With so many calls a job that ends within seconds is heard of within 100 ms on average. */
const quickCalls = 14;
/** The minute's free calls are shared out among so many jobs, or as many as come at the time. */
const fewestJobs = 12;

const sparing = { minGapMs: 500, lateGapMs: { from: 1_500, to: 15_000 } };
const mostCalls = 3;
/** Most jobs are asked for once, when nearly all would have ended. */
const fewestCalls = 1;
/** The jobs of the rest of a day may become so many times more than those of the last hour say. */
const caution = 1.5;

/** Status calls that a job costs on average when nobody else tells of its end. */
export const callsPerJob = {
  basic: { from: fewestCalls, to: mostCalls },
  premium: { from: fewestCalls, to: quickCalls },
} as const;

/**
 * More calls for each job while there are few jobs and many calls, fewer when there are many jobs, or the day runs out.
 * `planned` calls are still to be made for jobs that are followed already.
 */
export function paceOf(options: PaceOptions, planned: number): Pace {
  return options.budget.limits.perDay === undefined
    ? quickPace(options, planned)
    : sparingPace(options);
}

function quickPace({ budget, rate }: PaceOptions, planned: number): Pace {
  const calls = (budget.leftThisMinute - planned) / Math.max(fewestJobs, rate.perMinute);
  return { ...quick, calls: Math.max(fewestCalls, Math.min(quickCalls, calls)) };
}

/** The day's calls are shared out among the jobs that are likely to come today. */
function sparingPace({ budget, rate, jobsLeft, clock }: PaceOptions): Pace {
  const hoursLeft = 24 * (1 - dayPassed(clock.wallMs()));
  const likely = Math.max(1, caution * rate.lastHour * hoursLeft);
  const calls = budget.leftToday / Math.min(likely, Math.max(1, jobsLeft()));
  return { ...sparing, calls: Math.max(fewestCalls, Math.min(mostCalls, calls)) };
}
