import { reads, scriptOfText } from '#text/language/scripts.ts';
import { baseOf } from '#text/locale.ts';

import { anyLanguage } from './catalogue.ts';
import type { PresetVoice, SpeechLanguage, SpeechModel } from './catalogue.ts';
import type { SpeechRequest } from './speech.ts';

/** The language that a text shows, among base tags; undefined when it shows none. */
export type ShownLanguage = (text: string, among: readonly string[]) => string | undefined;

/**
 * The request as another engine's models can speak it: in the nearest language, by a voice of the same gender where it
 * is known, else by the model's default. Where that language isn't written in the text's letters, or isn't known, it is
 * the one that the text shows, or the likeliest in its script. Clones, designs and styles are not kept. Undefined when
 * no model can speak it. `known` are the models of the engine that the request was made for, as far as they are known.
 */
export function substitute(
  request: SpeechRequest,
  known: readonly SpeechModel[],
  models: readonly SpeechModel[],
  shown: ShownLanguage,
): SpeechRequest | undefined {
  const language = languageOf(request, known);
  const near = nearestOf(language?.tag ?? request.language.toLowerCase(), request, models, shown);
  if (!near) return undefined;
  const { model, language: spoken } = near;
  const voice = voiceLike(genderOf(request, language), model, spoken);
  if (!voice) return undefined;
  return {
    text: request.text,
    model: model.slug,
    language: spoken.slug,
    voice: { mode: 'preset', id: voice.slug },
    speed: Math.min(model.limits.maxSpeed, Math.max(model.limits.minSpeed, request.speed)),
  };
}

function nearestOf(
  tag: string,
  { text }: SpeechRequest,
  models: readonly SpeechModel[],
  shown: ShownLanguage,
): Spoken | undefined {
  const script = scriptOfText(text);
  if (tag !== anyLanguage && reads(tag, script)) return nearest(tag, models);
  const tags = models.flatMap(({ languages }) => languages.map(({ tag }) => baseOf(tag)));
  const likely = [shown(text, tags), ...(script?.languages ?? [tag])];
  for (const each of likely) {
    const near = each === undefined ? undefined : nearest(each, models);
    if (near && reads(near.language.tag, script)) return near;
  }
  return undefined;
}

interface Spoken {
  readonly model: SpeechModel;
  readonly language: SpeechLanguage;
}

function languageOf(
  { model, language }: SpeechRequest,
  known: readonly SpeechModel[],
): SpeechLanguage | undefined {
  return known.find(({ slug }) => slug === model)?.languages.find(({ slug }) => slug === language);
}

/**
 * The first model that has the language in any region, and there the region nearest to the wanted one: engines list
 * their best model first, and a better voice is worth more than the right accent.
 */
function nearest(tag: string, models: readonly SpeechModel[]): Spoken | undefined {
  let best: { readonly spoken: Spoken; readonly score: number } | undefined;
  for (const model of models.filter(({ modes }) => modes.includes('preset'))) {
    for (const language of model.languages) {
      const score = closeness(tag, language, model);
      if (score > (best?.score ?? 0)) best = { spoken: { model, language }, score };
    }
    if (best && best.score > scoreOfAny) break;
  }
  return best?.spoken;
}

/** A voice that takes the language from the text is better than none. */
const scoreOfAny = 1;

/** 0: another language. Where no region is the wanted one, the plain language is best. */
function closeness(wanted: string, { tag, name }: SpeechLanguage, model: SpeechModel): number {
  // Nobody knows what language a voice of any language was to speak.
  if (wanted === anyLanguage) return model.defaults.language === tag ? scoreOfAny : 0;
  if (tag === wanted || name.toLowerCase() === wanted) return 4;
  const base = baseOf(wanted);
  if (tag === base) return 3;
  if (baseOf(tag) === base) return 2;
  return tag === anyLanguage ? scoreOfAny : 0;
}

function genderOf({ voice }: SpeechRequest, language?: SpeechLanguage): PresetVoice['gender'] {
  if (voice.mode !== 'preset') return undefined;
  return language?.voices.find(({ slug }) => slug === voice.id)?.gender;
}

function voiceLike(
  gender: PresetVoice['gender'],
  { defaults }: SpeechModel,
  { voices }: SpeechLanguage,
): PresetVoice | undefined {
  const usual = voices.find(({ slug }) => slug === defaults.voice) ?? voices[0];
  if (gender === undefined || usual?.gender === gender) return usual;
  return voices.find((voice) => voice.gender === gender) ?? usual;
}
