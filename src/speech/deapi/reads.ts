import type { Clock } from '../clock.ts';
import type { Scrub } from '../http/scrub.ts';
import { NoAnswer } from '../http/send.ts';
import { SpeechError } from '../speech.ts';
import type { Budget } from './budget.ts';
import type { Answer, Call, Http } from './http.ts';
import { refusalOf } from './refusals.ts';

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

const retryAfterMs = [200, 600];

/** Asks until there is an answer of success, three times at most; refusals are not asked again. */
export function reader({ http, clock, scrub }: ReadOptions): Read {
  async function once(call: Call, { budget, asked = 'read' }: ReadTerms): Promise<Answer> {
    budget?.begin();
    let answer: Answer | undefined;
    let shortage;
    try {
      answer = await http(call);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      throw new SpeechError('unavailable', 'deAPI could not be reached', {
        engine: 'deapi',
        retryable: true,
        cause: error.cause,
      });
    } finally {
      shortage = budget?.finish(answer);
    }
    if (budget && shortage) throw budget.error(shortage);
    if (answer.status === 429) {
      throw new SpeechError('rate-limited', 'deAPI answered 429', { engine: 'deapi', status: 429 });
    }
    if (answer.status !== 200) throw refusalOf(answer, asked, scrub);
    return answer;
  }

  return async (call, terms = {}) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await once(call, terms);
      } catch (error) {
        const waitMs = retryAfterMs[attempt];
        const mayPass = error instanceof SpeechError && error.facts.retryable === true;
        if (!mayPass || waitMs === undefined) throw error;
        await clock.sleep(waitMs, call.signal);
      }
    }
  };
}
