import type { Timbre } from '#sound/order.ts';
import { restyled, timbreOfDesign, timbreOfPreset } from '#sound/timbre.ts';

import type { ServedModel } from './models.ts';
import type { AcceptedSpeech } from './speech-rules.ts';

/** The pitch for a clip of which none was measured: it has none, or can't be decoded here. */
const plainHz = 150;

/**
 * The voice that speaks: presets differ by slug, a clone has its clip's pitch, a design the pitch that its words ask
 * for, another one each time. `tried`: how often the same design was asked for before.
 */
export function timbreOf({ model, voice }: AcceptedSpeech, tried: number): Timbre {
  switch (voice.mode) {
    case 'custom_voice': {
      const timbre = presetTimbre(model, voice.slug);
      // Kokoro takes the field and does nothing with it.
      const styled = voice.instruct !== undefined && model.slug !== 'Kokoro';
      return styled ? restyled(timbre, voice.instruct ?? '') : timbre;
    }
    case 'voice_clone':
      return { targetHz: Math.round(voice.clip.pitchHz ?? plainHz) };
    case 'voice_design':
      return timbreOfDesign(voice.instruct, tried);
    default:
      return voice satisfies never;
  }
}

/** A preset of the model. */
export function presetTimbre(model: ServedModel | undefined, slug: string): Timbre {
  const voices = model?.languages.flatMap((language) => language.voices);
  return timbreOfPreset(slug, voices?.find((voice) => voice.slug === slug)?.gender ?? undefined);
}
