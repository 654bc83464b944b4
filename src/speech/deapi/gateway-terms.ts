import type { SpeechRequest, Voice } from '../speech.ts';
import type { DeapiModel } from './models.ts';
import { sampleRateFor } from './sample-rate.ts';

/** A request in a preset's voice. */
export type PresetRequest = SpeechRequest & { readonly voice: Extract<Voice, { mode: 'preset' }> };

const gatewayFormat = 'mp3';

/**
 * Whether the gateway can speak a request just as it is meant. It has presets and mp3 alone, and no field for a style, a
 * sample rate or a language (docs: openai-compatibility): a voice of several languages could speak the wrong one.
 */
export function gatewayTakes(
  request: SpeechRequest,
  model: DeapiModel | undefined,
): request is PresetRequest {
  const { voice, language, format = gatewayFormat } = request;
  if (voice.mode !== 'preset' || !model?.modes.includes('preset')) return false;
  if (format !== gatewayFormat || (voice.style ?? '').trim() !== '') return false;
  if (sampleRateFor(request, model) !== model.sampleRateHz) return false;
  const spoken = model.languages.filter(({ voices }) =>
    voices.some(({ slug }) => slug === voice.id),
  );
  return spoken.length === 1 && spoken[0]?.slug === language;
}

/** A request in the gateway's fields. The usual speed is left out. */
export function gatewayFields({ text, model, voice, speed }: PresetRequest) {
  return {
    model,
    voice: voice.id,
    input: text.toWellFormed(),
    response_format: gatewayFormat,
    ...(speed !== 1 && { speed }),
  };
}
