import { nameInServer } from '#discord/guild-view.ts';
import type { GuildView } from '#discord/guild-view.ts';
import type { Store } from '#store/store.ts';
import type { Written } from '#text/language.ts';
import { scriptOfText } from '#text/language/scripts.ts';
import type { Names } from '#text/message.ts';
import type { WordsPiece } from '#text/pieces.ts';
import type { ReplacePatterns } from '#text/words.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import type { Chooser, SpokenFor } from '#voices/chooser.ts';
import type { AskedVoice } from '#voices/layers.ts';
import { tagOf } from '#voices/spoken-language.ts';

import { dictionariesFor, filterOf } from './dictionaries.ts';
import type { DictionaryParts } from './dictionaries.ts';
import type { FindOptions, TextLanguages } from './text-languages.ts';
import { timeZoneFor } from './time-zone.ts';
import { wordsToSay } from './words.ts';
import type { Surroundings } from './words.ts';

export interface AskWordsParts
  extends DictionaryParts, Pick<Store, 'people' | 'members' | 'serverSettings' | 'wordFilter'> {
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly chooser: Pick<Chooser, 'preview'>;
  readonly languages: Pick<TextLanguages, 'find'>;
  readonly view: Pick<GuildView, 'namesOf' | 'roleName' | 'channelName' | 'localeOf'>;
}

/** The words that are spoken for a text. */
interface AskedWords {
  readonly pieces: readonly WordsPiece[];
  readonly written: Written;
  /** The patterns of a dictionary were not looked for, since they take too long. */
  readonly withoutPatterns: boolean;
}

/** Finds the words for a text that somebody asks for. Rejects with a `UserError` when nothing can be said. */
export type AskWords = (
  text: string,
  speaker: SpokenFor,
  asked: AskedVoice,
  options?: Pick<FindOptions, 'isSample'> & {
    /** BCP 47: what it is written in, where that is known. */
    readonly language?: string;
  },
) => Promise<AskedWords>;

const mentions = /<@!?(\d{1,20})>/g;
/** Each costs a look into the settings; nobody listens to more names. */
const maxNames = 50;

/**
 * The words are of the language of the voice that speaks: the one that was asked for, else that of the text, if the voice
 * speaks it. They have the names of people in the server, the pronunciations that the speaker and the server have set, and
 * only what the server lets be said.
 */
export function askWords(parts: AskWordsParts): AskWords {
  return async (text, speaker, asked, options) => {
    const written =
      options?.language === undefined
        ? await parts.languages.find(text, speaker, options)
        : { language: options.language, script: scriptOfText(text) };
    const [names, dictionaries, server, voice] = await Promise.all([
      spokenNames(text, speaker, parts),
      dictionariesFor(speaker.userId, speaker.guildId, parts),
      rulesOf(speaker.guildId, parts),
      // Which voice it is in the end depends on the words; in which language it speaks does not.
      parts.chooser.preview(text, speaker, asked, written),
    ]);
    let withoutPatterns = false;
    const replacePatterns: ReplacePatterns = async (texts, dictionary) => {
      const replaced = await parts.replacePatterns(texts, dictionary);
      withoutPatterns ||= replaced === undefined;
      return replaced;
    };
    const pieces = await wordsToSay(text, {
      locale: tagOf(voice, written.language, parts),
      names: namesIn(speaker.guildId, names, parts.view),
      dictionaries,
      replacePatterns,
      ...server,
    });
    return { pieces, written, withoutPatterns };
  };
}

/** The server's decisions on how texts are said in it. */
async function rulesOf(
  guildId: string | undefined,
  { serverSettings, wordFilter, view }: AskWordsParts,
): Promise<Pick<Surroundings, 'filter' | 'timeZone' | 'reading'>> {
  if (guildId === undefined) return { timeZone: 'UTC' };
  const [{ words }, filter] = await Promise.all([
    serverSettings.get(guildId),
    wordFilter.words(guildId),
  ]);
  const { acronyms, inlineMarks, filtered } = words;
  return {
    // How long messages may be, and what is left out of them, is no matter of what somebody asks for.
    reading: { acronyms, inlineMarks, filtered },
    timeZone: timeZoneFor(words, view.localeOf(guildId)),
    ...(filter.length > 0 && { filter: await filterOf(filter) }),
  };
}

/** The names that people who are mentioned chose to be called aloud, by id. */
async function spokenNames(
  text: string,
  { guildId }: SpokenFor,
  { people, members }: AskWordsParts,
): Promise<ReadonlyMap<string, string | undefined>> {
  const ids = new Set(Array.from(text.matchAll(mentions), ([, id = '']) => id).slice(0, maxNames));
  const chosen = new Map<string, string | undefined>();
  for (const userId of ids) {
    const member = guildId === undefined ? undefined : await members.get({ guildId, userId });
    chosen.set(userId, member?.spokenName ?? (await people.get(userId)).spokenName);
  }
  return chosen;
}

/** The names in a place: of people those that they chose, else those on Discord. Outside of servers nothing else is known. */
export function namesIn(
  guildId: string | undefined,
  spoken: ReadonlyMap<string, string | undefined>,
  view: Pick<GuildView, 'namesOf' | 'roleName' | 'channelName'>,
): Names {
  return {
    user(id) {
      const known = guildId === undefined ? undefined : view.namesOf(guildId, id);
      return spoken.get(id) ?? (known && nameInServer(known));
    },
    role: (id) => (guildId === undefined ? undefined : view.roleName(guildId, id)),
    channel: (id) => (guildId === undefined ? undefined : view.channelName(guildId, id)),
  };
}
