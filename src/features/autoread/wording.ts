import type { GuildView } from '#discord/guild-view.ts';
import { namesIn } from '#features/wording/ask-words.ts';
import { dictionariesFor, filterOf, madeOnce } from '#features/wording/dictionaries.ts';
import type { DictionaryParts } from '#features/wording/dictionaries.ts';
import { scripted } from '#features/wording/scripted.ts';
import type { ScriptedVoice } from '#features/wording/scripted.ts';
import type { TextLanguages } from '#features/wording/text-languages.ts';
import { timeZoneFor } from '#features/wording/time-zone.ts';
import { asWritten } from '#features/wording/translating.ts';
import type { Translatable, Translated } from '#features/wording/translating.ts';
import { emojiIn, maxTextChars } from '#features/wording/words.ts';
import { announcedBy } from '#speech/script.ts';
import type { ScriptRequest } from '#speech/script.ts';
import { inAnyForm } from '#speech/speech.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import { inFull } from '#text/abbreviations.ts';
import type { Written } from '#text/language.ts';
import { scriptOfText } from '#text/language/scripts.ts';
import { baseOf } from '#text/locale.ts';
import type { Message } from '#text/message.ts';
import { usualReading } from '#text/reading.ts';
import type { Reading } from '#text/reading.ts';
import type { LeftOut } from '#text/render.ts';
import { spokenName } from '#text/said.ts';
import { wordsReplacing } from '#text/words.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import type { Chooser, SpokenFor } from '#voices/chooser.ts';
import { proxyNamed } from '#voices/proxy-settings.ts';
import { tagOf } from '#voices/spoken-language.ts';

import type { ReadableMessage } from './incoming.ts';

export type WordingParts = DictionaryParts &
  Pick<Store, 'people' | 'members' | 'wordFilter'> & {
    readonly catalogue: Pick<LiveCatalogue, 'book'>;
    readonly chooser: Pick<Chooser, 'choose' | 'maySpeak'>;
    readonly languages: Pick<TextLanguages, 'find'>;
    readonly view: Pick<GuildView, 'namesOf' | 'roleName' | 'channelName' | 'localeOf'>;
    readonly now: () => number;
  };

/** The words to speak for a message, and the voice for them; or none, with the parts that would have been there to read. */
export type Worded =
  | {
      readonly kind: 'words';
      readonly request: ScriptRequest;
      /** Equal for what sounds alike. */
      readonly key: string;
      readonly voiceId: string | undefined;
      readonly voice: Pick<ScriptedVoice, 'name' | 'engine'>;
    }
  | { readonly kind: 'no-words'; readonly leftOut: readonly LeftOut[] };

/** As much of a message as becomes words. */
export interface Wordable extends Pick<
  ReadableMessage,
  'authorId' | 'text' | 'facts' | 'people' | 'proxyName'
> {
  readonly guildId: string | undefined;
  /** For whom the voice and the pronunciations are chosen, where that isn't its author. */
  readonly speaker?: SpokenFor;
  /** Somebody asked for it: nothing is remembered of it. */
  readonly isAsked?: boolean;
  /** It as it is read where its channel or its author wants it translated. */
  readonly translated?: Translated;
}

/** No markup is as long as this, and a language shows in less. */
const anyWords = 'a';

/**
 * Turns a message into words, in the voice that speaks for its author. `introduced`: begins with the author's name.
 * Rejects with a `UserError` when no voice can speak it.
 */
export async function worded(
  incoming: Wordable,
  settings: ServerSettings,
  introduced: boolean,
  parts: WordingParts,
): Promise<Worded> {
  const { guildId, authorId } = incoming;
  const { text, speaker, asked, written } = await readAs(incoming, settings, parts);
  const [names, dictionaries, filter, voice] = await Promise.all([
    spokenNames(incoming, settings, parts),
    dictionariesFor(speaker.userId, guildId, parts),
    guildId === undefined ? [] : parts.wordFilter.words(guildId),
    parts.chooser.choose(text.content || anyWords, speaker, asked, written),
  ]);
  const locale = tagOf(voice, written.language, parts);
  const emoji = await emojiIn(baseOf(locale), text.content);
  const author = names.get(authorId);
  const options = {
    reading: readingOf(settings),
    locale,
    timeZone: timeZoneFor(settings.words, localeIn(guildId, parts)),
    nowMs: parts.now(),
    names: namesIn(guildId, names, parts.view),
    dictionaries,
    emoji,
    ...(filter.length > 0 && { filter: await filterOf(filter) }),
    ...(introduced && author !== undefined && { saidBy: author }),
  };
  const said = await wordsReplacing(text, options, parts.replacePatterns);
  if (said.pieces.length === 0) return { kind: 'no-words', leftOut: said.leftOut };
  // Nobody can be told of a manner that no voice has.
  const wish = { speaker, asked, written, impossible: 'ignore' } as const;
  const {
    request: chosen,
    profile,
    name,
    engine,
  } = await scripted(said.pieces, wish, parts.chooser);
  const request = announcedBy(said.announcement, inAnyForm(chosen));
  const key = JSON.stringify(said.pieces);
  return { kind: 'words', request, key, voiceId: profile?.id, voice: { name, engine } };
}

