import type { FormData } from 'undici';

import { unlessAborted } from '../deadline.ts';
import type { Scrub } from '../http/scrub.ts';
import { NoAnswer } from '../http/send.ts';
import { SpeechError } from '../speech.ts';
import type { Budget } from './budget.ts';
import type { Answer, Http } from './http.ts';
import { requestIdOf } from './job-status.ts';
import { refusalOf } from './refusals.ts';

export interface Submit {
  readonly path: string;
  readonly form: FormData;
  readonly budget: Budget;
  /** Hides what the person wrote from the service's words. */
  readonly scrub: Scrub;
  readonly signal: AbortSignal;
  /** Told the id as soon as it is known, also when the caller has aborted meanwhile. */
  readonly onSubmitted?: (requestId: string) => void;
}

/**
 * Submits a paid job, at most once: whatever happens after the first byte was sent, it is never sent again here.
 * Rejects with `maybe-submitted` when the answer was lost, with `unavailable` and `retryable` only when it is sure that
 * nothing was sent, else with what the service refused it for. An abort rejects at once, but what is already on its way
 * is let finish, so that the id of a paid job is not lost.
 */
export async function submit(http: Http, asked: Submit): Promise<string> {
  asked.budget.begin();
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
  const shortage = budget.finish(answer);
  if (shortage) throw budget.error(shortage);
  const requestId = answer.status >= 200 && answer.status < 300 ? requestIdOf(answer) : undefined;
  if (requestId === undefined) throw refusalOf(answer, 'submit', scrub);
  onSubmitted?.(requestId);
  return requestId;
}

function lost({ sent, cause }: NoAnswer): SpeechError {
  return sent
    ? new SpeechError('maybe-submitted', 'the answer to a submitted job was lost', {
        engine: 'deapi',
        cause,
      })
    : new SpeechError('unavailable', 'deAPI could not be reached', {
        engine: 'deapi',
        retryable: true,
        cause,
      });
}
