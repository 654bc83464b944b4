import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

import type { VoiceBook } from './book.ts';
import { defined } from './layers.ts';
import type { VoiceLayers } from './layers.ts';
import { profileRequest } from './profile-request.ts';
import type { RequestToSpeak } from './profile-request.ts';
import { assertRecordingsMaySpeak } from './recorded.ts';
import type { RecordedVoice } from './recorded.ts';

/** The request to the engine for a recording's voice. Throws a `UserError` when there can't be one. */
export function chooseRecorded(
  words: string,
  { facts, transcript, language: shown }: RecordedVoice,
  { asked, member, person, written, server }: VoiceLayers,
  book: VoiceBook,
): { readonly request: RequestToSpeak; readonly name: Text } {
  assertRecordingsMaySpeak(server?.clones ?? 'allow');
  const sound = {
    mode: 'clone' as const,
    clip: facts,
    ...(transcript !== undefined && { transcript }),
    ...(shown !== undefined && { language: shown }),
  };
  const { language = written?.language, speed } = { ...person, ...member };
  const preferences = defined({ language, speed });
  const wanted = profileRequest(words, sound, asked, preferences, book);
  // Their own language is a wish: a model that lacks it still speaks.
  const request =
    wanted === 'language' && asked.language === undefined
      ? profileRequest(words, sound, asked, defined({ speed }), book)
      : wanted;
  if (request === 'language') throw new UserError(text(($) => $.voices.recorded.language));
  if (request === 'no-model') throw new UserError(text(($) => $.voices.recorded.length));
  return { request, name: text(($) => $.values.voiceOfRecording) };
}
