import {
  chatterboxLanguages,
  kokoroLanguages,
  qwenPresetLanguages,
  qwenVoicelessLanguages,
} from './voices.ts';
import type { ServedLanguage } from './voices.ts';

export type Mode = 'custom_voice' | 'voice_clone' | 'voice_design';

/** A speech model as the service knows it, whatever it tells of it. */
export interface ServedModel {
  readonly slug: string;
  readonly name: string;
  readonly mode: Mode;
  /** Code points. */
  readonly minText: number;
  readonly maxText: number;
  readonly minSpeed: number;
  readonly maxSpeed: number;
  readonly languages: readonly ServedLanguage[];
  readonly usdPerMillionChars: number;
  /** Length of a reference clip where the model states its own; the documented one is demanded of the others. */
  readonly clipSeconds?: readonly [min: number, max: number];
  /** Basic accounts neither see it nor may use it. */
  readonly isPremium?: boolean;
  /** Its prices are estimates, and say so. */
  readonly isEstimated?: boolean;
  /** Default 24000 alone. The sound that is made has that rate, whatever is asked for. */
  readonly sampleRates?: readonly number[];
  /** Fields that replace those of the entry in the models list, so that it lies or leaves out. */
  readonly wire?: Readonly<Record<string, unknown>>;
}

const qwenLimits = { minText: 10, maxText: 5000, minSpeed: 1, maxSpeed: 1 };

/** The five models of August 2026. Prices of Kokoro and VoiceDesign are the vendor's, the others are guesses. */
export const speechModels: readonly ServedModel[] = [
  {
    slug: 'Kokoro',
    name: 'Kokoro',
    mode: 'custom_voice',
    minText: 3,
    maxText: 10_001,
    minSpeed: 0.5,
    maxSpeed: 2,
    languages: kokoroLanguages,
    usdPerMillionChars: 0.77,
  },
  {
    slug: 'Chatterbox',
    name: 'Chatterbox',
    mode: 'custom_voice',
    minText: 10,
    maxText: 2000,
    minSpeed: 1,
    maxSpeed: 1,
    languages: chatterboxLanguages,
    usdPerMillionChars: 4,
  },
  {
    ...qwenLimits,
    slug: 'Qwen3_TTS_12Hz_1_7B_CustomVoice',
    name: 'Qwen3 TTS 12Hz 1.7B CustomVoice',
    mode: 'custom_voice',
    languages: qwenPresetLanguages,
    usdPerMillionChars: 12.86,
  },
  {
    ...qwenLimits,
    slug: 'Qwen3_TTS_12Hz_1_7B_Base',
    name: 'Qwen3 TTS 12Hz 1.7B Base',
    mode: 'voice_clone',
    languages: qwenVoicelessLanguages,
    usdPerMillionChars: 12.86,
  },
  {
    ...qwenLimits,
    slug: 'Qwen3_TTS_12Hz_1_7B_VoiceDesign',
    name: 'Qwen3 TTS 12Hz 1.7B VoiceDesign',
    mode: 'voice_design',
    languages: qwenVoicelessLanguages,
    usdPerMillionChars: 12.86,
  },
];

/** An entry of the list, as JSON. */
export type WireModel = Readonly<Record<string, unknown>>;

interface PlainEntry extends WireModel {
  readonly info: {
    readonly limits: WireModel;
    readonly defaults: WireModel;
    readonly features: WireModel;
  };
}

/** The entry as the documentation has it: numbers are numbers, defaults are slugs. */
export function documentedEntry(model: ServedModel, formats: readonly string[]): WireModel {
  return { ...plainEntry(model, formats), ...model.wire };
}

function plainEntry(model: ServedModel, formats: readonly string[]): PlainEntry {
  const [language] = model.languages;
  const voice = language?.voices[0];
  return {
    name: model.name,
    slug: model.slug,
    inference_types: ['txt2audio'],
    tags: [],
    status: 'standard_model',
    info: {
      limits: {
        min_text: model.minText,
        max_text: model.maxText,
        min_speed: model.minSpeed,
        max_speed: model.maxSpeed,
        output_formats: formats,
        ...(model.clipSeconds && {
          min_ref_audio_duration: model.clipSeconds[0],
          max_ref_audio_duration: model.clipSeconds[1],
        }),
        ...(model.sampleRates && { sample_rates: model.sampleRates }),
      },
      defaults: {
        ...(voice && { voice: voice.slug }),
        lang: language?.slug,
        speed: 1,
        format: formats[0],
        sample_rate: 24_000,
      },
      features: {},
    },
    languages: model.languages,
  };
}

/** The entry with the oddities that the real list has, one kind or another for each model. */
export function oddEntry(model: ServedModel, formats: readonly string[]): WireModel {
  const entry = plainEntry(model, formats);
  const odd = oddities[model.slug]?.(entry.info.limits, entry.info.defaults);
  return { ...entry, ...odd, ...model.wire };
}

const asStrings = (facts: WireModel): WireModel =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'number' ? String(fact) : fact,
    ]),
  );

const typesByName = { inference_types: { txt2audio: { name: 'Text to speech', enabled: '1' } } };

type Oddity = (limits: WireModel, defaults: WireModel) => WireModel;

const oddities: Readonly<Record<string, Oddity>> = {
  Chatterbox: (limits, defaults) => ({
    info: { limits, defaults: { ...defaults, lang: 'English', voice: 'Default' }, features: [] },
  }),
  Qwen3_TTS_12Hz_1_7B_CustomVoice: (limits, defaults) => ({
    ...typesByName,
    info: {
      limits: asStrings(limits),
      defaults: asStrings(defaults),
      features: { supports_instruct: '1', supports_ref_audio: '0' },
    },
  }),
  Qwen3_TTS_12Hz_1_7B_Base: (limits) => ({ ...typesByName, info: { limits: asStrings(limits) } }),
  Qwen3_TTS_12Hz_1_7B_VoiceDesign: (limits) => ({ info: { limits, defaults: null, features: [] } }),
};
