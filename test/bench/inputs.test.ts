import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import { beforeAll, expect, test } from 'vitest';

import { standardLimits } from '#call/queue-limits.ts';
import { commands } from '#commands/index.ts';
import { chosenSettings } from '#commands/setting-options.ts';
import { attachments } from '#discord/attachments.ts';
import type { OptionData } from '#discord/command-words.ts';
import { shownText } from '#discord/shown-text.ts';
import type { Incoming } from '#features/autoread/incoming.ts';
import { Proxies } from '#features/autoread/proxies.ts';
import { ServerLog } from '#features/autoread/server-log.ts';
import { ServerPeople } from '#features/autoread/server-people.ts';
import { maxListed } from '#features/calls/waiting-view.ts';
import { fitted } from '#features/configuring/settings-file.ts';
import { fileBounds, Intake } from '#features/files/intake.ts';
import { descriptionOf, voiceNameOf } from '#features/own-voices/voice-name.ts';
import { itemsPerPage } from '#features/phrases/board-page.ts';
import { maxWordsChars } from '#features/phrases/changing.ts';
import { maxTypedChars } from '#features/phrases/effects.ts';
import { maxSoundsInFile } from '#features/phrases/phrase-files.ts';
import { settings } from '#features/settings/settings.ts';
import { decodeState } from '#features/voices/browse-state.ts';
import { dictionaryPatterns } from '#features/wording/patterns.ts';
import { timeZonesLike } from '#features/wording/time-zone.ts';
import { warmWords } from '#features/wording/words.ts';
import { inEnglish } from '#i18n/texts.ts';
import { endOf } from '#jobs/periods.ts';
import { dayMs } from '#ops/utc-day.ts';
import { maxEntries } from '#store/dictionaries.ts';
import { maxEarlierLines } from '#store/earlier-lines.ts';
import { maxAbbreviations } from '#store/person-settings.ts';
import { maxFolders, maxPhrases } from '#store/phrases.ts';
import { serverSettings } from '#store/server-settings.ts';
import { readPhrases } from '#text/boards/read-phrases.ts';
import { clashOf, compile } from '#text/dictionary/dictionary.ts';
import { problemOf } from '#text/dictionary/entry.ts';
import { readTable } from '#text/dictionary/table.ts';
import { voiceBook } from '#voices/book.ts';
import { voiceSearch } from '#voices/search.ts';

import { inputs } from '../../bench/inputs.ts';
import { translations } from '../fakes/asker.ts';
import { FakeLog } from '../fakes/log.ts';
import { plainWords } from '../fakes/words.ts';
import { testStore } from '../store/folder.ts';
import { problemSaid } from '../text/dictionary/said.ts';
import { models } from '../voices/models.ts';
import { entry, lengthOf, long, maxLengthOf, refusalOf, stored } from './bounded.ts';
import { serverBounds } from './server-bounds.ts';

// The bounds at which bench/inputs.ts measures: sizes and refusals.

beforeAll(() => warmWords());

const server = { of: 'server', guildId: 'club' } as const;
const catalogue = { book: voiceBook([]) };
const moderator = {
  id: 'mod',
  name: 'Mo',
  guildId: 'club',
  channelId: 'chat',
  moderates: true,
  managesServer: true,
  managesChannels: true,
  mayGetVoiceMessages: true,
  uploadLimitBytes: 0,
  t: translations('en-US'),
};

