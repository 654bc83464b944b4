import { z } from 'zod';

import { flag, number, partOf, word, wrapped } from '../http/json.ts';
import type { SpeechError } from '../speech.ts';
import { believable } from './believable.ts';
import type { Answer } from './http.ts';
import { deapiError } from './refusals.ts';

/** Where a job stands, from a status call, a webhook or the WebSocket. */
export type JobStatus =
  | { readonly state: 'pending' }
  | { readonly state: 'processing'; readonly percent?: number }
  | DoneStatus
  | { readonly state: 'failed'; readonly error: SpeechError };

export interface DoneStatus {
  readonly state: 'done';
  /** Signed, and valid for some hours. */
  readonly resultUrl?: string;
  /** Text of a transcription that came with the status. */
  readonly result?: string;
  /** Segments of a transcription, as the service likes to shape them. */
  readonly transcription?: unknown;
  readonly costUsd?: number;
  /** The service says that the cost is an estimate. */
  readonly costIsEstimated?: boolean;
}

const submitted = wrapped({
  request_id: z
    .union([z.string(), z.number().transform(String)])
    .optional()
    .catch(undefined),
});
/** The list of reasons is open, and `error_message` may hold what was to be spoken: only names in capitals pass. */
const reason = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,39}$/)
  .optional()
  .catch(undefined);
const asked = wrapped({
  status: word,
  progress: number,
  result_url: word,
  result: z.string().optional().catch(undefined),
  transcription: z.unknown().optional(),
  price: partOf({ amount: number, is_estimated: flag }),
  error_code: reason,
  error_reason: reason,
  retryable: flag,
  refunded: flag,
});
type Job = z.infer<typeof asked>;

/** The id of a job from the answer to its submit; undefined when there is none that could be asked for again. */
export function requestIdOf({ json }: Answer): string | undefined {
  const id = submitted.safeParse(json).data?.request_id;
  return id !== undefined && isRequestId(id) ? id : undefined;
}

/** It becomes a part of a path: `..` and slashes would ask for something else. */
export function isRequestId(text: string): boolean {
  return /^\w[\w.:-]{0,127}$/.test(text);
}

/** Throws `job-lost` for what can't be the id of a job. */
export function assertRequestId(text: string): void {
  if (!isRequestId(text)) throw deapiError('job-lost', 'no job has such an id');
}

/** Undefined when the answer says nothing about a job. */
export function jobStatusOf({
  json,
}: Partial<Answer> & Pick<Answer, 'json'>): JobStatus | undefined {
  const job = asked.safeParse(json).data;
  const status = job?.status?.toLowerCase();
  if (!job || status === undefined) return undefined;
  if (doneWords.has(status)) return doneOf(job);
  if (failedWords.has(status)) return { state: 'failed', error: failureOf(job) };
  // A result that can be fetched is there, whatever else is said.
  if (job.result_url !== undefined) return doneOf(job);
  if (pendingWords.has(status)) return { state: 'pending' };
  // processing, in_progress and whatever is invented next: not ended yet.
  const percent = job.progress;
  if (percent === undefined) return { state: 'processing' };
  return { state: 'processing', percent: Math.min(100, Math.max(0, percent)) };
}

const doneWords = new Set(['done', 'completed', 'succeeded', 'success']);
const failedWords = new Set(['error', 'failed', 'cancelled', 'canceled', 'expired', 'rejected']);
const pendingWords = new Set(['pending', 'queued', 'in_queue', 'waiting']);

function doneOf(job: Job): DoneStatus {
  const resultUrl = job.result_url;
  const { amount, is_estimated: isEstimated } = job.price;
  const costUsd = believable(amount);
  return {
    state: 'done',
    ...(resultUrl !== undefined && { resultUrl }),
    ...(job.result !== undefined && { result: job.result }),
    ...(job.transcription !== undefined && { transcription: job.transcription }),
    ...(costUsd !== undefined && { costUsd, ...(isEstimated && { costIsEstimated: true }) }),
  };
}

function failureOf({ retryable, refunded, error_code, error_reason }: Job): SpeechError {
  const names = [error_code, error_reason].filter((name) => name !== undefined);
  const reason = names.length === 0 ? 'no reason given' : names.join(', ');
  const money = refunded === undefined ? '' : refunded ? '; refunded' : '; not refunded';
  return deapiError('job-failed', `the job failed at deAPI: ${reason}${money}`, {
    ...(names.length > 0 && { fields: { reason: names } }),
    ...(retryable !== undefined && { retryable }),
    ...(refunded !== undefined && { refunded }),
  });
}
