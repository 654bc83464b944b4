import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Asker } from '#discord/asker.ts';
import { askWords } from '#features/wording/ask-words.ts';
import type { AskWords } from '#features/wording/ask-words.ts';
import { dictionaryPatterns } from '#features/wording/patterns.ts';
import type { DictionaryPatterns } from '#features/wording/patterns.ts';
import { TextLanguages } from '#features/wording/text-languages.ts';
import { warmWords } from '#features/wording/words.ts';
import { Texts } from '#i18n/texts.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import type { DictionaryEntry } from '#store/dictionaries.ts';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import { compile } from '#text/dictionary/dictionary.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import type { Chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';
import type { VoiceSearch } from '#voices/search.ts';

import { modelLimits } from '../model-limits.ts';

/** A server that holds as much as one may, in which a member who decides there has as much of their own. */
export interface Rig extends AsyncDisposable {
  readonly store: Store;
  readonly asker: Asker;
  readonly catalogue: {
    readonly book: ReturnType<typeof voiceBook>;
    readonly search: VoiceSearch;
    known(): Promise<void>;
    refresh(): Promise<void>;
  };
  readonly chooser: Chooser;
  readonly patterns: DictionaryPatterns;
  readonly view: Parameters<typeof askWords>[0]['view'];
  readonly languages: TextLanguages;
  readonly askWords: AskWords;
}

const translations = new Texts().translations();

export const guildId = '100000000000000001';
const userId = '200000000000000001';

export const asker: Asker = {
  id: userId,
  name: 'Ann',
  guildId,
  channelId: '300000000000000001',
  moderates: true,
  managesServer: true,
  managesChannels: true,
  mayGetVoiceMessages: true,
  uploadLimitBytes: 10 * 2 ** 20,
  // Languages are looked for by the names of a second one, too.
  locale: 'de',
  t: translations('en-US'),
};

export const most = { serverWords: 5_000, personWords: 500, filtered: 5_000, voices: 3_000 };

export async function openRig(): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'crier-inputs-'));
  const store = await openStore({ folder });
  await warmWords();
  await fill(store);
  const book = voiceBook([model]);
  const catalogue = {
    book,
    search: voiceSearch(book),
    known: async () => undefined,
    refresh: async () => undefined,
  };
  const chosen = chooser({ ...store, catalogue });
  const patterns = dictionaryPatterns({ debug() {}, info() {}, warn() {}, error() {} });
  const name = 'An\u0301na_XxX🔥'.repeat(3);
  const view: Rig['view'] = {
    // Discord's ids have 17 digits and more: nobody is called anything shorter.
    namesOf: (_, id) => (id.length < 17 ? undefined : { nickname: name, userName: 'ann' }),
    roleName: (_, id) => (id.length < 17 ? undefined : name),
    channelName: (id) => (id.length < 17 ? undefined : 'general-chat-and-much-more'),
    localeOf: () => 'en-US',
  };
  const languages = new TextLanguages({ ...store, catalogue, view });
  const words = askWords({
    languages,
    ...store,
    ...patterns,
    operatorWords: compile([]).dictionary,
    catalogue,
    chooser: chosen,
    view,
  });
  return {
    store,
    asker,
    catalogue,
    chooser: chosen,
    patterns,
    view,
    languages,
    askWords: words,
    async [Symbol.asyncDispose]() {
      patterns.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Words of as many signs as one may have, said in as many words; each sign is a token of its own. */
export function longWords(count: number, prefix: string): readonly DictionaryEntry<never>[] {
  return Array.from({ length: count }, (_, at) => ({
    written: `${prefix}${at}${'!'.repeat(60)}`.slice(0, 60),
    match: 'word',
    caseSensitive: at % 2 === 0,
    spoken: { as: 'words', words: `said ${at} `.padEnd(300, 'yé') },
  }));
}

async function fill({ dictionaries, wordFilter, serverSettings }: Store): Promise<void> {
  await dictionaries.put({ of: 'person', userId }, longWords(most.personWords, 'a'), userId);
  const server = { of: 'server', guildId } as const;
  await dictionaries.put(server, longWords(most.serverWords, 'b'), userId);
  for (let from = 0; from < most.filtered; from += 500) {
    const add = Array.from({ length: 500 }, (_, at) => `${'c '.repeat(27)}${from + at}`);
    await wordFilter.change(guildId, userId, { add });
  }
  await serverSettings.change(guildId, { actorId: userId }, (settings) => ({
    ...settings,
    reading: { ...settings.reading, on: true },
    words: { ...settings.words, maxChars: 4_000, maxSeconds: 600 },
  }));
}

const tags =
  'en-US en-GB de fr es pt-BR ja zh ko it nl pl ru sv da nb fi cs hu el tr ar he hi th vi id uk ro bg'.split(
    ' ',
  );

/** As many voices as the largest catalogue has, and a few more. */
const model: SpeechModel = {
  engine: 'deapi',
  slug: 'bench',
  name: 'Bench',
  modes: ['preset', 'clone', 'design'],
  takesStyle: true,
  limits: modelLimits,
  defaults: { language: 'l0', voice: 'v0-0', speed: 1 },
  languages: Array.from({ length: 60 }, (_, language) => ({
    slug: `l${language}`,
    name: language === 0 ? 'English' : `Language ${language}`,
    tag: tags[language % tags.length] ?? 'en',
    voices: Array.from({ length: most.voices / 60 }, (_, voice) => ({
      slug: `v${language}-${voice}`,
      name: `Voice ${language} ${voice}`,
      gender: 'female',
    })),
  })),
};
