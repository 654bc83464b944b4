import { LRUCache } from 'lru-cache';

import { SpeechError } from '#speech/speech.ts';
import type { Payer } from '#speech/speech.ts';

import type { Change, Intent, Jobs } from './job.ts';
import { OverLimit } from './limit.ts';
import type { LimitsFor } from './limit.ts';
import type { MoneyListener } from './money-news.ts';
import { endOf } from './periods.ts';

/** Jobs that have not ended at the same time, and more. */
const maxPayers = 10_000;

export interface BudgetsOptions {
  readonly limitsFor: LimitsFor;
  readonly news: Pick<MoneyListener, 'spent' | 'over'>;
  /** Milliseconds since 1970 UTC. */
  readonly now?: () => number;
}

/** Jobs that nobody pays for beyond the limits: what has no room in one is refused with a `SpeechError` and not sent. */
export function withBudgets(jobs: Jobs, options: BudgetsOptions): Jobs {
  const { limitsFor, news, now = Date.now } = options;
  const payers = new LRUCache<string, { readonly payer: Payer | undefined }>({ max: maxPayers });
  return {
    async begin(intent) {
      const { payer } = intent;
      try {
        const id = await jobs.begin(intent, await limitsFor(payer));
        payers.set(id, { payer });
        return id;
      } catch (error) {
        if (!(error instanceof OverLimit)) throw error;
        news.over(error.limit);
        throw refusalOf(error, intent, now());
      }
    },
    async note(id, change) {
      await jobs.note(id, change);
      const paying = payers.get(id);
      if (!paying || !mayEnd(change)) return;
      payers.delete(id);
      news.spent(paying.payer);
    },
    open: () => jobs.open(),
  };
}

/** Whether a change may be the last: what follows another `done` is `kept` or `lost`. */
function mayEnd({ to }: Change): boolean {
  return to !== 'submitted' && to !== 'done';
}

function refusalOf({ limit, left, message }: OverLimit, { engine }: Intent, nowMs: number) {
  const { scope, period } = limit;
  const againAtMs = endOf(period, nowMs);
  return new SpeechError('over-budget', message, {
    engine,
    retryAfterMs: againAtMs - nowMs,
    budget: { scope, period, againAtMs, ...(left && { left }) },
  });
}
