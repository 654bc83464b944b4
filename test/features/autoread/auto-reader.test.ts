import { expect, test } from 'vitest';

import { AutoReader } from '#features/autoread/auto-reader.ts';
import { CalledAs } from '#features/autoread/called-as.ts';
import { incomingOf } from '#features/autoread/incoming.ts';
import type { Incoming } from '#features/autoread/incoming.ts';
import { KeptLines } from '#features/calls/kept-lines.ts';
import { textLanguages } from '#features/wording/text-languages.ts';
import type { Store } from '#store/store.ts';
import { compile } from '#text/dictionary/dictionary.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';

import { FakeCalls } from '../../fakes/calls.ts';
import { FakeLog } from '../../fakes/log.ts';
import { FakeRenderer } from '../../fakes/speech.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';
import { testStore } from '../../store/folder.ts';
import { kokoro } from '../../voices/models.ts';
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

function incoming(author: object): Incoming {
  const about = incomingOf(packet({ author }), { botId: 'bot', parentOf: () => undefined });
  if (!about) throw new Error('a message that is none of the bot’s business');
  return about;
}

/** Reads what is written in channel “c” to a call; `kept` is what is kept for the next start, as it is stored. */
async function readerIn(
  store: Store,
): Promise<{ readonly reader: AutoReader; readonly kept: readonly string[] }> {
  await store.serverSettings.change('g', { actorId: 'mod' }, (now) => ({
    ...now,
    reading: { ...now.reading, on: true },
  }));
  const kept: string[] = [];
  const lines = new KeptLines({
    put(text) {
      kept.push(text);
      return () => undefined;
    },
    take: async () => [],
  });
  const book = voiceBook([kokoro]);
  const catalogue = { book, search: voiceSearch(book) };
  const localeOf = (): string => 'en-GB';
  const reader = new AutoReader({
    ...store,
    replacePatterns: async () => undefined,
    operatorWords: compile([]).dictionary,
    calls: new FakeCalls().inChannel('g', 'c'),
    renderer: new FakeRenderer(),
    catalogue: { book, known: async () => undefined, refresh: async () => undefined },
    chooser: chooser({ ...store, catalogue }),
    languages: textLanguages({ ...store, catalogue, view: { localeOf } }),
    view: {
      botId: 'bot',
      knows: () => true,
      parentOf: () => undefined,
      voiceOf: () => ({ channelId: 'c', muted: false, audience: false }),
      namesOf: () => undefined,
      roleName: () => undefined,
      channelName: () => undefined,
      localeOf,
    },
    whereabouts: new FakeWhereabouts(),
    content: { visible: true, saw: () => undefined },
    lines,
    heardFrom: () => undefined,
    tell: async () => undefined,
    now: Date.now,
    log: new FakeLog(),
  });
  return { reader, kept };
}
