import { expect, test } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { banning } from '#features/oversight/banning.ts';
import type { Speaking } from '#features/say/speaking.ts';
import { ownWords } from '#i18n/text.ts';
import { inEnglish } from '#i18n/texts.ts';

import { ann } from '../../fakes/asker.ts';
import { keepClone, testStore } from '../../store/folder.ts';

const ada: Asker = { ...ann, id: '99', name: 'Ada', managesServer: true };
const annId = '1175699012345678901';
const beaId = '1175699012345678902';

/** A server in which clones of Ann and Bea are shared and were reported, and what people are told. */
async function server() {
  const opened = await testStore();
  const { store } = opened;
  const told: string[] = [];
  const silenced: Parameters<Speaking['silence']>[0][] = [];
  const bans = banning({
    ...store,
    speaking: { silence: (isMeant) => void silenced.push(isMeant) },
    mail: {
      toPerson: async (userId, _, sentence) =>
        Boolean(told.push(`${userId}: ${inEnglish(sentence(ownWords('The Club')))}`)),
    },
  });
  const ids: Record<string, string> = {};
  for (const ownerId of [annId, beaId]) {
    const { id } = await keepClone(store, ownerId, 'Mine');
    ids[ownerId] = id;
    await store.sharing.share(id, ownerId, '1', true);
    const report = { guildId: '1', voiceId: id, reason: 'That is me.' };
    for (const reporterId of ['13', '14']) await store.reports.file({ ...report, reporterId });
  }
  return {
    store,
    bans,
    told,
    ids,
    isSilenced: (authorId: string, voiceId = '', guildId = '1'): boolean =>
      silenced.some((isMeant) => isMeant({ id: 's', authorId, voiceId, guildId })),
    reported: async () => [...new Set((await store.reports.open('1')).map((one) => one.ownerId))],
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

test('who is banned is told once, and what was reported of theirs is settled', async () => {
  await using here = await server();
  for (const _ of ['first', 'again']) await here.bans.ban(ada, annId);
  expect(here.told).toEqual([
    `${annId}: The admins of **The Club** let none of the voices that you keep speak there any more.`,
  ]);
  expect(await here.reported()).toEqual([beaId]);
  expect((await here.store.voiceBans.list('1')).map(({ userId }) => userId)).toEqual([annId]);
});

test('what they keep falls silent there, whoever speaks with it, and recordings of theirs', async () => {
  await using here = await server();
  await here.bans.ban(ada, annId);
  expect(here.isSilenced(beaId, here.ids[annId])).toBe(true);
  expect(here.isSilenced(beaId, here.ids[annId], '2')).toBe(false);
  expect(here.isSilenced(beaId, here.ids[beaId])).toBe(false);
  expect(here.isSilenced(annId, here.ids[beaId])).toBe(false);
});

test('who may speak again is told, and nobody of whom nothing was forbidden', async () => {
  await using here = await server();
  await here.bans.lift(ada, annId);
  expect(here.told).toEqual([]);
  await here.bans.ban(ada, annId);
  await here.bans.lift(ada, annId);
  expect(here.told.at(-1)).toBe(
    `${annId}: The admins of **The Club** let the voices that you keep speak there again.`,
  );
  expect(await here.store.voiceBans.list('1')).toEqual([]);
});

test('admins who forbid their own voices need no letter', async () => {
  await using here = await server();
  const asAnn = { ...ada, id: annId };
  await here.bans.ban(asAnn, annId);
  await here.bans.lift(asAnn, annId);
  expect(here.told).toEqual([]);
});

test('only people are forbidden, by ids that people have', async () => {
  await using here = await server();
  for (const id of ['', '11', 'everybody', `<@${annId}>`])
    await expect(here.bans.ban(ada, id)).rejects.toThrow(/no such person/);
  expect(await here.store.voiceBans.list('1')).toEqual([]);
});
