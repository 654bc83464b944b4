import { createHash } from 'node:crypto';

import { ownWords, sideBySide, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { PresetVoice, SpeechLanguage, SpeechModel } from '#speech/catalogue.ts';
import { languageText } from '#speech/language-text.ts';

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
  /** Offers by key and, folded, by slug and name. */
  readonly byName: ReadonlyMap<string, readonly VoiceOffer[]>;
}

/** The offers that a key, a typed name or the label of a suggestion stands for. */
export function offersNamed({ byName }: VoiceBook, name: string): readonly VoiceOffer[] {
  return byName.get(name) ?? byName.get(fold(name)) ?? labelled(name, byName);
}

/** A suggestion that was copied or edited comes as its label: the voice's name, and its model among the other parts. */
function labelled(label: string, byName: VoiceBook['byName']): readonly VoiceOffer[] {
  const [name = '', ...others] = partsOfLabel(label);
  const same = others.length > 0 ? byName.get(name) : undefined;
  return same?.filter(({ model }) => others.includes(fold(model.name))) ?? [];
}

/** The parts of a label, folded: the voice, its language, and what else tells it from others. */
export function partsOfLabel(label: string): readonly string[] {
  return label.split('·').map(fold);
}

/** Discord's limit on the value of a choice. */
const maxKeyChars = 100;

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

function namesOf({ key, voice: { slug, name } }: VoiceOffer): ReadonlySet<string> {
  return new Set([key, fold(slug), fold(name)]);
}

/** "Sky · English (US) · Kokoro · female"; those of the fallback say so. */
export function labelOf({ model, language, voice, isFallback }: VoiceOffer): Text {
  const { name, gender } = voice;
  return sideBySide(
    ownWords(name),
    languageText(language),
    ...(model.name === '' ? [] : [ownWords(model.name)]),
    ...(gender ? [text(($) => $.voices.labels[gender])] : []),
    ...(isFallback ? [text(($) => $.voices.labels.fallback)] : []),
  );
}

/** "Sky, English (US)" */
export function offerName({ voice: { name: voice }, language }: VoiceOffer): Text {
  return text(($) => $.values.voiceInLanguage, { voice, language: languageText(language) });
}

function keyOf(model: SpeechModel, language: SpeechLanguage, voice: PresetVoice): string {
  const key = `${voice.slug}/${language.slug}/${model.slug}`;
  if (key.length <= maxKeyChars) return key;
  return createHash('sha256').update(key).digest('base64url');
}
