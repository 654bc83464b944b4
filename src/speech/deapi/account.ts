import { LRUCache } from 'lru-cache';

import type { Clock } from '../clock.ts';
import { number, wrapped } from '../http/json.ts';
import type { SpeechRequest } from '../speech.ts';
import type { Budget } from './budget.ts';
import { speechFields } from './form.ts';
import type { Answer } from './http.ts';
import type { DeapiModel } from './models.ts';
import type { Read } from './reads.ts';
import { deapiError } from './refusals.ts';
import type { Routes } from './routes.ts';

/** Below this the service refuses every new job (documentation, since 2026-06-22). US dollars. */
const floorUsd = 0.49;

export interface Account {
  /** US dollars that the request will cost, computed from the price of a thousand characters; undefined: not known. */
  price(request: SpeechRequest, signal: AbortSignal): Promise<number | undefined>;
  balance(signal: AbortSignal): Promise<Balance>;
}

interface Balance {
  readonly usd: number;
  /** Whether new jobs are taken at all. */
  readonly isEnough: boolean;
}

export interface AccountOptions {
  readonly read: Read;
  readonly routes: Routes;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly find: (slug: string) => DeapiModel | undefined;
}

const told = wrapped({ balance: number, price: number });
const rateMaxAgeMs = 3_600_000;
const maxRates = 500;
const quotedChars = 1000;

export function deapiAccount({ read, routes, budget, clock, find }: AccountOptions): Account {
  const rates = new LRUCache<string, number>({
    max: maxRates,
    ttl: rateMaxAgeMs,
    perf: { now: () => clock.nowMs() },
    ttlResolution: 0,
  });

  async function rate(request: SpeechRequest, signal: AbortSignal): Promise<number | undefined> {
    const name = JSON.stringify([request.model, request.voice.mode, request.speed]);
    const known = rates.get(name);
    if (known !== undefined) return known;
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
    if (price === undefined) return undefined;
    const usdPerChar = price / chars;
    rates.set(name, usdPerChar);
    return usdPerChar;
  }

  return {
    async price(request, signal) {
      const usdPerChar = await rate(request, signal);
      return usdPerChar === undefined ? undefined : usdPerChar * [...request.text].length;
    },

    async balance(signal) {
      const { json } = await read({ path: routes.balance, signal });
      const balance = told.safeParse(json).data?.balance;
      if (balance === undefined) throw deapiError('bad-answer', 'the answer holds no balance');
      return { usd: balance, isEnough: balance >= floorUsd };
    },
  };
}

/** Undefined when the quote failed, of which a price of 0 is a sign: it never means free. */
function priceOf({ json }: Answer): number | undefined {
  const price = told.safeParse(json).data?.price;
  return price !== undefined && price > 0 ? price : undefined;
}
