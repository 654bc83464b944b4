import type { BookedJob, Books } from './trail.ts';

/** A job as the service charged it. */
export interface BilledJob {
  readonly requestId: string;
  readonly model: string;
  /** Code points. */
  readonly chars: number;
  readonly usd: number;
  readonly isRefunded: boolean;
  /** Unix time. */
  readonly atMs: number;
}

/** How far the books and the bill agree. */
export interface Reconciled {
  readonly problems: readonly string[];
  /** How many jobs there are of each kind in which books and bill may differ, or not. */
  readonly explained: Readonly<Record<string, number>>;
  readonly billUsd: number;
}

/** Sums of doubles. */
const nothingUsd = 1e-9;
/** An intent is written down just before it is sent. */
const sentWithinMs = 30_000;

/**
 * Holds the books against the bill, job by job: what is settled was charged as much, what may have been charged was not
 * charged more, and what is free was not charged. So the bill lies between what is settled and that with what is doubtful.
 */
export function reconciled(
  { jobs, usd, doubtfulUsd }: Books,
  bill: readonly BilledJob[],
): Reconciled {
  const problems: string[] = [];
  const explained: Record<string, number> = {};
  const paired = pairs(jobs, bill);
  for (const job of jobs) {
    const verdict = judged(job, paired.get(job));
    if (verdict.isRight) explained[verdict.what] = (explained[verdict.what] ?? 0) + 1;
    else problems.push(`${job.requestId ?? job.id}: ${verdict.what}`);
  }
  const known = new Set(paired.values());
  for (const billed of bill)
    if (!known.has(billed)) problems.push(`${billed.requestId}: charged, and not in the books`);
  if (!isSame(sumOf(jobs, 'usd'), usd) || !isSame(sumOf(jobs, 'doubtfulUsd'), doubtfulUsd))
    problems.push('the sums that people are shown are not those of the jobs');
  const billUsd = bill.reduce((sum, billed) => sum + chargeOf(billed), 0);
  if (usd > billUsd + nothingUsd) problems.push(`settled ${usd}, and only ${billUsd} was charged`);
  if (billUsd > usd + doubtfulUsd + nothingUsd)
    problems.push(`${billUsd} was charged, and ${usd} settled, ${doubtfulUsd} doubtful`);
  return { problems, explained, billUsd };
}

function sumOf(jobs: readonly BookedJob[], of: 'usd' | 'doubtfulUsd'): number {
  return jobs.reduce((sum, { end }) => sum + (end?.[of] ?? 0), 0);
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) < nothingUsd;
}

function chargeOf({ usd, isRefunded }: BilledJob): number {
  return isRefunded ? 0 : usd;
}

function isSettled({ end }: BookedJob): boolean {
  return end !== undefined && end.usd > 0;
}

interface Judged {
  readonly isRight: boolean;
  readonly what: string;
}

function judged({ end }: BookedJob, billed: BilledJob | undefined): Judged {
  const charge = billed ? chargeOf(billed) : 0;
  if (!end) return { isRight: false, what: 'still open' };
  if (end.usd > 0)
    return isSame(end.usd, charge)
      ? { isRight: true, what: 'settled as charged' }
      : { isRight: false, what: `settled as ${end.usd}, and charged ${charge}` };
  if (end.doubtfulUsd > 0) {
    if (charge > end.doubtfulUsd + nothingUsd)
      return { isRight: false, what: `doubtful ${end.doubtfulUsd}, and charged ${charge}` };
    const became = !billed ? 'never arrived' : charge > 0 ? 'charged' : 'refunded';
    return { isRight: true, what: `doubtful, ${became}` };
  }
  return charge === 0
    ? { isRight: true, what: 'free, and not charged' }
    : { isRight: false, what: `nothing in the books, and charged ${charge}` };
}

/**
 * Which job each charge is for: by the service's id; where there is none, since the answer was lost or was the sound itself, it
 * is one of as many characters for the same model that was older than the charge. One that is settled had its sound: it is
 * among those the first for what was charged, and none for what was paid back. Else it is the youngest.
 */
function pairs(
  jobs: readonly BookedJob[],
  bill: readonly BilledJob[],
): ReadonlyMap<BookedJob, BilledJob> {
  const found = new Map<BookedJob, BilledJob>();
  const byId = new Map(jobs.map((job) => [job.requestId, job]));
  for (const billed of bill) {
    const job = byId.get(billed.requestId);
    if (job) found.set(job, billed);
  }
  const known = new Set(found.values());
  for (const billed of bill.filter((each) => !known.has(each))) {
    const intents = jobs.filter(
      (job) =>
        job.requestId === undefined &&
        !found.has(job) &&
        job.model === billed.model &&
        job.chars === billed.chars &&
        job.createdMs <= billed.atMs &&
        billed.atMs - job.createdMs < sentWithinMs,
    );
    const intent =
      chargeOf(billed) > 0
        ? (intents.find(isSettled) ?? intents.at(-1))
        : (intents.findLast((job) => !isSettled(job)) ?? intents.at(-1));
    if (intent) found.set(intent, billed);
  }
  return found;
}
