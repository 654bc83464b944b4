import { number, wrapped } from '../http/json.ts';
import type { SpeechRequest } from '../speech.ts';
import { believable } from './believable.ts';
import type { Budget } from './budget.ts';
import { speechFields } from './form.ts';
import type { Answer } from './http.ts';
import type { DeapiModel } from './models.ts';
import type { Read } from './reads.ts';
import { deapiError } from './refusals.ts';
import type { Routes } from './routes.ts';

/** US dollars: below this the service refuses every new job (documentation, since 2026-06-22). */
export const floorUsd = 0.49;

export interface Account {
  /** US dollars for a character of such a request, as the service prices it now; undefined when it doesn't say. */
  usdPerChar(request: SpeechRequest, signal: AbortSignal): Promise<number | undefined>;
  /** US dollars in the account. Costs nothing and has no limit. */
  balance(signal: AbortSignal): Promise<number>;
}

export interface AccountOptions {
  readonly read: Read;
  readonly routes: Routes;
  readonly budget: Budget;
  readonly find: (slug: string) => DeapiModel | undefined;
}

const told = wrapped({ balance: number, price: number });
/** A price of few characters has few digits. */
const quotedChars = 1000;

export function deapiAccount({ read, routes, budget, find }: AccountOptions): Account {
  return {
    async usdPerChar(request, signal) {
      const model = find(request.model);
      const chars = Math.min(quotedChars, model?.limits.maxTextChars ?? quotedChars);
      // The service prices by characters alone: nobody's words have to leave for a quote.
      const { text: _text, ref_text: _refText, ...fields } = speechFields(request, 'mp3', model);
      const json = {
        ...fields,
        speed: request.speed,
        sample_rate: Number(fields['sample_rate']),
        count_text: chars,
      };
      const price = priceOf(await read({ path: routes.price, json, signal }, { budget }));
      return price === undefined ? undefined : price / chars;
    },

    async balance(signal) {
      const { json } = await read({ path: routes.balance, signal });
      const balance = told.safeParse(json).data?.balance;
      if (balance === undefined) throw deapiError('bad-answer', 'the answer holds no balance');
      return balance;
    },
  };
}

/** Undefined when the quote failed. */
function priceOf({ json }: Answer): number | undefined {
  return believable(told.safeParse(json).data?.price);
}
