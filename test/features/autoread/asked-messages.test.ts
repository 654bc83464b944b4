import { expect, test } from 'vitest';

import { Track } from '#audio/track.ts';
import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';
import { AskedMessages } from '#features/autoread/asked-messages.ts';
import type { AskedMessagesParts } from '#features/autoread/asked-messages.ts';
import { TextLanguages } from '#features/wording/text-languages.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import { compile } from '#text/dictionary/dictionary.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';

import { ann as annAsks, translations } from '../../fakes/asker.ts';
import { FakeCalls } from '../../fakes/calls.ts';
import { nothingTranslated } from '../../fakes/translating.ts';
import { testStore } from '../../store/folder.ts';
import { kokoro } from '../../voices/models.ts';
import { packet, user } from './packets.ts';

const asker: Asker = { ...annAsks, id: 'ann', name: 'Ann', guildId: 'g', channelId: 'c' };
const bea = user('bea', 'Bea');
const luna = { ...user('Luna', 'Luna'), id: '77', global_name: null };
const hook = { author: luna, webhook_id: '77', content: 'Hello.' };
/** A proxy bot's. */
const ofApplication = { ...hook, application_id: '78' };

test('its author is called as in the server, by what Discord says when it is asked', async () => {
  await using rig = await testStore();
  const { words, asked } = pointing(rig.store, {
    membership: async () => ({ roles: [], nick: 'Queen Bea' }),
  });
  expect(await words({ author: bea })).toMatchObject({
    authorId: 'bea',
    authorName: 'Queen Bea',
    request: { text: 'Queen Bea said: Hello.' },
  });
  expect(asked).toEqual(['g/bea']);
});

test('who is mentioned is called as in the server, and nobody who is known is asked for', async () => {
  await using rig = await testStore();
  const { words, asked } = pointing(rig.store, {
    names: {
      bea: { nickname: 'Queen Bea', userName: 'bea' },
      cem: { nickname: 'Captain', userName: 'cem' },
    },
  });
  const said = await words({
    author: bea,
    content: 'Hi <@7>, <@8>!',
    mentions: [user('7', 'Cem')],
  });
  expect(said.request.text).toMatch(/^Queen Bea said: Hi Cem, /);
  expect(asked).toEqual([]);
});

test('roles that count are asked for each time, and without an answer nothing is said', async () => {
  await using rig = await testStore();
  const roles = { bea: { nickname: undefined, userName: 'bea' } };
  const members: Record<string, string[]> = { bea: ['quiet'], ann: [] };
  const { words, asked, set, parts } = pointing(rig.store, {
    names: roles,
    membership: async (_, userId) => ({ roles: members[userId] ?? [] }),
  });
  await set({ ignoredRoleIds: ['1'] });
  expect((await words({ author: bea })).request.text).toBe('Bea said: Hello.');
  members['bea'] = ['1'];
  expect(await refused(words({ author: bea }))).toMatch(/has a role that is not read here/);
  expect(asked).toEqual(['g/bea', 'g/bea']);
  const failing = { ...parts, membership: () => Promise.reject(new Error('Discord is down')) };
  await expect(new AskedMessages(failing).words(asker, packet({ author: bea }))).rejects.toThrow(
    'is down',
  );
  await set({ ignoredRoleIds: [] });
  const unknown = { ...failing, view: { ...parts.view, namesOf: () => undefined } };
  const said = await new AskedMessages(unknown).words(asker, packet({ author: bea }));
  expect(said.request.text).toBe('Bea said: Hello.');
});

test('a webhook’s message is said where webhooks are read', async () => {
  await using rig = await testStore();
  const { words, set } = pointing(rig.store);
  expect(await refused(words(hook))).toMatch(/A webhook wrote it/);
  await set({ webhooks: true });
  expect((await words(hook)).request.text).toBe('Luna said: Hello.');
});

test('what a proxy posted for somebody is theirs, in their voice and by their refusal', async () => {
  await using rig = await testStore();
  const { people } = rig.store;
  await people.change('bea', { actorId: 'bea' }, (now) => ({
    ...now,
    voice: { voice: 'am_adam' },
    proxies: [{ name: 'Luna', spokenName: 'Moon', voice: {} }],
  }));
  const { words, known } = pointing(rig.store);
  known.authorId = 'bea';
  expect(await words(ofApplication)).toMatchObject({
    authorId: 'bea',
    authorName: 'Luna',
    request: { text: 'Moon said: Hello.', voice: { id: 'am_adam' } },
  });
  // Only an application's edits count: a person with a webhook could put any words into her mouth.
  const edited = { edited_timestamp: '2026-11-22T16:00:01.000Z' };
  expect(await words({ ...ofApplication, ...edited })).toMatchObject({ authorId: 'bea' });
  expect(await refused(words({ ...hook, ...edited }))).toMatch(/A webhook wrote it/);
  await people.change('bea', { actorId: 'bea' }, (now) => ({ ...now, optedOut: true }));
  expect(await refused(words(ofApplication))).toBe('Its author is not read here.');
});

