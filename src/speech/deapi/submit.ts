import type { FormData } from 'undici';

import { unlessAborted } from '../deadline.ts';
import type { Scrub } from '../http/scrub.ts';
import { NoAnswer } from '../http/send.ts';
import type { Payer, SpeechError } from '../speech.ts';
import type { Budget, Reservation } from './budget.ts';
import type { Webhook } from './form.ts';
import type { Answer, Http } from './http.ts';
import type { JobNews } from './job-news.ts';
import { requestIdOf } from './job-status.ts';
import type { PaidParts } from './paid-result.ts';
import type { Quotas } from './quotas.ts';
import { deapiError, refusalOf, unreachable } from './refusals.ts';
import type { Routes } from './routes.ts';
import type { OtherWays } from './ways.ts';

/** The parts that every paid job is made with. */
export interface JobParts extends PaidParts {
  readonly http: Http;
  readonly routes: Routes;
  readonly quotas: Quotas;
  /** All ways to hear of the job. */
  readonly news: readonly JobNews[];
  readonly jobTimeoutMs: number;
  /** Where the next job is to be reported, if anywhere. */
  readonly webhook: () => Webhook | undefined;
  readonly ways: OtherWays;
}

interface Submit {
  readonly path: string;
  readonly form: FormData;
  readonly budget: Budget;
  readonly way?: Payer['way'] | undefined;
  /** Hides what the person wrote from the service's words. */
  readonly scrub: Scrub;
  readonly signal: AbortSignal;
  /** Awaited before anything is sent; when it rejects, nothing is. */
  readonly onPaying?: () => Promise<void>;
  /** Told the id as soon as it is known, also when the caller has aborted meanwhile. */
  readonly onSubmitted?: (requestId: string) => void;
}

/**
 * A status call of the day for a job that is about to be paid: one that could not be followed would be paid for nothing.
 * None is needed while its end is told of otherwise. Throws `rate-limited` when none is left.
 */
export function keptCall(
  { quotas, ways }: Pick<JobParts, 'quotas' | 'ways'>,
  way?: Payer['way'],
): Reservation | undefined {
  return ways.areUp ? undefined : quotas.jobs.reserve(way);
}

/**
 * Submits a paid job, at most once: whatever happens after the first byte was sent, it is never sent again here.
 * Rejects with `maybe-submitted` when the answer was lost, with `unavailable` and `retryable` only when it is sure that
 * nothing was sent, else with what the service refused it for. An abort rejects at once, but what is already on its way
 * is let finish, so that the id of a paid job is not lost.
 */
export async function submit(http: Http, asked: Submit): Promise<string> {
  asked.budget.begin({ way: asked.way });
  await asked.budget.assertAgreed({ way: asked.way });
  try {
    await asked.onPaying?.();
  } catch (error) {
    asked.budget.unsent();
    throw error;
  }
  return unlessAborted(send(http, asked), asked.signal);
}

async function send(
  http: Http,
  { path, form, budget, scrub, signal, onSubmitted }: Submit,
): Promise<string> {
  let answer: Answer;
  try {
    answer = await http({ path, form, signal, mustFinish: true });
  } catch (error) {
    budget.finish();
    throw error instanceof NoAnswer ? lost(error) : error;
  }
  const usedUp = budget.finish(answer);
  if (usedUp) throw usedUp;
  const requestId = answer.status >= 200 && answer.status < 300 ? requestIdOf(answer) : undefined;
  if (requestId === undefined) throw refusalOf(answer, 'submit', scrub);
  onSubmitted?.(requestId);
  return requestId;
}

/**
 * No answer to what is paid for: it may have arrived, or surely has not. `hasOtherWay`: the service may answer the next
 * request on another, so that it isn't silent yet.
 */
export function lost(error: NoAnswer, { hasOtherWay = false } = {}): SpeechError {
  const { sent, cause, why } = error;
  const isSilent = why === 'late' && !hasOtherWay;
  const facts = { cause, ...(isSilent && { isSilent: true as const }) };
  return sent
    ? deapiError('maybe-submitted', 'the answer to a submitted job was lost', facts)
    : unreachable(error);
}