const bounds: Readonly<Record<string, () => unknown>> = {
  'message/text': () => expect(lengthOf({ content: long })).toBeLessThanOrEqual(5_000),
  'message/forward': () => {
    const embed = { title: long, description: long };
    expect(
      lengthOf({ content: long, embeds: [embed], forwarded: { content: long, embeds: [embed] } }),
    ).toBeLessThanOrEqual(5_100);
  },
  'message/poll': () => {
    const answers = Array.from({ length: 50 }, () => 'answer');
    const said = lengthOf({ content: '', poll: { question: 'Which?', answers } });
    expect(said).toBeLessThan(200);
  },
  'message/components': () => expect(lengthOf({ content: long.repeat(10) })).toBeLessThan(5_100),
  'message/posted'() {
    const proxies = new Proxies(() => 0);
    const line = (id: number, content: string): Incoming => ({
      id: `${id}`,
      guildId: 'club',
      authorId: 'ann',
      sentAtMs: 0,
      facts: {
        author: 'person',
        system: false,
        channelId: 'chat',
        parentId: undefined,
        content,
        holdsMore: false,
        silent: false,
        addressed: false,
        roleIds: [],
      },
      text: { content },
      essence: content,
      people: new Map(),
      files: [],
      edited: false,
    });
    for (const [content, most] of [
      ['x', 65],
      [long.slice(0, 4_000), 1],
    ] as const) {
      for (let id = 0; id < 300; id += 1)
        proxies.remember(
          { incoming: line(id, content), voice: undefined, ageMs: 0 },
          'passed',
          false,
        );
      expect(proxies.inChannel('club', 'chat')).toHaveLength(most);
    }
  },
  'message/asked': () => expect(lengthOf({ content: long })).toBeLessThanOrEqual(5_000),
  async 'say/text'() {
    expect(maxLengthOf('/say text')).toBe(4_000);
    await expect(plainWords('a'.repeat(4_001))).rejects.toThrow(/longer than 4,000 characters/);
    const reading = { acronyms: true, inlineMarks: true, filtered: 'mask' } as const;
    await plainWords('{fast}a '.repeat(25), { reading });
    await expect(plainWords('{fast}a '.repeat(26), { reading })).rejects.toThrow(/25 times/);
  },
  'option/voice-typed'() {
    expect(maxLengthOf('/say voice')).toBe(100);
    expect(voiceSearch(voiceBook(models)).voices('').length).toBeLessThanOrEqual(25);
  },
  'option/language-typed': () => expect(maxLengthOf('/say language')).toBe(100),
  'option/format-typed': () => expect(maxLengthOf('/say format')).toBe(20),
  async 'option/time-zone-typed'() {
    expect(maxLengthOf('/autoread words time-zone')).toBe(64);
    expect(await timeZonesLike('', 'en-US', 25)).toHaveLength(25);
  },
  'option/voice': () =>
    expect(voiceSearch(voiceBook(models)).near('a'.repeat(100)).length).toBeLessThanOrEqual(3),
  'option/language': () => expect(maxLengthOf('/voice set language')).toBe(100),
  'option/style': () => expect(maxLengthOf('/say style')).toBe(300),
  'option/description'() {
    expect(maxLengthOf('/design description')).toBe(1_000);
    expect(() => descriptionOf('a'.repeat(1_001))).toThrow(/longer than 1,000 characters/);
  },
  'option/name'() {
    expect(maxLengthOf('/clone make name')).toBe(32);
    expect(() => voiceNameOf('a'.repeat(33))).toThrow(/longer than 32 characters/);
  },
  'option/reading'() {
    expect(maxLengthOf('/autoread words languages')).toBe(200);
    expect(maxLengthOf('/autoread options skip-marks')).toBe(100);
    const options = {
      string: (name: string) =>
        name === 'skip-marks' ? 'a '.repeat(50) + 'b'.repeat(11) : undefined,
      boolean: () => undefined,
      number: () => undefined,
      integer: () => undefined,
      role: () => undefined,
    } as unknown as Parameters<typeof chosenSettings>[2];
    expect(() =>
      chosenSettings('autoread options', settings.server, options, translations()),
    ).toThrow(/At most 10 marks of at most 10/);
  },
  'option/spoken'() {
    expect(maxLengthOf('/call settings join-text')).toBe(100);
    expect(maxLengthOf('/call settings leave-text')).toBe(100);
    expect(maxLengthOf('/autoread me name')).toBe(100);
    expect(maxLengthOf('/autoread options prefix')).toBe(10);
  },
  ...serverBounds,
  'usage/month': () => expect(endOf('month', 0) - 0).toBeLessThanOrEqual(31 * dayMs),
  'queue/show'() {
    expect(standardLimits.maxWaiting).toBe(50);
    expect(maxListed).toBe(10);
  },
  'shown/text': () => expect(shownText(long).length).toBeLessThanOrEqual(201),
  'button/browse': () =>
    expect(decodeState(`d~${'x'.repeat(90)}~f~99999`)).toEqual({
      source: 'deapi',
      gender: 'female',
      page: 0,
    }),
  async 'words/add'() {
    expect(problemSaid(problemOf(entry('a'.repeat(61))))).toMatch(/longer than 60/);
    expect(problemSaid(problemOf(entry('a', 'word', 'x'.repeat(301))))).toMatch(/longer than 300/);
    await using rig = await testStore();
    const { dictionaries } = rig.store;
    await dictionaries.put(server, stored(maxEntries.server), 'mod');
    const one = [{ ...stored(1)[0]!, written: 'another' }];
    await expect(dictionaries.put(server, one, 'mod')).rejects.toThrow(/5,000 is the most/);
    const person = { of: 'person', userId: 'ann' } as const;
    const many = dictionaries.put(person, stored(maxEntries.person + 1), 'ann');
    await expect(many).rejects.toThrow(/500 is the most/);
  },
  'words/add-pattern'() {
    expect(problemSaid(problemOf(entry('a'.repeat(201), 'pattern')))).toMatch(/longer than 200/);
    expect(problemSaid(problemOf(entry('(?:\\pL{30}){30}', 'pattern')))).toMatch(/too large/);
    const known = Array.from({ length: 20 }, (_, at) => entry(`a${at}`, 'pattern'));
    expect(problemSaid(clashOf(entry('b', 'pattern'), known))).toMatch(/more than 20 patterns/);
  },
  'words/ready': () => expect(maxEntries).toEqual({ server: 5_000, person: 500 }),
  'words/suggest': () => expect(maxLengthOf('/pronounce remove word')).toBe(200),
  'words/export': () => expect(maxEntries.server).toBe(5_000),
  'words/test': () => expect(maxLengthOf('/pronounce test text')).toBe(500),
  async 'patterns/text'() {
    const patterns = dictionaryPatterns(new FakeLog());
    const slow = compile([entry('a.*z|a', 'pattern')]).dictionary;
    expect(await patterns.replacePatterns(['a'.repeat(4_000)], slow)).toBeUndefined();
    patterns.close();
  },
  async 'filter/add'() {
    expect(maxLengthOf('/autoread filter add words')).toBe(1_000);
    await using rig = await testStore();
    const people = new ServerPeople({ ...rig.store, now: Date.now });
    await expect(people.filter(moderator, { add: ['a'.repeat(61)] })).rejects.toThrow(/than 60/);
  },
  async 'filter/ready'() {
    await using rig = await testStore();
    const add = Array.from({ length: 5_001 }, (_, at) => `word${at}`);
    const adding = rig.store.wordFilter.change('club', 'mod', { add });
    await expect(adding).rejects.toThrow(/5,000 is the most/);
  },
  async 'log/show'() {
    await using rig = await testStore();
    for (let at = 0; at < 30; at += 1)
      await rig.store.wordFilter.change('club', 'mod', { add: [`word${at}`] });
    const shown = JSON.stringify(await new ServerLog({ ...rig.store, catalogue }).show(moderator));
    expect(shown.match(/added/g)).toHaveLength(15);
  },
  async 'file/table'() {
    expect(refusalOf('table')).toMatch(/larger than 256 kB/);
    const rows = Buffer.from(`word,say\n${'a,b\n'.repeat(501)}`);
    const { problems } = readTable(rows, { maxRows: maxEntries.person, known: [] });
    expect(problemSaid(problems[0]?.problem)).toMatch(/more than 500 rows/);
  },
  'file/settings'() {
    expect(refusalOf('settings')).toMatch(/larger than 512 kB/);
    const file = (ids: number) => ({
      settings: { reading: { channelIds: Array.from({ length: ids }, (_, at) => `${at}`) } },
      names: {},
    });
    const there = { channel: () => undefined, role: () => undefined, person: () => undefined };
    const leftOf = (ids: number): string => {
      const now = serverSettings.parse({});
      const { left } = fitted(file(ids), now, { ...there, voice: () => false });
      return left.map((each) => inEnglish(each)).join();
    };
    expect(leftOf(2_000)).toMatch(/and 1,996 more/);
    expect(leftOf(2_001)).toMatch(/no value that I can set/);
  },
  'phrases/suggest': () => expect(maxPhrases).toEqual({ person: 2_000, server: 500 }),
  'phrases/board': () => expect(itemsPerPage).toBe(20),
  'phrases/lines': () => expect(maxEarlierLines).toBe(200),
  'text/short': () => expect(maxAbbreviations).toBe(100),
  'phrases/tap': () => expect(maxTypedChars).toBe(80),
  async 'file/phrases'() {
    expect(fileBounds.phrases.maxBytes).toBe(10 * 2 ** 20);
    expect(maxSoundsInFile).toBe(50);
    const rows = JSON.stringify(Array.from({ length: 2_001 }, () => 'Hello.'));
    const most = { maxPhrases: 2_000, maxFolders: 25, maxSounds: 50, maxWordsChars: 1_000 };
    const read = readPhrases(Buffer.from(rows), most);
    expect('phrases' in read && read.phrases).toHaveLength(2_000);
  },
  'phrases/apply': () => expect([maxFolders, maxPhrases.person]).toEqual([25, 2_000]),
  'phrases/export': () => expect([maxFolders, maxPhrases.person]).toEqual([25, 2_000]),
  'phrases/save': () => expect(maxWordsChars).toBe(1_000),
  'file/sound': () => expect(refusalOf('sound')).toMatch(/larger than 2 MB/),
  'file/clip': () => expect(refusalOf('clip')).toMatch(/larger than 10 MB/),
};

