import { expect, test } from 'vitest';

import { queueFull } from '#call/queue-full.ts';
import { UserError } from '#errors.ts';
import { AutoReader } from '#features/autoread/auto-reader.ts';
import { CalledAs } from '#features/autoread/called-as.ts';
import { incomingOf } from '#features/autoread/incoming.ts';
import type { Incoming } from '#features/autoread/incoming.ts';
import { MessageContent } from '#features/autoread/message-content.ts';
import { keptMessage } from '#features/autoread/spoken-messages.ts';
import { ComingLines } from '#features/calls/coming-lines.ts';
import { KeptLines } from '#features/calls/kept-lines.ts';
import { Pauses } from '#features/settings/pauses.ts';
import { TextLanguages } from '#features/wording/text-languages.ts';
import { asWritten } from '#features/wording/translating.ts';
import type { Translatable, Translated } from '#features/wording/translating.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';
import { compile } from '#text/dictionary/dictionary.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';

import { translations } from '../../fakes/asker.ts';
import { FakeCalls } from '../../fakes/calls.ts';
import { FakeLog } from '../../fakes/log.ts';
import { FakeRenderer } from '../../fakes/speech.ts';
import { nothingTranslated } from '../../fakes/translating.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';
import { testStore } from '../../store/folder.ts';
import { kokoro } from '../../voices/models.ts';
import type { models } from '../../voices/models.ts';
import { packet, user } from './packets.ts';

const ann = user('ann', 'Ann');
const bob = user('bob', 'Bob');

test('who has everything deleted has written nothing, and nothing became of it', async () => {
  await using rig = await testStore();
  const { reader } = await readerIn(rig.store);
  let ids = 1_175_699_012_345_678_901n;
  const became = async (author: object): Promise<string> => {
    const id = String((ids += 1n));
    await reader.written(packet({ id, author, content: 'Good evening everybody.' }));
    const outcome = reader.outcomes.of('g', id)?.outcome;
    return outcome?.kind === 'not-read' ? outcome.why : (outcome?.kind ?? 'nothing');
  };
  for (const author of [ann, bob, ann, bob]) expect(await became(author)).toBe('waiting');
  expect(await became(ann)).toBe('repeated');

  reader.forget('ann');

  expect(reader.outcomes.latest('g', 10).map(({ authorId }) => authorId)).toEqual(['bob', 'bob']);
  expect(await became(ann)).toBe('waiting');
  expect(await became(bob)).toBe('repeated');
});

test('as whom a proxy last spoke for somebody goes with everything else of them', async () => {
  await using rig = await testStore();
  const { people } = rig.store;
  for (const id of ['ann', 'bob'])
    await people.change(id, { actorId: id }, (now) => ({
      ...now,
      proxies: [{ name: 'Luna', spokenName: 'Moon', voice: {} }],
    }));
  const calledAs = new CalledAs(people);
  const asLuna = (author: object): Incoming => ({ ...incoming(author), proxyName: 'Luna' });
  for (const author of [ann, bob]) expect(await calledAs.isNew(asLuna(author))).toBe(true);

  calledAs.forget('ann');

  expect(await calledAs.isNew(asLuna(ann))).toBe(true);
  expect(await calledAs.isNew(asLuna(bob))).toBe(false);
});

test('of a message that waits it is kept where it is and who wrote it from where, and nothing of its text', async () => {
  await using rig = await testStore();
  const { reader, kept } = await readerIn(rig.store);
  await reader.written(packet({ content: 'Good evening everybody.' }));
  expect(kept.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      kind: 'message',
      guildId: 'g',
      channelId: 'c',
      messageId: packet().id,
      member: { roles: ['r'], nick: 'Annie' },
      voice: { channelId: 'c', muted: false, audience: false },
    },
  ]);
});

test('what is written before any voice is known waits for the voices', async () => {
  await using rig = await testStore();
  const { write, became } = await readerIn(rig.store, { known: [] });
  expect(became(await write('Good evening.'))).toBe('waiting');
});

test('what comes minutes after it was written is not read', async () => {
  await using rig = await testStore();
  const { write, became } = await readerIn(rig.store);
  expect(became(await write('Now.'))).toBe('waiting');
  expect(became(await write('Then.', {}, 121_000))).toBe('late');
});

