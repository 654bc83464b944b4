import { expect, test } from 'vitest';

import { UserError } from '#errors.ts';

import { anyClip, clipFilesIn, consentTo, hashOf, keepClone, testStore } from './folder.ts';

const design = { mode: 'design', description: 'an old sailor' } as const;

test('a kept clone has its clip, byte for byte, after a restart', async () => {
  await using rig = await testStore();
  const clip = anyClip();
  const { id } = await keepClone(rig.store, 'ann', 'Mine', clip);
  const store = await rig.reopen();
  const [profile] = await store.voices.ownedBy('ann');
  expect(profile).toMatchObject({
    id,
    ownerId: 'ann',
    name: 'Mine',
    sound: {
      mode: 'clone',
      transcript: 'what Mine says',
      clip: { hash: hashOf(clip), format: 'mp3', durationMs: 5_000, sizeBytes: 2_000 },
    },
    servers: [],
  });
  expect(await store.clips.read(hashOf(clip))).toEqual(clip);
});

test.each([
  ['nobody consented', undefined],
  ['somebody else consented', { userId: 'bob', clip: 'same' }],
  ['the consent was for another clip', { userId: 'ann', clip: 'other' }],
])('a clone is not kept, nor its clip, when %s', async (_, consent) => {
  await using rig = await testStore();
  const clip = anyClip();
  if (consent) {
    const stated = hashOf(consent.clip === 'same' ? clip : anyClip());
    await consentTo(rig.store, consent.userId, stated);
  }
  const kept = rig.store.voices.keep({ ownerId: 'ann', name: 'A', sound: { mode: 'clone', clip } });
  await expect(kept).rejects.toThrow('consent');
  expect(await rig.store.voices.ownedBy('ann')).toEqual([]);
  expect(await clipFilesIn(rig.folder)).toEqual([]);
});

test('a consent ends with its voice, and a new clone of the same clip needs a new one', async () => {
  await using rig = await testStore();
  const { store } = rig;
  const clip = anyClip();
  const { id } = await keepClone(store, 'ann', 'A', clip);
  expect(await store.consents.given('ann', hashOf(clip))).toMatchObject({ basis: 'own' });
  await store.voices.remove(id, 'ann');
  expect(await store.consents.given('ann', hashOf(clip))).toBeUndefined();
  const again = store.voices.keep({ ownerId: 'ann', name: 'A', sound: { mode: 'clone', clip } });
  await expect(again).rejects.toThrow('consent');
  expect((await store.personalData.about('ann')).consents).toMatchObject([
    { withdrawnAtMs: expect.any(Number) },
  ]);
});

test.each([
  ['Ann', 'ANN', 'in other letters'],
  ['Ａｎｎ', 'Ann', 'in full width'],
  ['Ann', ' ann ', 'with spaces around'],
])('a name is taken also %2$s', async (first, second) => {
  await using rig = await testStore();
  const { voices } = rig.store;
  await voices.keep({ ownerId: 'ann', name: first, sound: design });
  await expect(voices.keep({ ownerId: 'ann', name: second, sound: design })).rejects.toThrow(
    UserError,
  );
  await voices.keep({ ownerId: 'bob', name: second, sound: design });
});

test('a voice is renamed by its owner alone, and not to a name that they have', async () => {
  await using rig = await testStore();
  const { voices } = rig.store;
  const { id } = await voices.keep({ ownerId: 'ann', name: 'One', sound: design });
  await voices.keep({ ownerId: 'ann', name: 'Two', sound: design });
  expect(await voices.rename(id, 'bob', 'Bob’s')).toBe(false);
  await expect(voices.rename(id, 'ann', 'two')).rejects.toThrow(UserError);
  expect(await voices.rename(id, 'ann', 'ONE')).toBe(true);
  expect((await voices.ownedBy('ann')).map(({ name }) => name)).toEqual(['ONE', 'Two']);
});

test('no more voices than the quota are kept, also when they come at once', async () => {
  await using rig = await testStore({ maxVoicesPerPerson: 3 });
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, (_, index) =>
      rig.store.voices.keep({ ownerId: 'ann', name: `V${index}`, sound: design }),
    ),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect(
    results.filter((result) => result.status === 'rejected' && result.reason instanceof UserError),
  ).toHaveLength(3);
  expect(await rig.store.voices.ownedBy('ann')).toHaveLength(3);
});

test('a removed voice is gone for everybody, and nobody but its owner removes it', async () => {
  await using rig = await testStore();
  const { voices, sharing } = rig.store;
  const { id } = await keepClone(rig.store, 'ann', 'A');
  await sharing.share(id, 'ann', 'club', true);
  expect(await voices.remove(id, 'bob')).toBeUndefined();
  expect(await voices.find(id, { userId: 'bob', guildId: 'club' })).toMatchObject({ id });
  expect(await voices.remove(id, 'ann')).toMatchObject({ id });
  expect(await voices.find(id, { userId: 'bob', guildId: 'club' })).toBeUndefined();
  expect(await voices.find(id, { userId: 'ann' })).toBeUndefined();
  expect(await voices.sharedWith('club')).toEqual([]);
});

test('a private voice is found by its owner alone, a shared one also in its server', async () => {
  await using rig = await testStore();
  const { voices, sharing } = rig.store;
  const { id } = await keepClone(rig.store, 'ann', 'A');
  const seenBy = async (): Promise<readonly boolean[]> =>
    Promise.all(
      [
        { userId: 'ann' },
        { userId: 'ann', guildId: 'club' },
        { userId: 'bob', guildId: 'club' },
        { userId: 'bob', guildId: 'other' },
        { userId: 'bob' },
      ].map(async (viewer) => (await voices.find(id, viewer)) !== undefined),
    );
  expect(await seenBy()).toEqual([true, true, false, false, false]);
  expect(await sharing.share(id, 'bob', 'club', true)).toBeUndefined();
  expect(await seenBy()).toEqual([true, true, false, false, false]);
  await sharing.share(id, 'ann', 'club', true);
  expect(await seenBy()).toEqual([true, true, true, false, false]);
  expect(await voices.sharedWith('club')).toMatchObject([{ id }]);
  await sharing.share(id, 'ann', 'club', false);
  expect(await seenBy()).toEqual([true, true, false, false, false]);
  expect(await voices.sharedWith('club')).toEqual([]);
});

test('a design keeps its best take, and one without a take has no clip', async () => {
  await using rig = await testStore();
  const clip = anyClip();
  const { voices } = rig.store;
  await voices.keep({ ownerId: 'ann', name: 'With', sound: { ...design, clip } });
  await voices.keep({ ownerId: 'ann', name: 'Without', sound: design });
  const store = await rig.reopen();
  const sounds = (await store.voices.ownedBy('ann')).map(({ sound }) => sound);
  expect(sounds).toEqual([
    { ...design, clip: { hash: hashOf(clip), format: 'mp3', durationMs: 5_000, sizeBytes: 2_000 } },
    design,
  ]);
});
