import { z } from 'zod';

import { engineNames } from './engine-names.ts';

/** ISO 639-2, multiple languages: the tag of a voice that takes its language from the text. */
export const anyLanguage = 'mul';

const presetVoice = z
  .object({
    slug: z.string(),
    name: z.string(),
    gender: z.enum(['female', 'male']).exactOptional(),
  })
  .readonly();
export type PresetVoice = z.infer<typeof presetVoice>;

const speechLanguage = z
  .object({
    /** The service's own slug: `en-us`, `English`, `de`. */
    slug: z.string(),
    name: z.string(),
    /** BCP 47 tag, lower case, found from slug and name: `en-us`, `en`, `pt-br`. */
    tag: z.string(),
    /** Presets that speak this language; empty for models that only clone or design. */
    voices: z.array(presetVoice).readonly(),
  })
  .readonly();
export type SpeechLanguage = z.infer<typeof speechLanguage>;

/** How long clips may be where a model states nothing else (deAPI's endpoint description, specifications, documentation). */
export const usualClipMs = { least: 3_000, most: 10_000 };

const modelLimits = z
  .object({
    /** Code points. */
    minTextChars: z.number(),
    maxTextChars: z.number(),
    minSpeed: z.number(),
    maxSpeed: z.number(),
    /** Audio formats that may be asked for, the best for speaking first. */
    formats: z.array(z.string()).readonly(),
    /** Rates that may be asked for, where the service says that there are several. */
    sampleRatesHz: z.array(z.number()).readonly().exactOptional(),
    minClipMs: z.number(),
    maxClipMs: z.number(),
  })
  .readonly();
export type ModelLimits = z.infer<typeof modelLimits>;

/** A model of a speech service, what it can say and as whom; read as such where it was kept. */
export const speechModel = z
  .object({
    engine: z.enum(engineNames),
    slug: z.string(),
    name: z.string(),
    modes: z.array(z.enum(['preset', 'clone', 'design'])).readonly(),
    /** A preset takes a style ("whispering, sad"). */
    takesStyle: z.boolean(),
    languages: z.array(speechLanguage).readonly(),
    limits: modelLimits,
    /** Seconds of work on this machine for each second of speech, where that is where it is made, and known. */
    realTimeFactor: z.number().exactOptional(),
    defaults: z
      .object({ language: z.string(), voice: z.string().exactOptional(), speed: z.number() })
      .readonly(),
  })
  .readonly();
export type SpeechModel = z.infer<typeof speechModel>;

/** Models that can speak, and the voices that they have: a port of every engine. */
export interface Catalogue {
  models(signal: AbortSignal): Promise<readonly SpeechModel[]>;
}
