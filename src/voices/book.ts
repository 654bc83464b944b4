import { createHash } from 'node:crypto';

import type { PresetVoice, SpeechLanguage, SpeechModel } from '#speech/catalogue.ts';

import { fold } from './language.ts';

/** One preset voice of one model in one language: what a person chooses. */
export interface VoiceOffer {
  readonly model: SpeechModel;
  readonly language: SpeechLanguage;
  readonly voice: PresetVoice;
  /** The offer's key in a choice's value and in stored settings; at most 100 characters. */
  readonly key: string;
  /** The offer is of an engine that speaks in the stead of the first. */
  readonly isFallback: boolean;
}

/** All voices at one moment: a picture of the catalogue that never changes, so that everything asked of it is quick and agrees. */
export interface VoiceBook {
  /** The engine's own first; within an engine those that take the shortest text first, since chat is short. */
  readonly models: readonly SpeechModel[];
  /** In the order of models. */
  readonly offers: readonly VoiceOffer[];
  /** Offers by key and, folded, by slug, name and label. */
  readonly byName: ReadonlyMap<string, readonly VoiceOffer[]>;
}

/** The offers that a key or a typed name stands for. */
export function offersNamed({ byName }: VoiceBook, name: string): readonly VoiceOffer[] {
  return byName.get(name) ?? byName.get(fold(name)) ?? [];
}

/** Discord's limit on the name and the value of a choice. */
const maxChoiceChars = 100;

/** A book of the models; the engine of the first is the one of choice. */
export function voiceBook(models: readonly SpeechModel[]): VoiceBook {
  const engines = [...new Set(models.map((model) => model.engine))];
  const ordered = models.toSorted(
    (one, other) =>
      engines.indexOf(one.engine) - engines.indexOf(other.engine) ||
      one.limits.minTextChars - other.limits.minTextChars,
  );
  const offers = ordered
    .filter((model) => model.modes.includes('preset'))
    .flatMap((model) =>
      model.languages.flatMap((language) =>
        language.voices.map((voice) => ({
          model,
          language,
          voice,
          key: keyOf(model, language, voice),
          isFallback: model.engine !== engines[0],
        })),
      ),
    );
  const byName = new Map<string, VoiceOffer[]>();
  for (const offer of offers)
    for (const name of namesOf(offer)) {
      const same = byName.get(name);
      if (same) same.push(offer);
      else byName.set(name, [offer]);
    }
  return { models: ordered, offers, byName };
}

/** A suggestion that was edited or copied comes back as its label. */
function namesOf(offer: VoiceOffer): ReadonlySet<string> {
  const { slug, name } = offer.voice;
  return new Set([offer.key, fold(slug), fold(name), fold(labelOf(offer))]);
}

/** "Sky · English (US) · Kokoro · female", at most 100 characters; those of the fallback say so. */
export function labelOf({ model, language, voice, isFallback }: VoiceOffer): string {
  const parts = [
    voice.name,
    language.name,
    model.name,
    voice.gender,
    isFallback ? 'fallback' : undefined,
  ];
  return shorten(parts.filter((part) => part !== undefined && part !== '').join(' · '));
}

/** At most 100 UTF-16 units (as Discord counts), never half a character. */
export function shorten(text: string): string {
  if (text.length <= maxChoiceChars) return text;
  return `${text.slice(0, maxChoiceChars - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function keyOf(model: SpeechModel, language: SpeechLanguage, voice: PresetVoice): string {
  const key = `${voice.slug}/${language.slug}/${model.slug}`;
  if (key.length <= maxChoiceChars) return key;
  return createHash('sha256').update(key).digest('base64url');
}
