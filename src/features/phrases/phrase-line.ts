import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';
import type { AskWords } from '#features/wording/ask-words.ts';
import { scripted } from '#features/wording/scripted.ts';
import type { ScriptedVoice } from '#features/wording/scripted.ts';
import type { TextLanguages } from '#features/wording/text-languages.ts';
import type { ScriptRequest } from '#speech/script.ts';
import type { Phrase } from '#store/phrases.ts';
import type { WordsPiece } from '#text/pieces.ts';
import type { Chooser } from '#voices/chooser.ts';
import type { AskedVoice } from '#voices/layers.ts';
import { speakerOf } from '#voices/speaker.ts';

import type { FoundLine } from './own-call.ts';
import { filledIn, templateOf } from './template.ts';
import type { Filling, TemplatePart } from './template.ts';

export interface LineParts {
  readonly words: AskWords;
  readonly languages: Pick<TextLanguages, 'find'>;
  readonly chooser: Pick<Chooser, 'choose' | 'maySpeak'>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

/** The person who speaks a phrase, as far as its words and its voice depend on it. */
export type Speaker = Pick<Asker, 'id' | 'guildId' | 'channelId' | 'name' | 'locale'>;

/** A phrase as a line of whoever speaks it, where they are. */
export function lineOf(phrase: Phrase, there: Speaker, parts: LineParts): FoundLine {
  const filling = { name: nameOf(there), nowMs: parts.now() };
  const { spoken } = phrase;
  const choice = choiceOf(phrase);
  if (spoken.as === 'recording')
    return {
      text: phrase.label,
      isRecording: true,
      choice: {},
      find: () => voiced([{ kind: 'sound', id: spoken.clip.hash }], there, {}, undefined, parts),
    };
  const template = templateOf(spoken.words);
  return {
    text: template.map((part) => filledIn(part, filling)).join(''),
    shown: template.map((part) => shownPart(part, there, filling)).join(''),
    choice,
    find: () => wordsOf(template, phrase, there, filling, parts),
  };
}

/** The voice that a phrase is to be spoken in. */
function choiceOf({ voice, style }: Phrase): AskedVoice {
  return { ...(voice !== undefined && { voice }), ...(style !== undefined && { style }) };
}

/**
 * Each part becomes words by itself, so that those which are always the same are made once. All are in the language of
 * the whole.
 */
async function wordsOf(
  template: readonly TemplatePart[],
  phrase: Phrase,
  there: Speaker,
  filling: Filling,
  parts: LineParts,
): Promise<ScriptedVoice> {
  const speaker = speakerOf(there);
  const choice = choiceOf(phrase);
  const language = phrase.language ?? (await languageOf(template, there, parts));
  const known = language === undefined ? {} : { language };
  const each = await Promise.all(
    template
      .filter((part) => isSaid(part))
      .map(async (part) => {
        const options = { isSample: true, ...known };
        const words = await parts.words(filledIn(part, filling), speaker, choice, options);
        return { words, isFixed: part.kind === 'fixed' };
      }),
  );
  const pieces = each.flatMap(({ words }) => words.pieces);
  const chosen = await voiced(pieces, there, choice, each[0]?.words.written, parts);
  const areFixed = each.flatMap(({ words, isFixed }) => words.pieces.map(() => isFixed));
  return { ...chosen, request: keptRequest(chosen.request, areFixed, phrase.id) };
}

/** Has what is always the same of a phrase kept for it. Each piece is a passage, where there are several. */
function keptRequest(
  request: ScriptRequest,
  areFixed: readonly boolean[],
  keptFor: string,
): ScriptRequest {
  const { passages } = request;
  if (!passages) return areFixed[0] === true ? { ...request, keptFor } : request;
  return {
    ...request,
    passages: passages.map((passage, at) =>
      passage.kind === 'speech' && areFixed[at] === true
        ? { kind: 'speech', request: passage.request, keptFor }
        : passage,
    ),
  };
}

/** A full stop between two blanks is nothing by itself. */
function isSaid(part: TemplatePart): boolean {
  return part.kind === 'filled' || /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(part.text);
}

/** The language of what is always the same: of a date nobody can tell. */
export async function languageOf(
  template: readonly TemplatePart[],
  there: Speaker,
  { languages }: Pick<LineParts, 'languages'>,
): Promise<string | undefined> {
  const fixed = template.flatMap((part) => (part.kind === 'fixed' ? [part.text] : []));
  const found = await languages.find(fixed.join(' '), speakerOf(there), { isSample: true });
  return found.language;
}

/** Somebody who can't speak is better heard in another voice than not at all. */
async function voiced(
  pieces: readonly WordsPiece[],
  there: Speaker,
  asked: AskedVoice,
  written: Parameters<Chooser['choose']>[3],
  { chooser }: LineParts,
): Promise<ScriptedVoice> {
  const wish = { speaker: speakerOf(there), asked, written, impossible: 'ignore' } as const;
  try {
    return await scripted(pieces, wish, chooser);
  } catch (error) {
    if (!(error instanceof UserError) || Object.keys(asked).length === 0) throw error;
    return scripted(pieces, { ...wish, asked: {} }, chooser);
  }
}

/** As the server calls them, spoken as they chose to be called. */
function nameOf({ id, guildId, name }: Speaker): string {
  return guildId === undefined ? name : `<@${id}>`;
}

function shownPart(part: TemplatePart, { name, locale }: Speaker, filling: Filling): string {
  if (part.kind === 'fixed') return part.text;
  if (part.what === 'name') return name;
  const how =
    part.what === 'date' ? { dateStyle: 'long' as const } : { timeStyle: 'short' as const };
  return new Intl.DateTimeFormat(locale, how).format(filling.nowMs);
}
