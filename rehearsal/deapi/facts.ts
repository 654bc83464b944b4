/**
 * The facts of each endpoint: its fields with type, need and limits, as the vendor's documentation and descriptions of August 2026
 * have them. What a model limits further stands in its entry of the models list.
 */
import type { ApiVersion, EndpointName } from './requests.ts';

const mebibyte = 1024 * 1024;

export interface FieldFact {
  readonly type: 'text' | 'number' | 'integer' | 'boolean' | 'file';
  readonly required?: boolean;
  /** Required with this `mode`. */
  readonly requiredFor?: 'custom_voice' | 'voice_clone' | 'voice_design';
  /** The only values. */
  readonly values?: readonly string[];
  /** Code points. */
  readonly minChars?: number;
  readonly maxChars?: number;
  /** An address of https. */
  readonly isHttps?: boolean;
  /** Another field, without which this one is refused. */
  readonly needs?: string;
  /** A file's formats, told by content, and its largest size. */
  readonly formats?: readonly string[];
  readonly maxBytes?: number;
  /** A sound file's length, if its model states no other. */
  readonly seconds?: readonly [min: number, max: number];
}

export type Fields = Readonly<Record<string, FieldFact>>;

export interface EndpointFact {
  readonly name: EndpointName;
  readonly api: ApiVersion;
  readonly method: 'GET' | 'POST';
  /** `{id}` is a job's. */
  readonly path: string;
  /** Undefined where nothing is sent. */
  readonly encoding?: 'multipart' | 'json';
  readonly fields: Fields;
  /** One of these is needed. */
  readonly oneOf?: readonly string[];
  /** Two of `oneOf` at once are refused. */
  readonly isExclusive?: boolean;
  /** Parameters of the address, all of them optional. */
  readonly query: Fields;
}

const modes = ['custom_voice', 'voice_clone', 'voice_design'] as const;

const text: FieldFact = { type: 'text' };
const needed: FieldFact = { type: 'text', required: true };
const number: FieldFact = { type: 'number', required: true };
const flag: FieldFact = { type: 'boolean' };

const webhookUrl: Fields = { webhook_url: { type: 'text', isHttps: true, maxChars: 2048 } };
/** v1 has the account's secret alone. */
const webhook: Readonly<Record<ApiVersion, Fields>> = {
  v1: webhookUrl,
  v2: {
    ...webhookUrl,
    webhook_secret: { type: 'text', minChars: 32, maxChars: 255, needs: 'webhook_url' },
  },
};

const speech: Fields = {
  text: needed,
  model: needed,
  mode: { type: 'text', values: modes },
  voice: { type: 'text', requiredFor: 'custom_voice' },
  lang: needed,
  speed: number,
  format: needed,
  sample_rate: number,
  ref_audio: {
    type: 'file',
    requiredFor: 'voice_clone',
    formats: ['mp3', 'ogg', 'm4a'],
    // The description of v1 says 15 MB, that of v2 and the endpoint's first one 10.
    maxBytes: 10 * mebibyte,
    seconds: [3, 10],
  },
  ref_text: text,
  instruct: { type: 'text', requiredFor: 'voice_design' },
};

const speechPrice: Fields = {
  text,
  count_text: { type: 'integer' },
  model: needed,
  mode: { type: 'text', values: modes },
  voice: text,
  lang: needed,
  speed: number,
  format: needed,
  sample_rate: number,
  instruct: text,
};

/** Fields that v1's endpoint for sound files shares with the other. */
const writtenDown: Fields = {
  include_ts: { type: 'boolean', required: true },
  model: needed,
  return_result_in_response: flag,
};
/** v2 knows more about time and speakers. */
const timed: Fields = {
  include_ts: { type: 'boolean', required: true },
  ts_level: { type: 'text', values: ['segment', 'word'] },
  diarize: flag,
  lang: { type: 'text', maxChars: 16 },
  include_metadata: flag,
  model: needed,
};

const recording: Readonly<Record<ApiVersion, FieldFact>> = {
  v1: { type: 'file', formats: ['aac', 'mp3', 'ogg', 'webm'], maxBytes: 20 * mebibyte },
  v2: {
    type: 'file',
    formats: ['aac', 'mp3', 'ogg', 'wav', 'webm', 'flac'],
    maxBytes: 20 * mebibyte,
  },
};

const modelsQuery: Fields = {
  limit: { type: 'integer' },
  per_page: { type: 'integer' },
  page: { type: 'integer' },
  'filter[inference_types]': text,
};

const none: Fields = {};

function get(name: EndpointName, api: ApiVersion, path: string, query = none): EndpointFact {
  return { name, api, method: 'GET', path, fields: none, query };
}

type Body = Pick<EndpointFact, 'fields' | 'oneOf' | 'isExclusive'> & {
  readonly encoding?: NonNullable<EndpointFact['encoding']>;
};

function post(name: EndpointName, api: ApiVersion, path: string, body: Body): EndpointFact {
  return { name, api, method: 'POST', path, encoding: 'multipart', ...body, query: none };
}

const quoted = { encoding: 'json', fields: speechPrice, oneOf: ['text', 'count_text'] } as const;
const source = { oneOf: ['source_url', 'source_file'], isExclusive: true } as const;

export const endpoints: readonly EndpointFact[] = [
  post('submit', 'v2', '/api/v2/audio/speech', { fields: { ...speech, ...webhook.v2 } }),
  post('price', 'v2', '/api/v2/audio/speech/price', quoted),
  get('status', 'v2', '/api/v2/jobs/{id}'),
  get('models', 'v2', '/api/v2/models', modelsQuery),
  get('balance', 'v2', '/api/v2/account/balance'),
  post('transcribe', 'v2', '/api/v2/audio/transcriptions', {
    fields: {
      source_url: text,
      source_file: recording.v2,
      ...timed,
      return_result_in_response: flag,
      ...webhook.v2,
    },
    ...source,
  }),
  post('transcription-price', 'v2', '/api/v2/audio/transcriptions/price', {
    fields: {
      source_url: text,
      source_file: recording.v2,
      duration_seconds: { type: 'number' },
      platform: {
        type: 'text',
        values: ['youtube', 'twitter', 'twitch', 'kick', 'tiktok'],
        needs: 'duration_seconds',
      },
      ...timed,
    },
    oneOf: ['source_url', 'source_file', 'duration_seconds'],
    isExclusive: true,
  }),

  post('submit', 'v1', '/api/v1/client/txt2audio', { fields: { ...speech, ...webhook.v1 } }),
  post('price', 'v1', '/api/v1/client/txt2audio/price-calculation', quoted),
  get('status', 'v1', '/api/v1/client/request-status/{id}'),
  get('models', 'v1', '/api/v1/client/models', modelsQuery),
  get('balance', 'v1', '/api/v1/client/balance'),
  post('transcribe', 'v1', '/api/v1/client/transcribe', {
    fields: { source_url: text, source_file: recording.v1, ...writtenDown, ...webhook.v1 },
    ...source,
  }),
  post('transcribe', 'v1', '/api/v1/client/audiofile2txt', {
    fields: { audio: { ...recording.v1, required: true }, ...writtenDown, ...webhook.v1 },
  }),
];
