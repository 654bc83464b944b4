import type { TextLanguages } from '#features/wording/text-languages.ts';
import type { ChosenVoice } from '#voices/choose.ts';
import { usualText } from '#voices/chooser.ts';
import type { Chooser, SpokenFor } from '#voices/chooser.ts';

export interface WhoSpeaksParts {
  readonly chooser: Pick<Chooser, 'preview'>;
  readonly languages: Pick<TextLanguages, 'find'>;
}

/**
 * The voice that speaks for somebody there as long as what they write shows no language: it is in the one that is likely.
 * Rejects with a `UserError` when none can.
 */
export async function whoSpeaks(
  speaker: SpokenFor,
  { chooser, languages }: WhoSpeaksParts,
): Promise<ChosenVoice> {
  const written = await languages.find('', speaker, { isSample: true });
  return chooser.preview(usualText, speaker, {}, written);
}
