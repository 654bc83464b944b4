import type { Clock } from '../clock.ts';
import type { Scrub } from '../http/scrub.ts';
import { NoAnswer } from '../http/send.ts';
import { SpeechError } from '../speech.ts';
import type { Budget } from './budget.ts';
import type { Answer, Call, Http } from './http.ts';
import { deapiError, refusalOf, unreachable } from './refusals.ts';

export interface ReadOptions {
  readonly http: Http;
  readonly clock: Clock;
  readonly scrub: Scrub;
}

/** A call that costs nothing and may be repeated. Rejects with a `SpeechError` or the signal's reason. */
export type Read = (call: Call, terms?: ReadTerms) => Promise<Answer>;

interface ReadTerms {
  /** The budget of the endpoint, if it has a limit. */
  readonly budget?: Budget;
  readonly asked?: 'read' | 'status';
}

/** Asks until there is an answer of success, three times at most; refusals are not asked again. */
export function reader({ http, clock, scrub }: ReadOptions): Read {
  async function once(call: Call, { budget, asked = 'read' }: ReadTerms): Promise<Answer> {
    budget?.begin();
    await budget?.assertAgreed();
    let answer: Answer;
    try {
      answer = await http(call);
    } catch (error) {
      budget?.finish();
      throw error instanceof NoAnswer ? unreachable(error) : error;
    }
    const usedUp = budget?.finish(answer);
    if (usedUp) throw usedUp;
    const { status } = answer;
    if (status === 429) throw deapiError('rate-limited', 'deAPI answered 429', { status });
    if (status !== 200) throw refusalOf(answer, asked, scrub);
    return answer;
  }

  return async (call, terms = {}) =>
    askedAgain(() => once(call, terms), {
      waitsMs: [200, 600],
      mayPass: ({ facts }) => facts.retryable === true,
      clock,
      signal: call.signal,
    });
}

interface Patience {
  /** The pauses between the attempts. */
  readonly waitsMs: readonly number[];
  readonly mayPass: (error: SpeechError) => boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Asks for what costs nothing, once more after each pause, while it fails with what may pass. */
async function askedAgain<T>(
  ask: () => Promise<T>,
  { waitsMs, mayPass, clock, signal }: Patience,
): Promise<T> {
  for (const waitMs of waitsMs) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof SpeechError && mayPass(error))) throw error;
    }
    await clock.sleep(waitMs, signal);
  }
  return ask();
}
