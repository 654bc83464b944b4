import { isSoundFormat, soundFormats } from '#sound/order.ts';
import type { Sound, SoundFormat, SoundOrder } from '#sound/order.ts';
import { timbreOfPreset } from '#sound/timbre.ts';

import { badRequest, noSuchModel } from './answers.ts';
import type { OpenaiError } from './answers.ts';
import { knownVoice } from './voices.ts';

/** Everything that the server speaks and takes. */
export interface OpenaiLaw {
  readonly models: readonly string[];
  /** Formats that may be asked for, `pcm` (24 kHz, 16 bit, no header) among them. */
  readonly formats: readonly string[];
  /** The format that is made whatever is asked for; undefined: as asked. */
  readonly onlyFormat: SoundFormat | undefined;
  readonly maxInputChars: number;
}

export const allFormats: readonly string[] = [...soundFormats, 'pcm'];

export interface AcceptedInput {
  readonly order: SoundOrder;
  /** The WAV header is left away. */
  readonly bare: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** Rules of `POST /v1/audio/speech`. */
export function judgeInput(fields: Fields, law: OpenaiLaw): AcceptedInput | OpenaiError {
  const { model, input, voice, speed = 1, response_format: format = 'mp3' } = fields;
  const refusal = wrongWords(model, input, law) ?? wrongSound(speed, format, law);
  if (refusal) return refusal;
  if (typeof voice !== 'string') return missing('voice');
  const slug = knownVoice(voice);
  if (!slug) return badRequest(`Voice '${voice}' not found.`, 'voice', 'invalid_value');
  const asked = String(format);
  const made = law.onlyFormat ?? (isSoundFormat(asked) ? asked : 'wav');
  const order = {
    text: String(input),
    timbre: timbreOfPreset(slug),
    speed: Number(speed),
    format: made,
  };
  return { order, bare: asked === 'pcm' && !law.onlyFormat };
}

function wrongWords(model: unknown, input: unknown, law: OpenaiLaw): OpenaiError | undefined {
  if (typeof model !== 'string') return missing('model');
  if (typeof input !== 'string' || input.trim() === '') return missing('input');
  if (!law.models.includes(model)) return noSuchModel(model);
  if (input.length <= law.maxInputChars) return undefined;
  return badRequest(
    `Invalid 'input': string too long. Expected a string with maximum length ${law.maxInputChars}.`,
    'input',
    'string_above_max_length',
  );
}

function wrongSound(speed: unknown, format: unknown, law: OpenaiLaw): OpenaiError | undefined {
  if (typeof speed !== 'number' || speed < 0.25 || speed > 4) {
    return badRequest("Invalid 'speed': must be between 0.25 and 4.0.", 'speed', 'invalid_value');
  }
  if (typeof format === 'string' && law.formats.includes(format)) return undefined;
  return badRequest(
    `Invalid 'response_format': supported values are ${law.formats.join(', ')}.`,
    'response_format',
    'invalid_value',
  );
}

function missing(field: string): OpenaiError {
  return badRequest(`Missing required parameter: '${field}'.`, field, 'missing_required_parameter');
}

/** `pcm` is what follows the header of a WAV file. */
export function withoutHeader({ bytes }: Sound): { bytes: Uint8Array; contentType: string } {
  return { bytes: bytes.subarray(44), contentType: 'audio/pcm' };
}

/** The body of `GET /v1/models`. */
export function modelsListed({ models }: OpenaiLaw): unknown {
  const data = models.map((id) => ({
    id,
    object: 'model',
    created: 1_735_689_600,
    owned_by: 'rehearsal',
  }));
  return { object: 'list', data };
}