test('that Discord keeps back what people write is noticed while they write', async () => {
  await using rig = await testStore();
  const { write, became } = await readerIn(rig.store);
  expect(became(await write(''))).toBe('empty');
  for (let count = 0; count < 49; count += 1) await write('');
  expect(became(await write(''))).toBe('no-content');
});

test('why a call can’t be joined is told once, and is why of every message', async () => {
  await using rig = await testStore();
  const { write, became, whereabouts, told, calls } = await readerIn(rig.store, {
    isInCall: false,
  });
  const full = text(($) => $.discord.obstacles.full, { channel: '<#c>', limit: 2 });
  whereabouts.obstacles.set('c', full);
  for (const words of ['One.', 'Two.']) expect(became(await write(words))).toBe('cannot-join');
  expect(told).toEqual(['<#c> is full (at most 2).']);
  expect(calls.joined).toEqual([]);
});

test('that a joining failed is told', async () => {
  await using rig = await testStore();
  const { write, told, calls } = await readerIn(rig.store, { isInCall: false });
  calls.joining = () => Promise.reject(new UserError(ownWords('Discord did not answer.')));
  await write('One.');
  await expect.poll(() => told).toContain('Discord did not answer.');
});

test('a line that had to go from a full queue says so, and its author is told', async () => {
  await using rig = await testStore();
  const { write, became, told, calls } = await readerIn(rig.store);
  for (const [at, error] of [queueFull.ofOneself(25), queueFull.gaveWay()].entries()) {
    const id = await write(`${at}.`);
    calls.spoken[at]?.end({ outcome: 'failed', error });
    await expect.poll(() => became(id)).toBe('queue-full');
  }
  // Whichever of them had to go, they hear of it once.
  expect(told).toEqual([expect.stringMatching(/^<@ann>: 25 of your lines/)]);
});

test('an edit that changes nothing that is heard makes nothing anew', async () => {
  await using rig = await testStore();
  const { write, reader, calls } = await readerIn(rig.store);
  await write('One.');
  const id = await write('Two things.');
  const before = calls.queue('g')[1];
  const edit = (content: string): Promise<void> =>
    reader.edited(packet({ id, author: ann, content, edited_timestamp: '2026-11-22T00:00:01Z' }));
  await edit('Two **things**.');
  expect(calls.queue('g')[1]).toBe(before);
  await edit('Three things.');
  expect(calls.queue('g')[1]).not.toBe(before);
});

test('an edit that is taken back is heard as it was', async () => {
  await using rig = await testStore();
  const { write, reader, calls, renderer } = await readerIn(rig.store);
  await write('One.');
  const id = await write('Two things.');
  const edit = (content: string): Promise<void> =>
    reader.edited(packet({ id, author: ann, content, edited_timestamp: '2026-11-22T00:00:01Z' }));
  await edit('Three things.');
  const other = calls.queue('g')[1];
  await edit('Two things.');
  expect(calls.queue('g')[1]).not.toBe(other);
  calls.queue('g')[1]?.render(new AbortController().signal);
  expect(JSON.stringify(renderer.rendered.at(-1))).toContain('Two things.');
});

test('news of the bot are told where people write who are read', async () => {
  await using rig = await testStore();
  const { write, became, heardFrom } = await readerIn(rig.store);
  expect(became(await write('Now.'))).toBe('waiting');
  expect(heardFrom).toEqual(['g/c']);
  expect(became(await write('Then.', {}, 121_000))).toBe('late');
  expect(became(await write('Elsewhere.', { channel_id: 'd' }))).not.toBe('waiting');
  expect(heardFrom).toEqual(['g/c']);
});

test('a name is said anew after a post that had none', async () => {
  await using rig = await testStore();
  const { people } = rig.store;
  await people.change('ann', { actorId: 'ann' }, (now) => ({
    ...now,
    proxies: [{ name: 'Luna', spokenName: 'Moon', voice: {} }],
  }));
  const calledAs = new CalledAs(people);
  const luna = { ...incoming(ann), proxyName: 'Luna' };
  expect(await calledAs.isNew(luna)).toBe(true);
  expect(await calledAs.isNew(luna)).toBe(false);
  expect(await calledAs.isNew(incoming(ann))).toBe(true);
  expect(await calledAs.isNew(luna)).toBe(true);
});

