import type { Asker } from '#discord/asker.ts';
import type { AskWords } from '#features/wording/ask-words.ts';
import { scripted } from '#features/wording/scripted.ts';
import type { ScriptedVoice } from '#features/wording/scripted.ts';
import { asWritten, translationNote } from '#features/wording/translating.ts';
import type { Translated, Translating } from '#features/wording/translating.ts';
import type { Text } from '#i18n/text.ts';
import type { Chooser } from '#voices/chooser.ts';
import { speakerOf } from '#voices/speaker.ts';

import type { Ask } from './ask.ts';

export interface PreparingParts {
  readonly words: AskWords;
  readonly chooser: Pick<Chooser, 'choose' | 'maySpeak'>;
  readonly translating: Pick<Translating, 'translated'>;
}

export interface Prepared extends ScriptedVoice {
  /** Tells of its translation; undefined where nobody wanted one. */
  readonly translation: Text | undefined;
}

/** The words for what was asked, and who speaks them. Rejects with a `UserError` when nobody can. */
export async function prepared(
  asker: Asker,
  { text, choice, isSample = false }: Ask,
  { words, chooser, translating }: PreparingParts,
): Promise<Prepared> {
  const speaker = speakerOf(asker);
  // A language that is named is that of the text.
  const translated: Translated =
    isSample || choice.language !== undefined
      ? asWritten
      : await translating.translated({ text: { content: text }, speaker, asked: choice });
  const { content, asked, language } =
    translated.kind === 'translated'
      ? {
          content: translated.text.content,
          asked: { ...choice, language: translated.language },
          language: { language: translated.language },
        }
      : { content: text, asked: choice, language: {} };
  const { pieces, written } = await words(content, speaker, asked, { isSample, ...language });
  const wish = { speaker, asked, written, impossible: 'refuse' } as const;
  const chosen = await scripted(pieces, wish, chooser);
  return { ...chosen, translation: translationNote(translated) };
}