/** How often who asks has to wait for others who ask the same. */
const inTurn: Readonly<Record<string, () => unknown>> = {
  async 'privacy/export'() {
    const closing = new AbortController();
    const { signal } = closing;
    const intake = new Intake({ attachments: attachments({ hosts: [] }), closing: signal });
    const told: string[] = [];
    const waits = (person: string): Promise<void> =>
      intake.inTurn(
        person,
        (sentence) => told.push(inEnglish(sentence)),
        (stopped) => new Promise((_, reject) => stopped.addEventListener('abort', reject)),
      );
    const all = Promise.allSettled(['a', 'a', 'b', 'c', 'd', 'e'].map((person) => waits(person)));
    expect(told).toHaveLength(2);
    closing.abort();
    await all;
  },
};

const unbound = ['message/elsewhere', 'privacy/show', 'privacy/delete'];

test('every input that is measured has its bound here, or costs what the whole of it costs', () => {
  const measured = inputs.names
    .map((name) => name.replace('inputs/', ''))
    .filter((name) => !name.endsWith('-all'));
  expect([...Object.keys(bounds), ...Object.keys(inTurn), ...unbound].toSorted()).toEqual(
    measured.toSorted(),
  );
});

test.each(Object.entries({ ...bounds, ...inTurn }))('%s has its bound', async (_, holds) => {
  expect.hasAssertions();
  await holds();
});

/** Every option that takes text which nobody has listed. */
function textOptions(
  options: readonly OptionData[],
  path: string,
): readonly (readonly [path: string, maxLength: number | undefined])[] {
  return options.flatMap((option) => {
    const here = `${path} ${option.name}`;
    if ('options' in option) return textOptions(option.options ?? [], here);
    if (option.type !== T.String || ('choices' in option && option.choices)) return [];
    return [[here, 'max_length' in option ? option.max_length : undefined] as const];
  });
}

test.each(commands.flatMap(({ data }) => textOptions(data.options ?? [], `/${data.name}`)))(
  '%s takes no more text than it needs',
  (_, maxLength) => {
    expect(maxLength).toBeLessThanOrEqual(4_000);
  },
);