test('what waits behind a translation is not read any more where its author was muted meanwhile', async () => {
  await using rig = await testStore();
  const making = Promise.withResolvers<Translated>();
  const translating = {
    target: async ({ speaker }: Pick<Translatable, 'speaker'>) =>
      speaker.userId === 'bob' ? 'de' : undefined,
    translated: () => making.promise,
  };
  const { write, became, calls } = await readerIn(rig.store, { translating });
  const first = await write('One.', { author: bob });
  const second = await write('Two.');
  await rig.store.mutes.mute('g', { userId: 'ann' }, 'mod');
  making.resolve(asWritten);
  await expect.poll(() => became(first)).toBe('waiting');
  await expect.poll(() => became(second)).toBe('muted');
  expect(calls.queue('g')).toHaveLength(1);
});

function incoming(author: object): Incoming {
  const about = incomingOf(packet({ author }), {
    botId: 'bot',
    parentOf: () => undefined,
    categoryOf: () => undefined,
  });
  if (!about) throw new Error('a message that is none of the bot’s business');
  return about;
}

/** Reads what is written in channel “c”, to a call if the bot is in one; `kept` is what is kept for the next start, as it is stored. */
async function readerIn(
  store: Store,
  {
    isInCall = true,
    known = [kokoro],
    translating = nothingTranslated,
  }: {
    isInCall?: boolean;
    known?: typeof models;
    translating?: typeof nothingTranslated;
  } = {},
) {
  await store.serverSettings.change('g', { actorId: 'mod' }, (now) => ({
    ...now,
    reading: { ...now.reading, on: true, joins: true },
  }));
  const kept: string[] = [];
  const files = {
    put(text: string) {
      kept.push(text);
      return () => undefined;
    },
    take: async () => [],
  };
  const lines = new KeptLines({ files, shape: keptMessage, onForeign: () => undefined });
  const catalogue = {
    book: voiceBook(known),
    search: voiceSearch(voiceBook([kokoro])),
    known: async () => void (catalogue.book = voiceBook([kokoro])),
    refresh: async () => undefined,
  };
  const localeOf = (): string => 'en-GB';
  const calls = isInCall ? new FakeCalls().inChannel('g', 'c') : new FakeCalls();
  const renderer = new FakeRenderer();
  const whereabouts = new FakeWhereabouts();
  const told: string[] = [];
  const heardFrom: string[] = [];
  const clock = { nowMs: startMs };
  const reader = new AutoReader({
    lastLines: { worded: () => async () => undefined },
    pauses: new Pauses(),
    ...store,
    replacePatterns: async () => undefined,
    operatorWords: compile([]).dictionary,
    translating,
    coming: new ComingLines(),
    calls,
    renderer,
    catalogue,
    chooser: chooser({ ...store, catalogue }),
    languages: new TextLanguages({ ...store, catalogue, view: { localeOf } }),
    view: {
      botId: 'bot',
      knows: () => true,
      parentOf: () => undefined,
      categoryOf: () => undefined,
      voiceOf: () => ({ channelId: 'c', muted: false, audience: false }),
      namesOf: () => undefined,
      roleName: () => undefined,
      channelName: () => undefined,
      localeOf,
    },
    whereabouts,
    content: new MessageContent(true, () => undefined),
    lines,
    takenBack: () => undefined,
    heardFrom: (guildId, channelId) => void heardFrom.push(`${guildId}/${channelId}`),
    tell: async (_, text) => void told.push(translations()(text)),
    now: () => clock.nowMs,
    log: new FakeLog(),
  });
  /** The outcome of a message, once it is known. */
  const became = (id: string): string => {
    const outcome = reader.outcomes.of('g', id)?.outcome;
    return outcome?.kind === 'not-read' ? outcome.why : (outcome?.kind ?? 'nothing');
  };
  return {
    reader,
    kept,
    calls,
    renderer,
    whereabouts,
    told,
    heardFrom,
    clock,
    became,
    /** Somebody writes, so long ago; resolves with the message's id. */
    write: async (content: string, changes: object = {}, agoMs = 0): Promise<string> => {
      const id = idAt(clock.nowMs - agoMs);
      await reader.written(packet({ id, author: ann, content, ...changes }));
      return id;
    },
  };
}

const startMs = Date.UTC(2026, 10, 22);
const discordEpochMs = 1_420_070_400_000;
let ids = 0n;

/** An id that Discord would give at that time. */
function idAt(atMs: number): string {
  return String((BigInt(atMs - discordEpochMs) << 22n) + (ids += 1n));
}
