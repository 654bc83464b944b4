import { escaped } from '#discord/shown-text.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Passage, ScriptRequest } from '#speech/script.ts';
import { inAnyForm } from '#speech/speech.ts';
import type { Written } from '#text/language.ts';
import type { WordsPiece } from '#text/pieces.ts';
import { textOf } from '#text/words.ts';
import type { Chooser, ReadyVoice, SpokenFor } from '#voices/chooser.ts';
import type { AskedVoice } from '#voices/layers.ts';

/** The person and the wishes that voices are chosen for, beside the pieces. */
export interface ScriptWish {
  readonly speaker: SpokenFor;
  readonly asked: AskedVoice;
  /** The language that its author's own text was found to be written in. */
  readonly written?: Written | undefined;
  /** The fate of a manner that no voice can do: the person is told, or it is spoken as the rest is. */
  readonly impossible: 'refuse' | 'ignore';
}

/** The voice that speaks all that has no manner of its own, and everything that is heard. */
export type ScriptedVoice = Omit<ReadyVoice, 'request'> & { readonly request: ScriptRequest };

/** No text is as short as a sound alone. */
const anyWords = 'a';

/** Chooses who speaks each piece, and how. Rejects with a `UserError` when nobody can. */
export async function scripted(
  pieces: readonly WordsPiece[],
  wish: ScriptWish,
  chooser: Pick<Chooser, 'choose' | 'maySpeak'>,
): Promise<ScriptedVoice> {
  const chosen = await voiced(pieces, wish, chooser);
  const { profile } = chosen;
  // Nothing was spoken yet that could be silenced while the clip was read: the voice may have been taken back meanwhile.
  if (profile && !(await chooser.maySpeak(profile.id, wish.speaker)))
    throw new UserError(text(($) => $.wording.voiceTakenBack, { name: escaped(profile.name) }));
  return chosen;
}

async function voiced(
  pieces: readonly WordsPiece[],
  wish: ScriptWish,
  chooser: Pick<Chooser, 'choose'>,
): Promise<ScriptedVoice> {
  const { speaker, asked, written } = wish;
  const text = textOf({ pieces });
  // The length of the text, too, decides which of the engine's models speaks it.
  const main = await chooser.choose(text || anyWords, speaker, asked, written);
  const [only, ...more] = pieces;
  if (more.length === 0 && only?.kind === 'text' && !only.manner) return main;
  const usual = inAnyForm(main.request);
  const passages: Passage[] = [];
  let kept = main.profile;
  for (const piece of pieces) {
    if (piece.kind === 'sound') passages.push(piece);
    else {
      const own = await inManner(piece, kept, wish, chooser);
      kept ??= own?.profile;
      passages.push({ kind: 'speech', request: own?.request ?? { ...usual, text: piece.text } });
    }
  }
  return { ...main, ...(kept && { profile: kept }), request: { ...main.request, text, passages } };
}

/** Chooses who speaks a piece that has a manner; undefined when it is spoken as the rest is. */
async function inManner(
  { text: words, manner }: Extract<WordsPiece, { readonly kind: 'text' }>,
  kept: ReadyVoice['profile'],
  { speaker, asked, written, impossible }: ScriptWish,
  chooser: Pick<Chooser, 'choose'>,
) {
  if (!manner) return undefined;
  // A recording or a design speaks instead of any voice, in its own style.
  const { voice: _, style: __, ...speed } = manner;
  const isMade = asked.recording !== undefined || asked.design !== undefined;
  const choice = { ...asked, ...(isMade ? speed : manner) };
  try {
    const chosen = await chooser.choose(words, speaker, choice, written);
    // Taking back a kept voice ends at once what it speaks, and each text is known by one voice alone.
    if (chosen.profile && kept && chosen.profile.id !== kept.id)
      throw new UserError(text(($) => $.wording.oneKeptVoice));
    return { request: inAnyForm(chosen.request), profile: chosen.profile };
  } catch (error) {
    if (impossible === 'ignore' && error instanceof UserError) return undefined;
    throw error;
  }
}
