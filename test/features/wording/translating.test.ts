import { expect, test } from 'vitest';

import { incomingOf } from '#features/autoread/incoming.ts';
import { translatable } from '#features/autoread/wording.ts';
import { Translating } from '#features/wording/translating.ts';

import { testStore } from '../../store/folder.ts';
import { packet } from '../autoread/packets.ts';

test('what is written in a thread goes into the language of the thread before that of its channel', async () => {
  await using rig = await testStore();
  const { store } = rig;
  const parentOf = (id: string) => (id === '10' ? undefined : '10');
  const parts = { ...store, service: {}, view: { parentOf } };
  const translating = new Translating(
    parts as unknown as ConstructorParameters<typeof Translating>[0],
  );
  await store.serverSettings.change('g', { actorId: 'mod' }, (now) => ({
    ...now,
    reading: { ...now.reading, translations: { '10': 'fr', '11': 'de' } },
  }));
  const settings = await store.serverSettings.get('g');
  const target = async (channel_id: string) => {
    const surroundings = { botId: 'bot', parentOf, categoryOf: () => undefined };
    const incoming = incomingOf(packet({ channel_id }), surroundings);
    return incoming && translating.target(await translatable(incoming, settings, store));
  };
  expect([await target('10'), await target('11'), await target('12')]).toEqual(['fr', 'de', 'fr']);
});

test('a poll and embeds that the server doesn’t read are given to no service, in what is passed on neither', async () => {
  await using rig = await testStore();
  const { store } = rig;
  const given: string[] = [];
  const service = {
    name: 'Service',
    targets: () => ['fr'],
    speaks: () => true,
    translate: async ({ texts }: { readonly texts: readonly string[] }) => {
      given.push(...texts);
      return texts;
    },
  };
  const translating = new Translating({
    ...store,
    service,
    catalogue: { book: { models: [] } },
    chooser: { preview: async () => undefined },
    languages: { find: async () => ({ language: undefined, shown: false }) },
    view: { parentOf: () => undefined },
    closing: new AbortController().signal,
  } as unknown as ConstructorParameters<typeof Translating>[0]);
  const beside = (words: string) => ({
    content: words,
    poll: { question: `poll of ${words}`, answers: ['nobody'] },
    embeds: [{ title: `embed of ${words}` }],
  });
  const text = { ...beside('this'), forwarded: beside('that') };
  const change = (attachments: boolean, embeds: boolean) =>
    store.serverSettings.change('g', { actorId: 'mod' }, (now) => ({
      ...now,
      words: { ...now.words, attachments, embeds },
      reading: { ...now.reading, translations: { '10': 'fr' } },
    }));
  const speaker = { userId: 'ann', guildId: 'g', channelId: '10' };
  await change(false, false);
  await translating.translated({ text, speaker });
  expect(given).toEqual(['this', 'that']);
  given.length = 0;
  await change(true, true);
  await translating.translated({ text, speaker });
  expect(given).toContain('poll of that');
  expect(given).toContain('embed of that');
});
