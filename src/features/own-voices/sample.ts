import type { Clip } from '#audio/clip/clip.ts';
import type { VoiceMessage } from '#audio/voice-message.ts';
import { rightForFiles } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { Reply } from '#discord/reply.ts';
import type { OutgoingFile, View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { postVoiceMessage } from '#features/say/posting.ts';
import type { RenderedFiles } from '#features/say/posting.ts';
import { sampleText } from '#features/voices/samples.ts';
import { text } from '#i18n/text.ts';
import type { EngineName } from '#speech/engine-names.ts';
import type { SpeechRequest } from '#speech/speech.ts';
import type { ClipFacts } from '#store/clips.ts';
import type { VoiceBook } from '#voices/book.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import { lengthened } from '#voices/pieces.ts';
import { profileRequest } from '#voices/profile-request.ts';

export interface SampleParts {
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly renderedFiles: Pick<RenderedFiles, 'voice'>;
  readonly signal: AbortSignal;
}

interface ClipToClone {
  readonly clip: Clip;
  readonly facts: ClipFacts;
  readonly transcript?: string;
}

/**
 * Makes a sample of a clone by asking the service as `/say` will ask. Rejects with a `UserError` when no model can make
 * it, or when another engine spoke, in another voice; else as {@link RenderedFiles} does.
 */
export async function makeSample(
  { clip, facts, transcript }: ClipToClone,
  language: string | undefined,
  { catalogue: { book }, renderedFiles, signal }: SampleParts,
) {
  const words = transcript !== undefined && { transcript };
  const sound = { mode: 'clone' as const, clip: facts, ...words };
  const speaking = (preferences: { readonly language?: string }) =>
    profileRequest(sampleText('en'), sound, {}, preferences, book);
  const wished = speaking(language === undefined ? {} : { language });
  // Their language is none of the model's: its own has to do.
  const found = wished === 'language' ? speaking({}) : wished;
  if (found === 'no-model' || found === 'language')
    throw new UserError(text(($) => $.ownVoices.samples.length));
  const request: SpeechRequest = {
    ...found,
    text: wordsSpoken(found, sampleText, book),
    voice: { mode: 'clone', clip, ...words },
  };
  let spokenBy: EngineName | undefined;
  const rendered = await renderedFiles.voice(request, {
    signal,
    onSpoken: ({ engine }) => (spokenBy = engine),
  });
  const engine = book.models.find(({ slug }) => slug === request.model)?.engine;
  if (spokenBy !== undefined && spokenBy !== engine)
    throw new UserError(text(($) => $.ownVoices.samples.otherVoice));
  return { request, rendered };
}

/** Words of the language that is spoken, however it was asked for, and no shorter than its model takes. */
export function wordsSpoken(
  { model: asked, language }: Pick<SpeechRequest, 'model' | 'language'>,
  words: (tag: string) => string,
  { models }: VoiceBook,
): string {
  const model = models.find(({ slug }) => slug === asked);
  const spoken = model?.languages.find(({ slug }) => slug === language);
  return lengthened(words(spoken?.tag ?? 'en'), model?.limits.minTextChars ?? 0);
}

/** Lets only this person hear it: as a voice message under the panel, or as a file on it. */
export async function postSample(
  rendered: VoiceMessage,
  asker: Asker,
  reply: Reply,
  view: (file?: OutgoingFile) => View,
): Promise<void> {
  if (asker.mayGetVoiceMessages && (await postVoiceMessage(rendered, reply)))
    return reply.finish(view());
  assertFilesAllowed(asker);
  return reply.finish(view({ name: 'sample.ogg', data: rendered.bytes, contentType: 'audio/ogg' }));
}

/** Throws a `UserError` where a sample could be heard by nobody: before it is made, and paid. */
export function assertHearable(asker: Asker): void {
  if (!asker.mayGetVoiceMessages) assertFilesAllowed(asker);
}

/** Throws a `UserError` where no voice message can be posted, and no file either. */
export function assertFilesAllowed(asker: Pick<Asker, 'missingForFiles'>): void {
  const right = rightForFiles(asker);
  if (right) throw new UserError(text(($) => $.ownVoices.samples.unheard, { right }));
}
