import { randomUUID } from 'node:crypto';

import type { Utterance } from '#call/calls.ts';
import type { Asker } from '#discord/asker.ts';
import type { QuotedWords } from '#features/wording/quoted-words.ts';
import type { ScriptedVoice } from '#features/wording/scripted.ts';
import { recordedVoiceId } from '#voices/recorded.ts';

import type { Ask } from './ask.ts';
import type { Prepared } from './prepared.ts';
import { nothingMade } from './saying.ts';
import type { Saying } from './saying.ts';

/** The facts that are known of anything that is or was spoken. */
export interface Spoken extends Pick<Utterance, 'id' | 'authorId' | 'wordsOf' | 'voiceId'> {
  readonly guildId: string | undefined;
}

/** A saying as asked for, once it is known who speaks it. */
export function askedSaying(
  asker: Asker,
  ask: Ask,
  chosen: ScriptedVoice & Partial<Pick<Prepared, 'translation'>>,
  isTakenUp: boolean,
): Saying {
  const { text, shown = text, choice, isSample = false } = ask;
  const { request, name, profile, engine, passedOver, translation } = chosen;
  const voiceId = choice.recording ? recordedVoiceId(choice.recording) : profile?.id;
  return {
    ...newSaying(asker),
    askedAtMs: isTakenUp ? undefined : asker.askedAtMs,
    authorName: asker.name,
    text: shown,
    request,
    translation,
    isForFile: choice.format !== undefined,
    ...mannerOf(ask),
    voice: name,
    ...(voiceId !== undefined && { voiceId }),
    isUnread: passedOver.some(({ from, why }) => from === 'asked' && why === 'letters'),
    ...(isSample && profile && { isReportable: profile.ownerId !== asker.id }),
    isTakenUp,
    // A recording of somebody is kept nowhere, and what was taken up isn't said a third time.
    ...(!isSample && !isTakenUp && choice.recording === undefined && { origin: { asker, ask } }),
    engine,
  };
}

/** A message that somebody has said. It is kept nowhere: its author may take it back meanwhile. */
export function quotedSaying(asker: Asker, words: QuotedWords): Saying {
  const { authorName, written, request, voice, voiceId, engine, translation } = words;
  return {
    ...newSaying(asker),
    authorName,
    quoted: words,
    // Words about files and stickers are in the language of the voice.
    text: written || request.text,
    request,
    translation,
    isForFile: false,
    voice,
    ...(voiceId !== undefined && { voiceId }),
    isTakenUp: false,
    engine,
  };
}

/** How it is to be heard, and what may become of it then. */
function mannerOf({ isSample = false, isForCall = false, isAlert = false }: Ask) {
  return { ...(isForCall && { isForCall }), ...(isAlert && { isAlert }), isOwn: !isSample };
}

/** The facts by which a saying is told from others. */
export function spokenIn({ id, authorId, quoted, voiceId, guildId }: Saying): Spoken {
  return {
    id,
    authorId,
    guildId,
    ...(voiceId !== undefined && { voiceId }),
    ...(quoted && { wordsOf: quoted.authorId }),
  };
}

/** The same once more, for whoever wants to hear it again. */
export function sayingAgain(saying: Saying, { t, askedAtMs }: Asker): Saying {
  const anew = { id: randomUUID(), t, askedAtMs, made: nothingMade() };
  return { ...saying, ...anew, origin: undefined, isTakenUp: false };
}

function newSaying({ id: authorId, t, guildId, askedAtMs }: Asker) {
  return { id: randomUUID(), authorId, t, guildId, askedAtMs, made: nothingMade() };
}
