import type { Scrub } from '../http/scrub.ts';
import type { Http } from './http.ts';
import type { JobNews } from './job-news.ts';
import { type PollingOptions, polling } from './polling.ts';
import type { Quotas } from './quotas.ts';
import { refusalOf } from './refusals.ts';
import type { Routes } from './routes.ts';

interface AskingParts extends Pick<PollingOptions, 'durations' | 'clock' | 'ways'> {
  readonly http: Http;
  readonly routes: Routes;
  readonly scrub: Scrub;
  readonly quotas: Quotas;
}

/** Asks the service for the status of jobs, within the account's quotas. */
export function askingFor({ http, routes, scrub, quotas, ...parts }: AskingParts): JobNews {
  return polling({
    ...parts,
    ask: (requestId, signal) => http({ path: routes.job(requestId), signal }),
    refusal: (answer) => refusalOf(answer, 'status', scrub),
    budget: quotas.jobs,
    jobsLeft: () => quotas.speech.leftToday,
  });
}
