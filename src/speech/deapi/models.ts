import type { ModelLimits, PresetVoice, SpeechLanguage, SpeechModel } from '../catalogue.ts';
import { type JsonObject, listOf, numberOf, objectOf, stringOf } from '../http/json.ts';
import { type KnownModel, knownModel } from './known-models.ts';
import { languageTag } from './language-tag.ts';

/** A model with what only this service asks for. */
export interface DeapiModel extends SpeechModel {
  readonly sampleRateHz: number;
  /** Limits that the service itself states; the others are known from elsewhere and no reason to refuse. */
  readonly stated: ReadonlySet<keyof ModelLimits>;
}

const speechTypes = new Set(['txt2audio', 'txt2speech']);
const defaultSampleRateHz = 24_000;

/**
 * One entry of the models' list → a model that can speak; undefined for other models and for what nobody can read.
 * Bears every shape that was seen: types as array or object, `info` as `[]` or null, numbers as strings, defaults by
 * display name in place of the slug.
 */
export function deapiModel(entry: unknown): DeapiModel | undefined {
  const model = objectOf(entry);
  const slug = stringOf(model?.['slug']);
  if (!model || slug === undefined || !canSpeak(model['inference_types'])) return undefined;
  const info = objectOf(model['info']);
  const defaults = objectOf(info?.['defaults']) ?? {};
  const listed = listOf(model['languages']).flatMap((language) => languageOf(language) ?? []);
  const known = knownModel(
    slug,
    listed.some(({ voices }) => voices.length > 0),
  );
  const unlisted = known.languages ?? [defaults['lang']];
  const languages =
    listed.length > 0 ? listed : unlisted.flatMap((language) => languageOf(language) ?? []);
  const { limits, stated } = limitsOf(objectOf(info?.['limits']) ?? {}, known);
  return {
    engine: 'deapi',
    slug,
    name: nameOf(model, slug),
    modes: known.modes,
    takesStyle: known.takesStyle,
    languages,
    limits,
    stated,
    defaults: defaultsOf(defaults, languages, limits),
    sampleRateHz: positive(defaults['sample_rate']) ?? defaultSampleRateHz,
  };
}

function canSpeak(types: unknown): boolean {
  const names = Array.isArray(types) ? types : Object.keys(objectOf(types) ?? {});
  return names.some((name) => typeof name === 'string' && speechTypes.has(name));
}

function languageOf(entry: unknown): SpeechLanguage | undefined {
  const language = typeof entry === 'string' ? { slug: entry } : objectOf(entry);
  const slug = stringOf(language?.['slug']) ?? stringOf(language?.['name']);
  if (!language || slug === undefined) return undefined;
  const name = nameOf(language, slug);
  const voices = new Map<string, PresetVoice>();
  for (const voice of listOf(language['voices']).flatMap((voice) => voiceOf(voice) ?? [])) {
    if (!voices.has(voice.slug)) voices.set(voice.slug, voice);
  }
  return { slug, name, tag: languageTag(slug, name), voices: [...voices.values()] };
}

function voiceOf(entry: unknown): PresetVoice | undefined {
  const voice = typeof entry === 'string' ? { slug: entry } : objectOf(entry);
  const slug = stringOf(voice?.['slug']);
  if (!voice || slug === undefined) return undefined;
  const gender = stringOf(voice['gender'])?.toLowerCase();
  return {
    slug,
    name: nameOf(voice, slug),
    ...((gender === 'female' || gender === 'male') && { gender }),
  };
}

/** Discord refuses a whole panel for one name that can't be seen. */
function nameOf(entry: JsonObject, slug: string): string {
  const name = stringOf(entry['name'])?.trim() ?? '';
  return name === '' ? slug : name;
}

function limitsOf(
  limits: JsonObject,
  known: KnownModel,
): { limits: ModelLimits; stated: ReadonlySet<keyof ModelLimits> } {
  const clipMs = (name: string) => {
    const seconds = positive(limits[name]);
    return seconds === undefined ? undefined : seconds * 1000;
  };
  const formats = listOf(limits['output_formats']).flatMap((format) =>
    typeof format === 'string' && format !== '' ? [format.toLowerCase()] : [],
  );
  const said: Partial<Record<keyof ModelLimits, ModelLimits[keyof ModelLimits] | undefined>> = {
    minTextChars: positive(limits['min_text']),
    maxTextChars: positive(limits['max_text']),
    minSpeed: positive(limits['min_speed']),
    maxSpeed: positive(limits['max_speed']),
    minClipMs: clipMs('min_ref_audio_duration'),
    maxClipMs: clipMs('max_ref_audio_duration'),
    formats: formats.length === 0 ? undefined : mp3First(formats),
  };
  const stated = Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined),
  ) as Partial<ModelLimits>;
  return {
    limits: { ...limitsKnown(known), ...stated },
    stated: new Set(Object.keys(stated) as (keyof ModelLimits)[]),
  };
}

function limitsKnown({
  modes: _modes,
  takesStyle: _takesStyle,
  languages: _languages,
  ...limits
}: KnownModel): ModelLimits {
  return { ...limits, formats: ['mp3'] };
}

/** mp3 is what the service makes natively, whatever else it lists. */
function mp3First(formats: readonly string[]): readonly string[] {
  return [...new Set(formats)].sort((a, b) => Number(b === 'mp3') - Number(a === 'mp3'));
}

function defaultsOf(
  defaults: JsonObject,
  languages: readonly SpeechLanguage[],
  limits: ModelLimits,
): SpeechModel['defaults'] {
  const language = named(languages, defaults['lang']) ?? languages[0];
  // The default voice may be one of another language: then the first that speaks this one.
  const voice = named(language?.voices ?? [], defaults['voice']) ?? language?.voices[0];
  const speed = positive(defaults['speed']) ?? 1;
  return {
    language: language?.slug ?? stringOf(defaults['lang']) ?? 'en',
    ...(voice && { voice: voice.slug }),
    speed: Math.min(Math.max(speed, limits.minSpeed), limits.maxSpeed),
  };
}

/** By slug, else by display name, whichever case. */
function named<T extends { slug: string; name: string }>(
  things: readonly T[],
  wanted: unknown,
): T | undefined {
  if (typeof wanted !== 'string') return undefined;
  const low = wanted.toLowerCase();
  return (
    things.find(({ slug }) => slug === wanted) ??
    things.find(({ slug, name }) => slug.toLowerCase() === low || name.toLowerCase() === low)
  );
}

function positive(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && number > 0 ? number : undefined;
}
