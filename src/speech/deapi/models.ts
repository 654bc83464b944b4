import { z } from 'zod';

import type { ModelLimits, PresetVoice, SpeechLanguage, SpeechModel } from '../catalogue.ts';
import { flag, listOf, number, partOf, word } from '../http/json.ts';
import { knownModel } from './known-models.ts';
import { languageTag } from './language-tag.ts';
import { usualSampleRateHz } from './sample-rate.ts';

/** A model with what only this service asks for. */
export interface DeapiModel extends SpeechModel {
  readonly sampleRateHz: number;
  /** Limits that the service itself states; the others are known from elsewhere and no reason to refuse. */
  readonly stated: ReadonlySet<keyof ModelLimits>;
}

/** The kinds of work that models of the list are asked for here, by the vendor's names (specification of the list). */
export const inferenceTypes = {
  speech: ['txt2audio'],
  transcription: ['audio_file2text', 'audio2text'],
} as const;
const speechTypes = new Set<unknown>([...inferenceTypes.speech, 'txt2speech']);
const transcriptionTypes = new Set<unknown>(inferenceTypes.transcription);

const positive = number.transform((value) =>
  value !== undefined && value > 0 ? value : undefined,
);
const seconds = positive.transform((value) => (value === undefined ? undefined : value * 1000));
/** Lists hold objects, or slugs alone. */
const bare = z
  .string()
  .min(1)
  .transform((slug) => ({ slug }));
const voice = bare
  .or(z.unknown())
  .pipe(z.object({ slug: z.string().min(1), name: word, gender: word }));
const language = bare
  .or(z.unknown())
  .pipe(z.object({ slug: word, name: word, voices: listOf(voice) }));
const types = z
  .array(z.unknown())
  .or(z.record(z.string(), z.unknown()).transform(Object.keys))
  .catch([]);
const listed = z.object({
  slug: z.string().min(1),
  name: word,
  inference_types: types,
  languages: listOf(language),
  info: partOf({
    limits: partOf({
      min_text: positive,
      max_text: positive,
      min_speed: positive,
      max_speed: positive,
      min_ref_audio_duration: seconds,
      max_ref_audio_duration: seconds,
      output_formats: listOf(z.string().min(1).toLowerCase()),
      // Nowhere described: named as the formats are, and believed where a list has it.
      sample_rates: listOf(number.pipe(z.number().positive())),
    }),
    features: partOf({ supports_instruct: flag, supports_style: flag }),
    defaults: partOf({ lang: word, voice: word, speed: positive, sample_rate: positive }),
  }),
});
type Info = z.infer<typeof listed>['info'];

const anyModel = z.object({ slug: z.string().min(1), inference_types: types });

/** The slug of an entry that writes recordings down; undefined for every other. */
export function transcriberOf(entry: unknown): string | undefined {
  const model = anyModel.safeParse(entry).data;
  return model?.inference_types.some((type) => transcriptionTypes.has(type))
    ? model.slug
    : undefined;
}

/**
 * One entry of the models' list → a model that can speak; undefined for other models and for what nobody can read.
 * Bears every shape that was seen: types as array or object, `info` as `[]` or null, numbers as strings, defaults by
 * display name in place of the slug.
 */
export function deapiModel(entry: unknown): DeapiModel | undefined {
  const model = listed.safeParse(entry).data;
  if (!model?.inference_types.some((type) => speechTypes.has(type))) return undefined;
  const { slug, name, info } = model;
  const own = languagesOf(model.languages);
  const known = knownModel(
    slug,
    own.some(({ voices }) => voices.length > 0),
  );
  const unlisted = known.languages ?? [info.defaults.lang ?? ''];
  const languages = own.length > 0 ? own : languagesOf(listOf(language).parse(unlisted));
  const stated = statedIn(info.limits);
  const limits = { ...known.limits, ...stated };
  return {
    engine: 'deapi',
    slug,
    name: nameOf(name, slug),
    modes: known.modes,
    takesStyle: known.takesStyle || (known.modes.includes('preset') && saysStyle(info.features)),
    languages,
    limits,
    stated: new Set(Object.keys(stated) as (keyof ModelLimits)[]),
    defaults: defaultsOf(info.defaults, languages, limits),
    sampleRateHz: info.defaults.sample_rate ?? usualSampleRateHz,
  };
}

function languagesOf(languages: readonly z.infer<typeof language>[]): readonly SpeechLanguage[] {
  return languages.flatMap(({ slug: own, name: shown, voices }) => {
    const slug = own ?? shown;
    if (slug === undefined) return [];
    const name = nameOf(shown, slug);
    return [{ slug, name, tag: languageTag(slug, name), voices: voicesOf(voices) }];
  });
}

/** Each voice once: the first counts when it is listed twice. */
function voicesOf(voices: readonly z.infer<typeof voice>[]): readonly PresetVoice[] {
  const first = new Map<string, PresetVoice>();
  for (const { slug, name, gender } of voices) {
    const sex = gender?.toLowerCase();
    const preset: PresetVoice = {
      slug,
      name: nameOf(name, slug),
      ...((sex === 'female' || sex === 'male') && { gender: sex }),
    };
    if (!first.has(slug)) first.set(slug, preset);
  }
  return [...first.values()];
}

/** Discord refuses a whole panel for one name that can't be seen. */
function nameOf(name: string | undefined, slug: string): string {
  return name?.trim() || slug;
}

function saysStyle(features: Info['features']): boolean {
  return features.supports_instruct === true || features.supports_style === true;
}

function statedIn({
  output_formats: formats,
  sample_rates: rates,
  ...said
}: Info['limits']): Partial<ModelLimits> {
  const limits = {
    minTextChars: said.min_text,
    maxTextChars: said.max_text,
    minSpeed: said.min_speed,
    maxSpeed: said.max_speed,
    minClipMs: said.min_ref_audio_duration,
    maxClipMs: said.max_ref_audio_duration,
    formats: formats.length === 0 ? undefined : mp3First(formats),
    sampleRatesHz: rates.length < 2 ? undefined : [...new Set(rates)].sort((a, b) => a - b),
  };
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}

/** mp3 is what the service makes natively, whatever else it lists. */
function mp3First(formats: readonly string[]): readonly string[] {
  return [...new Set(formats)].sort((a, b) => Number(b === 'mp3') - Number(a === 'mp3'));
}

function defaultsOf(
  defaults: Info['defaults'],
  languages: readonly SpeechLanguage[],
  limits: ModelLimits,
): SpeechModel['defaults'] {
  const language = named(languages, defaults.lang) ?? languages[0];
  // The default voice may be one of another language: then the first that speaks this one.
  const voice = named(language?.voices ?? [], defaults.voice) ?? language?.voices[0];
  const speed = defaults.speed ?? 1;
  return {
    language: language?.slug ?? defaults.lang ?? 'en',
    ...(voice && { voice: voice.slug }),
    speed: Math.min(Math.max(speed, limits.minSpeed), limits.maxSpeed),
  };
}

/** By slug, else by display name, whichever case. */
function named<T extends { slug: string; name: string }>(
  things: readonly T[],
  wanted: string | undefined,
): T | undefined {
  const low = wanted?.toLowerCase();
  return (
    things.find(({ slug }) => slug === wanted) ??
    things.find(({ slug, name }) => slug.toLowerCase() === low || name.toLowerCase() === low)
  );
}
