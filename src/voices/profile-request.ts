import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { SpeechLanguage, SpeechModel } from '#speech/catalogue.ts';
import type { SpeechRequest, Voice } from '#speech/speech.ts';
import type { ClipFacts } from '#store/clips.ts';
import type { VoiceProfile } from '#store/voices.ts';

import type { VoiceBook } from './book.ts';
import { formatFor } from './formats.ts';
import { nearestIn } from './language.ts';
import { lengthened } from './pieces.ts';
import { speedFor } from './resolve.ts';
import type { VoiceChoice } from './resolve.ts';

/** A voice of a request, but for a clip's bytes, which are read when everything else is known. */
export type VoiceToSpeak =
  | Exclude<Voice, { readonly mode: 'clone' }>
  | { readonly mode: 'clone'; readonly clip: ClipFacts; readonly transcript?: string };

/** A request, but for a clip's bytes. */
export interface RequestToSpeak extends Omit<SpeechRequest, 'voice'> {
  readonly voice: VoiceToSpeak;
}

/** Why a kept voice can't speak now. */
export type Unspeakable = 'no-model' | 'language';

/** The sound of a voice that somebody made: of a recording, or of a description. */
export type MadeSound = Exclude<VoiceProfile['sound'], { readonly mode: 'preset' }>;

/**
 * The request to the engine for a clone or a design. Models that take its clip whole go first,
 * of them the one that it was made with, then any that can.
 * Clones and designs take no style. What was asked for in `choice` is done or refused with a `UserError`.
 */
export function profileRequest(
  words: string,
  sound: MadeSound,
  choice: VoiceChoice,
  preferences: VoiceChoice,
  book: VoiceBook,
): RequestToSpeak | Unspeakable {
  const able = voicesOf(sound).flatMap((voice) =>
    book.models
      .filter((model) => serves(model, voice))
      .toSorted(
        (one, other) =>
          Number(takesWhole(other, voice)) - Number(takesWhole(one, voice)) ||
          Number(other.slug === sound.model) - Number(one.slug === sound.model),
      )
      .map((model) => ({ model, voice })),
  );
  if (able.length === 0) return 'no-model';
  const wanted = choice.language ?? preferences.language;
  for (const { model, voice } of able) {
    const language = languageOf(model, wanted, sound.language);
    if (!language) continue;
    if (choice.style !== undefined) throw new UserError(text(($) => $.voices.choosing.keptNoStyle));
    return {
      text: lengthened(words, model.limits.minTextChars),
      model: model.slug,
      language: language.slug,
      voice,
      speed: speedFor(model, choice, preferences),
      ...formatFor(model, choice.format),
    };
  }
  return 'language';
}

/** A design that kept its best take is cloned from it, so that it sounds the same every time. */
function voicesOf(sound: MadeSound): readonly VoiceToSpeak[] {
  const { clip, transcript } = sound;
  const said = transcript === undefined ? {} : { transcript };
  const clone = clip ? [{ mode: 'clone', clip, ...said } as const] : [];
  if (sound.mode === 'clone') return clone;
  return [...clone, { mode: 'design', description: sound.description }];
}

function serves(model: SpeechModel, voice: VoiceToSpeak): boolean {
  if (!model.modes.includes(voice.mode)) return false;
  return voice.mode !== 'clone' || voice.clip.durationMs >= model.limits.minClipMs;
}

/** A clip that is longer than a model takes is trimmed for it. */
function takesWhole({ limits }: SpeechModel, voice: VoiceToSpeak): boolean {
  return voice.mode !== 'clone' || voice.clip.durationMs <= limits.maxClipMs;
}

/** With nothing wanted, the one that the voice was made in, then the model's own. */
function languageOf(
  model: SpeechModel,
  wanted: string | undefined,
  madeIn: string | undefined,
): SpeechLanguage | undefined {
  const named = (name: string | undefined): SpeechLanguage | undefined =>
    nearestIn(name, model.languages, (language) => language);
  if (wanted !== undefined) return named(wanted);
  return named(madeIn) ?? named(model.defaults.language) ?? model.languages[0];
}
