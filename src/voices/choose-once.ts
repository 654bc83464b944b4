import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

import type { VoiceBook } from './book.ts';
import { undesignable } from './designers.ts';
import { defined } from './layers.ts';
import type { VoiceLayers } from './layers.ts';
import { profileRequest } from './profile-request.ts';
import type { MadeSound, RequestToSpeak, Unspeakable } from './profile-request.ts';
import { assertRecordingsMaySpeak } from './recorded.ts';
import type { RecordedVoice } from './recorded.ts';

/** A voice that speaks once and is kept nowhere. */
interface ChosenOnce {
  readonly request: RequestToSpeak;
  readonly name: Text;
}

/** The request to the engine for a recording's voice. Throws a `UserError` when there can't be one. */
export function chooseRecorded(
  words: string,
  { facts, transcript, language: shown }: RecordedVoice,
  layers: VoiceLayers,
  book: VoiceBook,
): ChosenOnce {
  assertRecordingsMaySpeak(layers.server?.clones ?? 'allow');
  const sound = {
    mode: 'clone' as const,
    clip: facts,
    ...(transcript !== undefined && { transcript }),
    ...(shown !== undefined && { language: shown }),
  };
  const request = requestFor(words, sound, layers, book);
  if (request === 'language') throw new UserError(text(($) => $.voices.recorded.language));
  if (request === 'no-model') throw new UserError(text(($) => $.voices.recorded.length));
  return { request, name: text(($) => $.values.voiceOfRecording) };
}

/** The request to the engine for the voice of a description. Throws a `UserError` when there can't be one. */
export function chooseDesigned(
  words: string,
  description: string,
  layers: VoiceLayers,
  book: VoiceBook,
): ChosenOnce {
  const request = requestFor(words, { mode: 'design', description }, layers, book);
  if (typeof request === 'string') throw undesignable(request, book);
  return { request, name: text(($) => $.values.voiceOfDescription) };
}

function requestFor(
  words: string,
  sound: MadeSound,
  { asked, member, person, written }: VoiceLayers,
  book: VoiceBook,
): RequestToSpeak | Unspeakable {
  const { language = written?.language, speed } = { ...person, ...member };
  const preferences = defined({ language, speed });
  const wanted = profileRequest(words, sound, asked, preferences, book);
  // Their own language is a wish: a model that lacks it still speaks.
  return wanted === 'language' && asked.language === undefined
    ? profileRequest(words, sound, asked, defined({ speed }), book)
    : wanted;
}
