import { badRequest, noSuchModel } from '#openai/answers.ts';
import type { OpenaiError } from '#openai/answers.ts';

import type { Account } from './account.ts';
import type { Answer } from './answers.ts';
import type { ServedModel } from './models.ts';
import type { DeapiRequest } from './requests.ts';

/** OpenAI's voices, which are other names for voices of Kokoro; which is which, the documentation doesn't say. */
const aliases: Readonly<Record<string, string>> = {
  alloy: 'af_alloy',
  echo: 'am_echo',
  fable: 'bm_fable',
  onyx: 'am_onyx',
  nova: 'af_nova',
  shimmer: 'af_heart',
};

/** The native API's fields, by what the gateway calls them. */
const names: Readonly<Record<string, string>> = {
  text: 'input',
  format: 'response_format',
  lang: 'voice',
};

/**
 * Puts a request to the gateway in the fields of the native API, so that both are held to the same rules and money
 * spent on the same sound is seen to be that. A model that the gateway doesn't serve isn't there.
 */
export function asNative(
  { models }: Pick<Account, 'models'>,
  served: readonly string[] | undefined,
  request: DeapiRequest,
): DeapiRequest | { readonly refusal: OpenaiError } {
  const { model: slug, input, voice: given, response_format: format, speed } = request.fields;
  if (slug === undefined) return { refusal: badRequest('Missing parameter: model.', 'model') };
  const model = models.find((known) => known.slug === slug && isServed(known, served));
  if (!model) return { refusal: noSuchModel(slug) };
  if ((format ?? 'mp3') !== 'mp3')
    return { refusal: badRequest('Only mp3 is supported.', 'response_format') };
  const voice = model.slug === 'Kokoro' ? (aliases[given ?? ''] ?? given) : given;
  const spoken = model.languages.find(({ voices }) => voices.some((each) => each.slug === voice));
  if (!spoken)
    return { refusal: badRequest(`The voice '${given ?? ''}' does not exist.`, 'voice') };
  const fields = {
    ...(input !== undefined && { text: input }),
    model: slug,
    // The voice's first language: there is no field for another.
    lang: spoken.slug,
    speed: speed ?? '1',
    format: 'mp3',
    sample_rate: '24000',
    mode: 'custom_voice',
    ...(voice !== undefined && { voice }),
  };
  return { ...request, ...native, fields, files: {} };
}

const native = {
  path: '/api/v2/audio/speech',
  route: 'submit',
  api: 'v2',
  encoding: 'multipart',
} as const;

/** Presets alone: cloning and designing aren't described for the gateway. */
function isServed({ slug, mode }: ServedModel, served: readonly string[] | undefined): boolean {
  return mode === 'custom_voice' && (served?.includes(slug) ?? true);
}

/** An answer of the native API's kind in OpenAI's envelope. */
export function inEnvelope({ status, headers, body }: Answer): OpenaiError {
  const { message, errors = {} } = 'json' in body ? (body.json as Refused) : { message: '' };
  const [field] = Object.keys(errors);
  const param = field === undefined ? null : (names[field] ?? field);
  return {
    // Rules of fields are 422 there and 400 here.
    status: status === 422 ? 400 : status,
    error: { message, type: 'invalid_request_error', param, code: null },
    ...(headers && { headers }),
  };
}

interface Refused {
  readonly message: string;
  readonly errors?: Readonly<Record<string, unknown>>;
}
