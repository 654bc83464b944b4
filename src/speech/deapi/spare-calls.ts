import type { Budget } from './budget.ts';
import type { Quotas } from './quotas.ts';

/** Parts of a minute's and of a day's calls that have to be left. */
const spare = { ofMinute: 0.75, ofDay: 0.5 };

/**
 * Whether the account has so many calls left that a text may take one job more than it needs, to be heard sooner. A free
 * account has five jobs in a minute: of these, one text has two.
 */
export function hasSpareCalls({ speech, jobs }: Pick<Quotas, 'speech' | 'jobs'>): boolean {
  return isPlenty(speech) && isPlenty(jobs);
}

function isPlenty(budget: Budget): boolean {
  const { perMinute, perDay = Infinity } = budget.limits;
  if (budget.shortage({ way: 'read' })) return false;
  const isOfDay = perDay === Infinity || budget.leftToday > spare.ofDay * perDay;
  return isOfDay && budget.leftThisMinute > spare.ofMinute * perMinute;
}
