import type { Account } from './account.ts';
import { ok, unknownJob } from './answers.ts';
import type { Answer } from './answers.ts';
import type { DeapiJob } from './jobs.ts';

/** Tells where a job stands: either version of the API may be asked for a job of either. */
export function tellStatus(account: Account, id: string): Answer {
  const job = account.jobs.find(id);
  if (!job) return unknownJob();
  job.statusCalls += 1;
  if (job.failure) return ok({ data: { ...blank, ...failed(job) } });
  if (job.state === 'done') return ok({ data: { ...blank, ...finished(account, job) } });
  const { statuses } = job.spoil;
  const status = statuses?.[Math.min(job.statusCalls, statuses.length) - 1] ?? job.state;
  return ok({ data: { ...blank, status, progress: progress(account, job) } });
}

const blank = {
  preview: null,
  result_url: null,
  results_alt_formats: null,
  result: null,
  price: null,
};

/** A number for one job and a string for the next, unless told which: the service does both. */
function progress(account: Account, job: DeapiJob): number | string {
  const percent = account.jobs.progressOf(job);
  const odd = account.jobs.jobs.indexOf(job) % 2 === 1;
  const style = job.spoil.progressAs ?? (odd ? 'string' : 'number');
  return style === 'string' ? percent.toFixed(2) : percent;
}

function finished(account: Account, job: DeapiJob): Record<string, unknown> {
  const inline = ['1', 'true'].includes(job.fields['return_result_in_response'] ?? '');
  return {
    status: 'done',
    progress: progress(account, job),
    result_url: inline && job.kind === 'transcription' ? null : account.results.addressOf(job),
    result: inline ? job.transcript : null,
    price: { amount: job.priceUsd, is_estimated: false },
  };
}

function failed(job: DeapiJob): Record<string, unknown> {
  return {
    status: 'error',
    progress: 0,
    ...job.failure,
    failed_at: new Date(performance.timeOrigin + (job.endedAtMs ?? 0)).toISOString(),
    price: { amount: 0, is_estimated: false },
  };
}
