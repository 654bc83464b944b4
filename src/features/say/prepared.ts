import type { Asker } from '#discord/asker.ts';
import type { AskWords } from '#features/wording/ask-words.ts';
import { scripted } from '#features/wording/scripted.ts';
import type { ScriptedVoice } from '#features/wording/scripted.ts';
import type { Chooser } from '#voices/chooser.ts';
import { speakerOf } from '#voices/speaker.ts';

import type { Ask } from './ask.ts';

export interface PreparingParts {
  readonly words: AskWords;
  readonly chooser: Pick<Chooser, 'choose' | 'maySpeak'>;
}

/** The words for what was asked, and who speaks them. Rejects with a `UserError` when nobody can. */
export async function prepared(
  asker: Asker,
  { text, choice, isSample = false }: Ask,
  { words, chooser }: PreparingParts,
): Promise<ScriptedVoice> {
  const speaker = speakerOf(asker);
  const { pieces, written } = await words(text, speaker, choice, { isSample });
  return scripted(pieces, { speaker, asked: choice, written, impossible: 'refuse' }, chooser);
}
