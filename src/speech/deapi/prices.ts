import { z } from 'zod';

import type { Memo } from '#ops/memo.ts';

import type { Clock } from '../clock.ts';
import { codePoints } from '../code-points.ts';
import type { SpeechRequest } from '../speech.ts';
import type { Account } from './account.ts';

export interface PricesOptions {
  /** Asks the service, which counts that. */
  readonly account: Pick<Account, 'usdPerChar'>;
  readonly clock: Clock;
  readonly memo?: Memo | undefined;
  readonly onTrouble: (error: unknown) => void;
}

const rate = z.object({ usdPerChar: z.number().positive(), atMs: z.number() });
type Rate = z.infer<typeof rate>;
const kept = z.object({ version: z.literal(1), rates: z.record(z.string(), rate) });

const memoName = 'deapi-prices';
/** Prices change rarely, and a basic account may ask for 200 a day. */
const maxAgeMs = 24 * 3_600_000;
/** A service that doesn't say its price is not asked again for so long. */
const failedMs = 3_600_000;
const askMs = 15_000;
const maxRates = 200;
/** The rates that are known without asking: of Kokoro by the vendor's page on prices, the other from its answers in 2026-08. */
const knownUsdPerMillion: Readonly<Record<string, number>> = {
  'Kokoro preset': 0.77,
  'Qwen3_TTS_12Hz_1_7B_VoiceDesign design': 12.86,
};

/**
 * Prices of speech at deAPI, about: by characters, for each model and kind of voice, and inversely by speed, as the
 * vendor documents it. Rates are asked for in the background, once a day at most, and kept for the next run.
 */
export class Prices {
  readonly #options: PricesOptions;
  readonly #closing = new AbortController();
  readonly #rates = new Map<string, Rate>();
  /** When each rate was last asked for. */
  readonly #askedAtMs = new Map<string, number>();

  constructor(options: PricesOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier run was told; what is damaged is as good as absent. */
  async restore(): Promise<void> {
    const { success, data } = kept.safeParse(await this.#options.memo?.get(memoName));
    if (!success) return;
    for (const [name, each] of Object.entries(data.rates).slice(-maxRates))
      if (!this.#rates.has(name)) this.#rates.set(name, each);
  }

  /** US dollars for a request, about; undefined while no rate is known. Never waits: a rate that is missing or old is asked for. */
  estimate(request: SpeechRequest): number | undefined {
    const name = `${request.model} ${request.voice.mode}`;
    const rate = this.#rates.get(name);
    const ageMs = rate ? this.#options.clock.wallMs() - rate.atMs : Infinity;
    // A clock that was set back makes a rate younger than it can be.
    if (ageMs > maxAgeMs || ageMs < 0) this.#refresh(name, request);
    const perMillion = knownUsdPerMillion[name];
    const usdPerChar = rate?.usdPerChar ?? (perMillion && perMillion / 1e6);
    return usdPerChar && (usdPerChar * codePoints(request.text)) / request.speed;
  }

  /**
   * US dollars that a request costs, and not less, as far as anybody knows: where its own rate isn't known, by the dearest
   * that is.
   */
  atMost(request: SpeechRequest): number {
    const { text, speed } = request;
    return this.estimate(request) ?? (this.#dearest() * codePoints(text)) / speed;
  }

  close(): void {
    this.#closing.abort(new Error('deAPI is asked for no more prices'));
  }

  #dearest(): number {
    const asked = [...this.#rates.values()].map(({ usdPerChar }) => usdPerChar);
    return Math.max(...Object.values(knownUsdPerMillion).map((usd) => usd / 1e6), ...asked);
  }

  #refresh(name: string, request: SpeechRequest): void {
    const nowMs = this.#options.clock.nowMs();
    const askedAtMs = this.#askedAtMs.get(name);
    if (this.#closing.signal.aborted) return;
    if (askedAtMs !== undefined && nowMs - askedAtMs < failedMs) return;
    this.#askedAtMs.set(name, nowMs);
    this.#ask(name, request).catch((error: unknown) => {
      if (!this.#closing.signal.aborted) this.#options.onTrouble(error);
    });
  }

  async #ask(name: string, request: SpeechRequest): Promise<void> {
    const { account, clock, memo } = this.#options;
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(askMs)]);
    const usdPerChar = await account.usdPerChar(request, signal);
    if (usdPerChar === undefined) return;
    this.#rates.delete(name);
    this.#rates.set(name, { usdPerChar: usdPerChar * request.speed, atMs: clock.wallMs() });
    const rates = Object.fromEntries([...this.#rates].slice(-maxRates));
    await memo?.put(memoName, { version: 1, rates });
  }
}
