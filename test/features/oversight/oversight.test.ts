import { expect, test } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { Oversight } from '#features/oversight/oversight.ts';
import type { Translate } from '#i18n/texts.ts';

import { ann } from '../../fakes/asker.ts';
import { keepClone, testStore } from '../../store/folder.ts';

const bea: Asker = { ...ann, id: '12', name: 'Bea' };
const cy: Asker = { ...ann, id: '13', name: 'Cy' };

/** As a server's translator: whatever is said in it. */
const serverLanguage: Translate = Object.assign(() => 'Auf Deutsch.', {
  locale: 'de',
  languages: [],
});

/** Ann's clone, shared with the server, and what its admins and people are told. */
async function server() {
  const opened = await testStore();
  const { store } = opened;
  const told: string[] = [];
  const mail = {
    toAdmins: async (guildId: string) => Boolean(told.push(`admins of ${guildId}`)),
    toPerson: async (userId: string) => Boolean(told.push(userId)),
  };
  const nothing = async (): Promise<void> => undefined;
  const over = new Oversight({
    ...store,
    mail,
    inLanguageOf: async () => serverLanguage,
    speaking: { silence: () => undefined },
    banning: { ban: nothing, lift: nothing },
  });
  const { id } = await keepClone(store, ann.id, 'Mine');
  await store.sharing.share(id, ann.id, '1', true);
  return {
    store,
    id,
    over,
    told,
    open: async () => store.reports.open('1'),
    report: async (asker: Asker, voice = 'Mine') =>
      JSON.stringify(await over.report(asker, voice, 'That is me.')),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

test('admins are told of each person’s first report of a voice, and see what they wrote last', async () => {
  await using here = await server();
  expect(await here.report(bea)).toMatch(/were told of your report of “Mine”/);
  expect(await here.report(bea)).toMatch(/reported “Mine” already/);
  expect(await here.report(cy, 'mine')).toMatch(/were told/);
  expect(here.told).toEqual(['admins of 1', 'admins of 1']);
  expect(await here.open()).toHaveLength(2);
});

test.each<[string, Asker, string, RegExp]>([
  ['one’s own voice', ann, 'Mine', /That voice is yours/],
  ['what is not shared', bea, 'Yours', /No voice of that name is shared/],
  ['a voice in direct messages', { ...bea, guildId: undefined }, 'Mine', /in a server/],
  ['a voice of another server', { ...bea, guildId: '2' }, 'Mine', /No voice of that name/],
])('nobody reports %s', async (_, asker, voice, sentence) => {
  await using here = await server();
  await expect(here.report(asker, voice)).rejects.toThrow(sentence);
  expect([here.told, await here.open()]).toEqual([[], []]);
});

test('a person reports ten times a day at most', async () => {
  await using here = await server();
  for (let count = 0; count < 10; count += 1) await here.report(bea);
  await expect(here.report(bea)).rejects.toThrow(/Those were 10 reports in a day/);
  expect(await here.report(cy)).toMatch(/were told/);
});

test('of what admins decide the owner is told, unless they decided it themselves', async () => {
  await using here = await server();
  await here.report(bea);
  const [voiceId = ''] = (await here.open()).map((report) => report.voiceId);
  await here.over.decide(bea, voiceId, 'refused');
  expect(await here.open()).toEqual([]);
  await here.over.decide(ann, voiceId, 'approved');
  expect(here.told).toEqual(['admins of 1', ann.id]);
});

test('on a message for all admins a decision is in the language of the server, on one’s own list in one’s own', async () => {
  await using here = await server();
  const said = async (place: string): Promise<string> =>
    JSON.stringify(await here.over.decide(bea, `${here.id}:${place}`, 'approved'));
  expect(await said('post')).toMatch(/Auf Deutsch/);
  expect(await said('list')).toMatch(/may speak here\.\\n-# <@12> decided so\./);
});

test('what waits of somebody whose voices are banned is not shown to be decided about, until that is lifted', async () => {
  await using here = await server();
  const admin = { ...bea, managesServer: true };
  await here.store.serverSettings.change('1', { actorId: bea.id }, (before) => ({
    ...before,
    clones: 'approval',
  }));
  await here.store.sharing.ask(here.id, ann.id, '1');
  const pending = async (): Promise<string> => JSON.stringify(await here.over.pending(admin));
  expect(await pending()).toContain('wants to speak here');
  await here.store.voiceBans.ban('1', ann.id, bea.id);
  expect(await pending()).toContain('Nothing waits for you');
  await here.store.voiceBans.lift('1', ann.id, bea.id);
  expect(await pending()).toContain('wants to speak here');
});
