import type { Account } from './account.ts';
import { ok, unknownJob } from './answers.ts';
import type { Answer } from './answers.ts';
import type { DeapiJob } from './jobs.ts';
import { isoTime } from './service-time.ts';

/** Tells where a job stands: either version of the API may be asked for a job of either. */
export function tellStatus(account: Account, id: string): Answer {
  const job = account.jobs.find(id);
  if (!job) return unknownJob();
  job.statusCalls += 1;
  if (account.now() < job.submittedAt + (job.spoil.unknownForMs ?? 0)) return unknownJob();
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
  return {
    status: job.spoil.endsAs ?? 'done',
    progress: progress(account, job),
    result_url: resultUrlOf(account, job),
    result: isInline(job) ? job.transcript : null,
    price: { amount: job.priceUsd, is_estimated: job.isEstimated },
  };
}

/** A fresh address of a finished job's result; null where the result comes with the status, and where there is none yet. */
export function resultUrlOf({ results, now }: Account, job: DeapiJob): string | null {
  const { endedAt = 0, spoil } = job;
  if (now() < endedAt + (spoil.addressAfterMs ?? 0)) return null;
  return isInline(job) && job.kind === 'transcription' ? null : results.addressOf(job);
}

function isInline({ fields }: DeapiJob): boolean {
  return ['1', 'true'].includes(fields['return_result_in_response'] ?? '');
}

function failed(job: DeapiJob): Record<string, unknown> {
  return {
    status: job.spoil.endsAs ?? 'error',
    progress: 0,
    ...job.failure,
    failed_at: isoTime(job.endedAt ?? 0),
    price: { amount: 0, is_estimated: false },
  };
}
