import type { ClipChecker } from '#audio/clip/clip-checker.ts';
import type { Clip } from '#audio/clip/clip.ts';
import { text } from '#i18n/text.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import type { VoiceBook } from '#voices/book.ts';
import { languageFits } from '#voices/language.ts';

import type { NumberedTake } from './design-draft.ts';

/**
 * The sound that is kept of a take, and what the person should know of it. It is the take itself where a model can clone from it, since a description gives
 * another voice each time. A designed voice is nobody's, so this clip needs no statement as recordings of people do.
 * Rejects with a `UserError` when the take can't be looked into now.
 */
export async function soundToKeep(
  { request, bytes, number }: NumberedTake,
  book: VoiceBook,
  checker: Pick<ClipChecker, 'check' | 'prepare'>,
  signal: AbortSignal,
) {
  const { model, language, text: transcript, voice } = request;
  const { description } = voice;
  const design = { mode: 'design' as const, description, model, language };
  const cloner = cloneModel(model, language, book);
  if (!cloner) return { sound: design, note: text(($) => $.ownVoices.takes.inNoCloner) };
  const { minClipMs: minMs, maxClipMs: maxMs } = cloner.limits;
  const report = await checker.check(bytes, { minMs, maxMs }, signal);
  const { stretch, durationMs, format } = report;
  if (!stretch)
    return { sound: design, note: text(($) => $.ownVoices.takes.notClonable, { number }) };
  const isWhole = report.isWhole && stretch.fromMs === 0 && stretch.toMs >= durationMs;
  // The take is cloned as it was heard, without another loss.
  const clip: Clip =
    isWhole && format === 'mp3'
      ? { bytes, format, durationMs }
      : await checker.prepare(bytes, stretch, signal);
  return {
    // Words that a clip doesn't say, or says only in part, spoil what is cloned from it.
    sound: { ...design, clip, ...(isWhole && { transcript }) },
    note: text(($) => $.ownVoices.takes.cloned, { number }),
  };
}

/** One that clones in the language of the take. */
function cloneModel(
  designer: string,
  language: string,
  { models }: VoiceBook,
): SpeechModel | undefined {
  const spoken = models
    .find(({ slug }) => slug === designer)
    ?.languages.find(({ slug }) => slug === language);
  const fit = languageFits(spoken?.tag ?? language);
  return models.find(
    ({ modes, languages }) =>
      modes.includes('clone') && languages.some((other) => fit(other) !== 'none'),
  );
}
