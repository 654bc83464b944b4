import { LRUCache } from 'lru-cache';

import type { Clock } from '../clock.ts';
import type { JobStatus } from './job-status.ts';
import { deapiError } from './refusals.ts';
import { deliveryOf } from './webhook-delivery.ts';
import type { ReportEvents } from './webhook-receiver.ts';

export interface ReportsOptions {
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Told each genuine report once. */
  readonly onNews: (requestId: string, status: JobStatus) => void;
  readonly onTrouble: (error: unknown) => void;
}

/** A report that comes again within the signature's time is known by its id, or by its signature. */
const replayMs = 660_000;
const maxReplays = 20_000;

/** Reads what was received, and tells what is news in it. */
export function webhookReports({ clock, onNews, onTrouble }: ReportsOptions): ReportEvents {
  const perf = { now: () => clock.nowMs() };
  const seen = new LRUCache<string, true>({
    max: maxReplays,
    ttl: replayMs,
    ttlResolution: 0,
    perf,
  });
  let toldOfClock = false;
  return {
    onGenuine({ body, signature }) {
      const delivery = deliveryOf(body);
      if (!delivery) return onTrouble(deapiError('bad-answer', 'a report is signed and no JSON'));
      // The header with the id isn't signed: who replays could change it.
      const id = delivery.id ?? signature;
      if (seen.has(id)) return;
      seen.set(id, true);
      if (delivery.news) onNews(delivery.news.requestId, delivery.news.status);
    },
    onUntimely() {
      if (toldOfClock) return;
      toldOfClock = true;
      const words = 'a genuine report is refused for its time: compare the clock of this machine';
      onTrouble(deapiError('bad-answer', words));
    },
  };
}
