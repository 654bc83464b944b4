import type { GuildView } from '#discord/guild-view.ts';
import { namesIn } from '#features/wording/ask-words.ts';
import { dictionariesFor, filterOf, madeOnce } from '#features/wording/dictionaries.ts';
import type { DictionaryParts } from '#features/wording/dictionaries.ts';
import { scripted } from '#features/wording/scripted.ts';
import type { TextLanguages } from '#features/wording/text-languages.ts';
import { timeZoneFor } from '#features/wording/time-zone.ts';
import { emojiIn } from '#features/wording/words.ts';
import type { ScriptRequest } from '#speech/script.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
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

import type { Incoming } from './incoming.ts';

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
    }
  | { readonly kind: 'no-words'; readonly leftOut: readonly LeftOut[] };

/** No markup is as long as this, and a language shows in less. */
const anyWords = 'a';

/**
 * Turns a message into words, in the voice that speaks for its author. `introduced`: begins with the author's name.
 * Rejects with a `UserError` when no voice can speak it.
 */
export async function worded(
  incoming: Incoming,
  settings: ServerSettings,
  introduced: boolean,
  parts: WordingParts,
): Promise<Worded> {
  const { guildId, authorId, facts } = incoming;
  const text = withoutPrefix(incoming.text, settings.reading.prefix);
  const speaker = {
    personId: authorId,
    guildId,
    channelId: facts.parentId ?? facts.channelId,
    proxyName: incoming.proxyName,
  };
  const written = await writtenIn(text.content, speaker, settings, parts);
  const [names, dictionaries, filter, voice] = await Promise.all([
    spokenNames(incoming, settings, parts),
    dictionariesFor(authorId, guildId, parts),
    parts.wordFilter.words(guildId),
    parts.chooser.choose(text.content || anyWords, speaker, {}, written),
  ]);
  const locale = tagOf(voice, written.language, parts);
  const emoji = await emojiIn(baseOf(locale), text.content);
  const author = names.get(authorId);
  const options = {
    reading: readingOf(settings),
    locale,
    timeZone: timeZoneFor(settings.words, parts.view.localeOf(guildId)),
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
  const wish = { speaker, asked: {}, written, impossible: 'ignore' } as const;
  const { request: chosen, profile } = await scripted(said.pieces, wish, parts.chooser);
  const { format: _, ...request } = chosen;
  const key = JSON.stringify(said.pieces);
  return { kind: 'words', request, key, voiceId: profile?.id };
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
  { reading }: ServerSettings,
  { languages }: Pick<WordingParts, 'languages'>,
): Promise<Written> {
  if (!reading.findsLanguage) return { language: undefined, script: scriptOfText(text) };
  return languages.find(text, speaker, { allowed: allowedIn(reading.languages) });
}

/** The list is the same until the settings change, and so is what is made of it. */
const allowedIn = madeOnce((tags: readonly string[]): readonly string[] | undefined =>
  tags.length > 0 ? tags.map((tag) => baseOf(tag)) : undefined,
);

/** The names that everybody in the message is called aloud, by id. */
async function spokenNames(
  { guildId, authorId, people: present, proxyName }: Incoming,
  settings: ServerSettings,
  { people, members }: Pick<WordingParts, 'people' | 'members'>,
): Promise<ReadonlyMap<string, string>> {
  const prefersAccount = settings.words.names === 'account';
  const names = await Promise.all(
    Array.from(present, async ([personId, known]): Promise<[string, string]> => {
      const [person, member] = await Promise.all([
        people.get(personId),
        members.get({ guildId, personId }),
      ]);
      const posted = personId === authorId ? proxyNamed(person.proxies, proxyName) : undefined;
      const spoken = posted?.spokenName ?? member.spokenName ?? person.spokenName;
      return [personId, spokenName({ ...known, spoken, prefersAccount })];
    }),
  );
  return new Map(names);
}