/** The text without what has it read, and with its author's own short forms in full. */
async function textOf(
  { text, authorId }: Wordable,
  { reading }: ServerSettings,
  { people }: Pick<WordingParts, 'people'>,
): Promise<Message> {
  const { content, ...rest } = withoutPrefix(text, reading.prefix);
  const { abbreviations } = await people.get(authorId);
  return { ...rest, content: inFull(content, abbreviations, maxTextChars) };
}

/** A message as it is to be translated. */
export async function translatable(
  incoming: Wordable,
  settings: ServerSettings,
  parts: Pick<WordingParts, 'people'>,
): Promise<Translatable> {
  const { isAsked = false, facts } = incoming;
  const speaker = incoming.speaker ?? authorOf(incoming);
  const threadId = facts.parentId === undefined ? undefined : facts.channelId;
  return { text: await textOf(incoming, settings, parts), speaker, threadId, isAsked };
}

/** The text that is read, and in which language: what was translated is asked for in that of the translation. */
async function readAs(incoming: Wordable, settings: ServerSettings, parts: WordingParts) {
  const { translated = asWritten, isAsked = false } = incoming;
  const { text, speaker } = await translatable(incoming, settings, parts);
  if (translated.kind === 'translated') {
    const { language } = translated;
    const written = { language, script: scriptOfText(translated.text.content) };
    return { text: translated.text, speaker, asked: { language }, written };
  }
  const finding = { ...settings.reading, isAsked };
  return {
    text,
    speaker,
    asked: {},
    written: await writtenIn(text.content, speaker, finding, parts),
  };
}

function authorOf({ authorId, guildId, facts, proxyName }: Wordable): SpokenFor {
  const channelId = facts.parentId ?? facts.channelId;
  return { userId: authorId, guildId, channelId, proxyName };
}

function localeIn(
  guildId: string | undefined,
  { view }: Pick<WordingParts, 'view'>,
): string | undefined {
  return guildId === undefined ? undefined : view.localeOf(guildId);
}

/** The text rules' options, as a server has set them. */
function readingOf({ words }: Pick<ServerSettings, 'words'>): Reading {
  const { said: _, names: __, timeZone: ___, links, code, ...reading } = words;
  return {
    ...usualReading,
    ...reading,
    links: links === 'word' ? 'phrase' : links,
    code: code === 'word' ? 'phrase' : code,
  };
}

function withoutPrefix(text: Message, prefix: string): Message {
  if (prefix === '' || !text.content.startsWith(prefix)) return text;
  return { ...text, content: text.content.slice(prefix.length).trimStart() };
}

/** In which language it is read: that of the text, among those that the server reads, or whatever is set. */
async function writtenIn(
  text: string,
  speaker: SpokenFor,
  finding: ServerSettings['reading'] & Required<Pick<Wordable, 'isAsked'>>,
  { languages }: Pick<WordingParts, 'languages'>,
): Promise<Written> {
  if (!finding.findsLanguage) return { language: undefined, script: scriptOfText(text) };
  const { isAsked } = finding;
  return languages.find(text, speaker, { allowed: allowedIn(finding.languages), isAsked });
}

/** The list is the same until the settings change, and so is what is made of it. */
const allowedIn = madeOnce((tags: readonly string[]): readonly string[] | undefined =>
  tags.length > 0 ? tags.map((tag) => baseOf(tag)) : undefined,
);

/** The names that everybody in the message is called aloud, by id. */
async function spokenNames(
  { guildId, authorId, people: present, proxyName }: Wordable,
  settings: ServerSettings,
  { people, members }: Pick<WordingParts, 'people' | 'members'>,
): Promise<ReadonlyMap<string, string>> {
  const prefersAccount = settings.words.names === 'account';
  const names = await Promise.all(
    Array.from(present, async ([userId, known]): Promise<[string, string]> => {
      const [person, member] = await Promise.all([
        people.get(userId),
        guildId === undefined ? undefined : members.get({ guildId, userId }),
      ]);
      const posted = userId === authorId ? proxyNamed(person.proxies, proxyName) : undefined;
      const spoken = posted?.spokenName ?? member?.spokenName ?? person.spokenName;
      return [userId, spokenName({ ...known, spoken, prefersAccount })];
    }),
  );
  return new Map(names);
}
