import type { Pace } from '#http/deliver.ts';
import type { BodySpoil } from '#http/spoiled-body.ts';
import type { SoundFormat } from '#sound/order.ts';

import type { PlannedError } from './answers.ts';

export interface OpenaiOptions {
  readonly port?: number;
  /** The server asks for it as a Bearer; without it anybody is served, as by a local server. */
  readonly key?: string;
  /** When the audio is sent, from the request's arrival; default `instant`. */
  readonly latency?: Latency;
  /** The format that is sent whatever is asked for; default: as asked, mp3 when nothing is. */
  readonly format?: SoundFormat;
  /** Formats that may be asked for; default all, and `pcm`. deAPI's gateway takes mp3 alone. */
  readonly formats?: readonly string[];
  readonly models?: readonly string[];
  /** `/v1/audio/voices`, which OpenAI itself does not have; default true. */
  readonly listsVoices?: boolean;
}

/** `instant`, a pace for all texts, or one for each text: engines take longer for longer ones. */
export type Latency = 'instant' | Pace | ((input: string) => Pace);

export interface OpenaiFault {
  /** Default: the next request for speech. */
  readonly on?: OpenaiRoute;
  readonly times?: number;
  readonly delayMs?: number;
  /** `dropped`: the connection is cut without an answer; `never-answers`: the request is taken, and that is all. */
  readonly fail?: PlannedError | 'dropped' | 'never-answers';
  readonly audio?: BodySpoil;
  readonly answer?: {
    readonly status: number;
    readonly contentType: string;
    readonly body: string | Uint8Array;
  };
}

export type OpenaiRoute = 'speech' | 'models' | 'voices' | 'unknown';

export interface OpenaiRequest {
  /** `performance.now()` when its head was read. */
  readonly atMs: number;
  readonly route: OpenaiRoute;
  readonly method: string;
  readonly path: string;
  /** The JSON body. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The sound that was spoken, 24 kHz mono, before it was encoded. */
  readonly pcm: Float32Array | undefined;
  readonly status: number | undefined;
}

export interface PreparedAs {
  readonly voice?: string;
  readonly speed?: number;
  readonly format?: SoundFormat;
}
