import { expect, test } from 'vitest';

import { bodyOf, line } from '#discord/view.ts';
import { withdrawal } from '#features/oversight/withdrawal.ts';
import { OwnVoices } from '#features/own-voices/own-voices.ts';
import { maxVoiceNameChars } from '#features/own-voices/voice-name.ts';
import type { Store } from '#store/store.ts';
import { voiceBook } from '#voices/book.ts';

import { ann } from '../../fakes/asker.ts';
import { keepClone, testStore } from '../../store/folder.ts';
import { models } from '../../voices/models.ts';

const servers = ['1', '2', '3'];
const { guildId: _, ...inDirectMessages } = ann;

/** Ann's voices, and the servers in which they were silenced for Bob. */
function voicesOf(store: Store) {
  const silenced: string[] = [];
  const withdrawing = withdrawal({
    ...store,
    speaking: {
      silence(isMeant) {
        for (const guildId of servers)
          for (const voiceId of ids)
            if (isMeant({ id: 's', authorId: 'bob', guildId, voiceId })) silenced.push(guildId);
      },
    },
    forgetSpeech: async () => undefined,
    forgetUnfinished: () => undefined,
  });
  const ids: string[] = [];
  const own = new OwnVoices({
    ...store,
    catalogue: { book: voiceBook(models) },
    withdrawal: withdrawing,
    approvals: { ask: async () => undefined },
  });
  return { own, ids, silenced };
}

async function sharedWithAll(store: Store, ids: string[]): Promise<void> {
  const { id } = await keepClone(store, ann.id, 'Mine');
  ids.push(id);
  for (const guildId of servers) await store.sharing.share(id, ann.id, guildId, true);
}

const sharers = async (store: Store): Promise<readonly string[]> => {
  const shared = await Promise.all(servers.map((id) => store.voices.sharedWith(id)));
  return servers.filter((_, at) => shared[at]?.length === 1);
};

test.each([
  ['in a server', ann],
  ['in direct messages', { ...inDirectMessages, guildId: undefined }],
])(
  'a voice is taken back from every server at once, from %s, also from those that its owner has left',
  async (_, asker) => {
    await using rig = await testStore();
    const { own, ids, silenced } = voicesOf(rig.store);
    await sharedWithAll(rig.store, ids);
    expect(await own.unshare(asker, 'Mine', true)).toEqual(
      line('Only you can use “Mine” now, in any server.'),
    );
    expect(await sharers(rig.store)).toEqual([]);
    expect(silenced).toEqual(servers);
  },
);

test('it is taken back from one server alone unless somebody says more', async () => {
  await using rig = await testStore();
  const { own, ids, silenced } = voicesOf(rig.store);
  await sharedWithAll(rig.store, ids);
  await own.unshare(ann, 'Mine', false);
  expect(await sharers(rig.store)).toEqual(['2', '3']);
  expect(silenced).toEqual(['1']);
  const nowhere = own.unshare({ ...ann, guildId: undefined }, 'Mine', false);
  await expect(nowhere).rejects.toThrow('Add `everywhere`');
  expect(await sharers(rig.store)).toEqual(['2', '3']);
});

test('the list says how to take back what is shared elsewhere, and only then', async () => {
  await using rig = await testStore();
  const { own, ids } = voicesOf(rig.store);
  await sharedWithAll(rig.store, ids);
  const hint = /`everywhere` takes a voice back from all/;
  expect(JSON.stringify(await own.list(ann))).toMatch(hint);
  await own.unshare(ann, 'Mine', true);
  await own.share(ann, 'Mine');
  expect(JSON.stringify(await own.list(ann))).not.toMatch(hint);
});

test.each<[string, (store: Store, id: string) => Promise<unknown>, RegExp]>([
  [
    'whose owner is banned with their voices',
    (store) => store.voiceBans.ban('1', ann.id, 'admin'),
    /none of the voices of the person who keeps “\\\*Mine\\\*”/,
  ],
  [
    'where clones are forbidden',
    (store) =>
      store.serverSettings.change('1', { actorId: 'admin' }, (before) => ({
        ...before,
        clones: 'forbid',
      })),
    /doesn’t allow cloned voices, so “\\\*Mine\\\*” can’t speak here/,
  ],
])('a clone %s is shared with no server that doesn’t let it speak', async (_, decide, why) => {
  await using rig = await testStore();
  const { own } = voicesOf(rig.store);
  const { id } = await keepClone(rig.store, ann.id, '*Mine*');
  await decide(rig.store, id);
  await expect(own.share(ann, '*Mine*')).rejects.toThrow(why);
  expect(await sharers(rig.store)).toEqual([]);
  await own.share({ ...ann, guildId: '2' }, '*Mine*');
  expect(await sharers(rig.store)).toEqual(['2']);
});

test('nobody is told that a voice speaks here whose sharing its admins have refused', async () => {
  await using rig = await testStore();
  const { own } = voicesOf(rig.store);
  const { id } = await keepClone(rig.store, ann.id, 'Mine');
  await rig.store.sharing.share(id, ann.id, '1', true);
  await rig.store.sharing.decide(id, '1', 'refused', 'admin');
  expect(await own.share(ann, 'Mine')).toEqual(
    line('“Mine” is shared. This server’s admins don’t want “Mine” to speak here.'),
  );
});

test('ten voices of the longest names are all listed', async () => {
  await using opened = await testStore();
  const { store } = opened;
  const { own } = voicesOf(store);
  const letters = [...'abcdefghij'];
  for (const letter of letters) {
    const { id } = await keepClone(store, ann.id, `${letter}${'_'.repeat(maxVoiceNameChars - 1)}`);
    for (const guildId of servers) await store.sharing.share(id, ann.id, guildId, true);
    await store.sharing.decide(id, '1', 'refused', 'admin');
  }
  const shown = JSON.stringify(bodyOf(await own.list(ann)));
  for (const letter of letters) expect(shown).toContain(`**${letter}`);
  expect(shown).toContain('`everywhere`');
});

test('a voice takes no preset’s name, and may change the spelling of its own', async () => {
  await using opened = await testStore();
  const { store } = opened;
  const { own } = voicesOf(store);
  await keepClone(store, ann.id, 'Mine');
  await expect(own.rename(ann, 'Mine', 'sky')).rejects.toThrow(/voices for everybody is called/);
  await own.rename(ann, 'Mine', 'MINE');
  expect((await store.voices.ownedBy(ann.id)).map(({ name }) => name)).toEqual(['MINE']);
});
