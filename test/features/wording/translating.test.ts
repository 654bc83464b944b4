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
