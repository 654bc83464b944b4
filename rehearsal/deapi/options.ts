import type { SoundFormat } from '#sound/order.ts';

import type { JobTime } from './faults.ts';
import type { ServedModel } from './models.ts';
import type { LimitHeaders, Quotas, Tier } from './quotas.ts';

export interface DeapiOptions {
  /** Ports of the API and of the results; any free ones by default. */
  readonly port?: number;
  readonly resultsPort?: number;
  /** The account's raw key. */
  readonly key?: string;
  /** Default: premium, so that a test does not run into quotas that it is not about. */
  readonly tier?: Tier;
  /** In place of the tier's. */
  readonly quotas?: Quotas;
  readonly limitHeaders?: LimitHeaders;
  /** US dollars; default 5. */
  readonly balance?: number;
  /** How long jobs take from submit to end; default 0: as long as the sound takes to make. */
  readonly latency?: JobTime;
  /** The seed of random job times. */
  readonly seed?: number;
  /** Formats that are accepted and listed; default mp3 alone, as documented. */
  readonly formats?: readonly string[];
  /** Formats of reference clips; default mp3, ogg and m4a. */
  readonly clipFormats?: readonly string[];
  readonly models?: readonly ServedModel[];
  /** `odd`: the models list has the oddities of the real one; `documented`: it has none. Default odd. */
  readonly list?: 'odd' | 'documented';
  /** How long a result's address is good; default 24 hours. */
  readonly resultTtlMs?: number;
  /** Gives the words that a transcription hears; default none, which is no error. */
  readonly hear?: (recording: Uint8Array) => string;
  /** Clock of quotas and of expiry, in milliseconds of the epoch. */
  readonly now?: () => number;
}

/** A sound to be made ahead of the job that asks for it. */
export interface PreparedSound {
  readonly text: string;
  /** Default Kokoro. */
  readonly model?: string;
  /** Preset; default `af_alloy`. */
  readonly voice?: string;
  readonly speed?: number;
  readonly format?: SoundFormat;
}
