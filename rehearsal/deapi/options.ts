import type { SoundFormat } from '#sound/order.ts';
import type { SoundMaker } from '#sound/sound-maker.ts';

import type { JobTime } from './faults.ts';
import type { ServedModel } from './models.ts';
import type { LimitHeaders, Quotas, RetryAfter, Tier } from './quotas.ts';
import type { ServiceTime } from './service-time.ts';
import type { WebhookOptions } from './webhooks/options.ts';

export interface DeapiOptions extends Partial<ServiceTime> {
  /** All of it speaks TLS, with a certificate of its own; default: plain HTTP and WebSocket. */
  readonly isSecure?: boolean;
  /** Ports of the API, of the results, of the sockets and of the gateway; any free ones by default. */
  readonly port?: number;
  readonly resultsPort?: number;
  readonly socketsPort?: number;
  readonly gatewayPort?: number;
  /** Slugs of the models that the gateway serves; default all with presets. */
  readonly gatewayModels?: readonly string[];
  /** The account's raw key. */
  readonly key?: string;
  /** Default: premium, so that a test does not run into quotas that it is not about. */
  readonly tier?: Tier;
  /** In place of the tier's. */
  readonly quotas?: Quotas;
  /** Which of the vendor's stories about limits is true; default: the specification's, with a 429 alone. */
  readonly limitHeaders?: LimitHeaders;
  /** How `Retry-After` is written; default in seconds. A date is one of the service's clock, which `Date` tells. */
  readonly retryAfter?: RetryAfter;
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
  readonly webhooks?: WebhookOptions;
  /** Makes the sounds, for several deAPIs that follow each other: whoever started it closes it. */
  readonly sound?: SoundMaker;
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