test('a thread of which nothing is known is asked for where channels are excluded, in which it might be', async () => {
  await using rig = await testStore();
  const { words, asked, set } = pointing(rig.store, {
    parent: '7',
    membership: async () => ({ roles: [], nick: null }),
  });
  const archived = { author: bea, channel_id: '9' };
  expect(await words(archived)).toMatchObject({ authorId: 'bea' });
  expect(asked).not.toContain('9');
  await set({ excludedIds: ['8'] });
  expect(await words(archived)).toMatchObject({ authorId: 'bea' });
  await set({ excludedIds: ['7'] });
  expect(await refused(words(archived))).toMatch(/in this channel is ever read aloud/);
  const before = asked.length;
  await words({ author: bea, channel_id: 'c' });
  expect(asked.slice(before)).not.toContain('c');
});

test('the name is said when somebody else was heard before, or where nobody could know', async () => {
  await using rig = await testStore();
  const { words, calls } = pointing(rig.store);
  calls.inChannel('g', 'c');
  const speak = (id: string, wordsOf: string) =>
    calls.speak('g', { id, authorId: 'cem', wordsOf, render: () => new Track() });
  speak('1', 'bea');
  const said = await words({ author: bea });
  expect(said.request.text).toBe('Hello.');
  expect(said.named?.text).toBe('Bea said: Hello.');
  speak('2', 'ann');
  expect(await words({ author: bea })).toMatchObject({
    request: { text: 'Bea said: Hello.' },
    named: undefined,
  });
});

test('what has no words says what it has instead', async () => {
  await using rig = await testStore();
  const { words } = pointing(rig.store);
  expect(await refused(words({ author: bea, content: '' }))).toMatch(/nothing in it to read/);
  expect(await refused(words({ author: user('bot', 'Crier') }))).toMatch(
    /I read nothing of my own/,
  );
});

interface Situation {
  readonly names?: Readonly<Record<string, { nickname: string | undefined; userName: string }>>;
  readonly membership?: AskedMessagesParts['membership'];
  /** The channel of a thread that Discord tells when it is asked. */
  readonly parent?: string;
}

/** Ann points at messages of a server in which nothing is read. */
function pointing(
  store: Store,
  { names = {}, membership = async () => undefined, parent }: Situation = {},
) {
  const book = voiceBook([kokoro]);
  const catalogue = { book, search: voiceSearch(book), known: () => Promise.resolve() };
  const localeOf = (): string => 'en-GB';
  const calls = new FakeCalls();
  const asked: string[] = [];
  /** As whose the reader knows the message. */
  const known: { authorId: string | undefined } = { authorId: undefined };
  const parts: AskedMessagesParts = {
    ...store,
    replacePatterns: async () => undefined,
    operatorWords: compile([]).dictionary,
    translating: nothingTranslated,
    calls,
    catalogue,
    chooser: chooser({ ...store, catalogue }),
    languages: new TextLanguages({ ...store, catalogue, view: { localeOf } }),
    view: {
      botId: 'bot',
      knows: () => true,
      parentOf: () => undefined,
      categoryOf: () => undefined,
      voiceOf: () => undefined,
      namesOf: (_, userId) => names[userId],
      roleName: () => undefined,
      channelName: (_, channelId) => (channelId === 'c' ? 'chat' : undefined),
      localeOf,
    },
    outcomes: {
      of: (_, messageId) =>
        known.authorId === undefined
          ? undefined
          : {
              messageId,
              channelId: 'c',
              authorId: known.authorId,
              outcome: { kind: 'said-before' },
            },
    },
    async membership(guildId, userId) {
      asked.push(`${guildId}/${userId}`);
      return membership(guildId, userId);
    },
    async parentOfUnknown(channelId) {
      asked.push(channelId);
      return parent;
    },
    now: Date.now,
    closing: new AbortController().signal,
  };
  return {
    parts,
    calls,
    asked,
    known,
    words: (message: object) =>
      new AskedMessages(parts).words(asker, packet({ member: undefined, ...message })),
    set: (reading: Partial<ServerSettings['reading']>) =>
      store.serverSettings.change('g', { actorId: 'mod' }, (now) => ({
        ...now,
        reading: { ...now.reading, ...reading },
      })),
  };
}

/** The sentence that somebody is refused with. */
async function refused(asking: Promise<unknown>): Promise<string> {
  const error: unknown = await asking.catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error('it was not refused', { cause: error });
  return translations()(error.text);
}
