import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { expect, test } from 'vitest';

import { UserError } from '#errors.ts';

import { anyClip, clipFilesIn, hashOf, keepClone, testStore } from './folder.ts';

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
  ['somebody else consented', { personId: 'bob', clip: 'same' }],
  ['the consent was for another clip', { personId: 'ann', clip: 'other' }],
])('a clone is not kept, nor its clip, when %s', async (_, consent) => {
  await using rig = await testStore();
  const clip = anyClip();
  if (consent)
    await rig.store.consents.record({
      personId: consent.personId,
      basis: 'own',
      wordingVersion: '1',
      clipHash: hashOf(consent.clip === 'same' ? clip : anyClip()),
      givenAtMs: 1,
    });
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

test('two voices of one clip share its file, which goes with the last of them', async () => {
  await using rig = await testStore();
  const { store } = rig;
  const clip = anyClip();
  const one = await keepClone(store, 'ann', 'One', clip);
  const two = await keepClone(store, 'bob', 'Two', clip);
  expect(await clipFilesIn(rig.folder)).toHaveLength(1);
  await store.voices.remove(one.id, 'ann');
  expect(await store.clips.read(hashOf(clip))).toEqual(clip);
  await store.voices.remove(two.id, 'bob');
  expect(await store.clips.read(hashOf(clip))).toBeUndefined();
  expect(await clipFilesIn(rig.folder)).toEqual([]);
});

test('a clip that is kept while its last voice is removed is there afterwards', async () => {
  await using rig = await testStore({ maxVoicesPerPerson: 100 });
  const { store } = rig;
  const clip = anyClip();
  for (let round = 0; round < 15; round += 1) {
    const old = await keepClone(store, 'ann', `old ${round}`, clip);
    const [kept] = await Promise.all([
      keepClone(store, 'bob', `new ${round}`, clip),
      store.voices.remove(old.id, 'ann'),
    ]);
    expect(await store.clips.read(hashOf(clip))).toEqual(clip);
    await store.voices.remove(kept.id, 'bob');
  }
  expect(await clipFilesIn(rig.folder)).toEqual([]);
});

test('a clip that is kept again before its removal came about stays', async () => {
  await using rig = await testStore();
  const clip = anyClip();
  // As a full disk leaves it, on which the note could not be taken out.
  const database = new DatabaseSync(join(rig.folder, 'crier.sqlite'));
  database.prepare('INSERT INTO clip_removals (hash) VALUES (?)').run(hashOf(clip));
  database.close();
  await keepClone(rig.store, 'ann', 'Again', clip);
  const other = await keepClone(rig.store, 'ann', 'Other');
  await rig.store.voices.remove(other.id, 'ann');
  const store = await rig.reopen();
  expect(await store.clips.read(hashOf(clip))).toEqual(clip);
});

test('a removed voice is gone for everybody, and nobody but its owner removes it', async () => {
  await using rig = await testStore();
  const { voices, sharing } = rig.store;
  const { id } = await keepClone(rig.store, 'ann', 'A');
  await sharing.share(id, 'ann', 'club', true);
  expect(await voices.remove(id, 'bob')).toBeUndefined();
  expect(await voices.find(id, { personId: 'bob', guildId: 'club' })).toMatchObject({ id });
  expect(await voices.remove(id, 'ann')).toMatchObject({ id });
  expect(await voices.find(id, { personId: 'bob', guildId: 'club' })).toBeUndefined();
  expect(await voices.find(id, { personId: 'ann' })).toBeUndefined();
  expect(await voices.sharedWith('club')).toEqual([]);
});

test('a private voice is found by its owner alone, a shared one also in its server', async () => {
  await using rig = await testStore();
  const { voices, sharing } = rig.store;
  const { id } = await keepClone(rig.store, 'ann', 'A');
  const seenBy = async (): Promise<readonly boolean[]> =>
    Promise.all(
      [
        { personId: 'ann' },
        { personId: 'ann', guildId: 'club' },
        { personId: 'bob', guildId: 'club' },
        { personId: 'bob', guildId: 'other' },
        { personId: 'bob' },
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

test('admins approve what was asked or shared, once for all, and it is on the record', async () => {
  let nowMs = 1_000;
  await using rig = await testStore({ now: () => nowMs });
  const { sharing, audit } = rig.store;
  const { id } = await keepClone(rig.store, 'ann', 'A');
  expect(await sharing.ask(id, 'bob', 'club')).toBeUndefined();
  expect(await sharing.decide(id, 'club', 'approved', 'mod')).toBeUndefined();
  // A voice that its owner took back without having asked is theirs again.
  for (const shared of [true, false]) await sharing.share(id, 'ann', 'club', shared);
  expect(await sharing.decide(id, 'club', 'approved', 'mod')).toBeUndefined();
  expect(await sharing.ask(id, 'ann', 'club')).toMatchObject({ isNew: true });
  expect(await sharing.ask(id, 'ann', 'club')).toMatchObject({ isNew: false });
  expect(await sharing.waiting('club')).toMatchObject([{ id }]);
  nowMs += 60_000;
  expect(await sharing.decide(id, 'club', 'refused', 'mod')).toMatchObject({
    servers: [{ guildId: 'club', shared: false, approval: 'refused', ownerBanned: false }],
  });
  expect(await sharing.waiting('club')).toEqual([]);
  // Asking again and again does not wear admins down.
  const weekMs = 7 * 24 * 3_600_000;
  expect(await sharing.ask(id, 'ann', 'club')).toMatchObject({
    isNew: false,
    againAtMs: nowMs + weekMs,
  });
  expect(await sharing.waiting('club')).toEqual([]);
  expect(await sharing.decided('club', 10)).toMatchObject([{ id }]);
  expect(await audit.entries('club', 10)).toMatchObject([
    { what: 'voice-refused', actorId: 'mod', subjectId: 'ann' },
  ]);
  nowMs += weekMs;
  expect(await sharing.ask(id, 'ann', 'club')).toMatchObject({ isNew: true });
  expect(await sharing.waiting('club')).toMatchObject([{ id }]);
  await sharing.decide(id, 'club', 'approved', 'mod');
  nowMs += 2 * weekMs;
  expect(await sharing.ask(id, 'ann', 'club')).toMatchObject({
    isNew: false,
    profile: { servers: [{ approval: 'approved' }] },
  });
});

test('what was decided last comes first', async () => {
  let nowMs = 1_000;
  await using rig = await testStore({ now: () => (nowMs += 1) });
  const { sharing } = rig.store;
  const names = ['A', 'B', 'C'];
  const kept = await Promise.all(names.map(async (name) => keepClone(rig.store, 'ann', name)));
  for (const { id } of kept) await sharing.ask(id, 'ann', 'club');
  for (const { id } of kept.toReversed()) await sharing.decide(id, 'club', 'approved', 'mod');
  const decided = await sharing.decided('club', 2);
  expect(decided.map(({ name }) => name)).toEqual(['A', 'B']);
  expect(await sharing.decided('pub', 2)).toEqual([]);
});

test('a ban goes for every voice of a person, in that server, until it is lifted', async () => {
  await using rig = await testStore();
  const { voices, voiceBans, personalData, audit } = rig.store;
  await keepClone(rig.store, 'ann', 'A');
  await keepClone(rig.store, 'bob', 'B');
  expect(await voices.ownedBy('ann')).toMatchObject([{ servers: [] }]);
  expect(await voiceBans.ban('club', 'ann', 'mod')).toBe(true);
  expect(await voiceBans.ban('club', 'ann', 'other mod')).toBe(false);
  await keepClone(rig.store, 'ann', 'Later');
  const banned = [{ guildId: 'club', shared: false, approval: 'none', ownerBanned: true }];
  expect(await voices.ownedBy('ann')).toMatchObject([{ servers: banned }, { servers: banned }]);
  expect(await voices.ownedBy('bob')).toMatchObject([{ servers: [] }]);
  expect(await voiceBans.list('club')).toMatchObject([{ personId: 'ann', byId: 'mod' }]);
  expect((await personalData.about('ann')).voiceBans).toMatchObject([{ guildId: 'club' }]);
  // The server's own decision: nobody gets rid of it by deletion.
  expect(await personalData.forget('ann', { keepOptOut: false })).toMatchObject({
    voicesBannedIn: ['club'],
  });
  expect(await voiceBans.list('club')).toHaveLength(1);
  expect(await voiceBans.lift('club', 'ann', 'mod')).toBe(true);
  expect(await voiceBans.lift('club', 'ann', 'mod')).toBe(false);
  await keepClone(rig.store, 'ann', 'Again');
  expect(await voices.ownedBy('ann')).toMatchObject([{ servers: [] }]);
  expect((await audit.entries('club', 9)).map(({ what }) => what)).toEqual([
    'voices-allowed',
    'voices-banned',
  ]);
});

test('a report is filed of what is shared, once a person, until an admin settles it', async () => {
  await using rig = await testStore();
  const { sharing, reports, audit } = rig.store;
  const { id } = await keepClone(rig.store, 'ann', 'A');
  const report = { guildId: 'club', voiceId: id, reporterId: 'bob', reason: 'that is me' };
  expect(await reports.file(report)).toBeUndefined();
  await sharing.share(id, 'ann', 'club', true);
  expect(await reports.file(report)).toMatchObject({
    report: { voiceName: 'A', ownerId: 'ann' },
    isNew: true,
  });
  expect(await reports.file({ ...report, reason: 'that is really me' })).toMatchObject({
    isNew: false,
  });
  expect(await reports.open('club')).toMatchObject([{ reason: 'that is really me' }]);
  expect(await reports.open('other')).toEqual([]);
  expect(await reports.settle('other', id, 'mod')).toBe(false);
  await sharing.share(id, 'ann', 'pub', true);
  await reports.file({ ...report, guildId: 'pub' });
  expect(await reports.settle('club', id, 'mod')).toBe(true);
  expect(await reports.open('club')).toEqual([]);
  expect(await reports.open('pub')).toHaveLength(1);
  expect(await audit.entries('club', 10)).toMatchObject([{ what: 'report-settled' }]);
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

test('a clip whose file was changed or lost is not given out', async () => {
  await using rig = await testStore();
  const clip = anyClip();
  await keepClone(rig.store, 'ann', 'A', clip);
  const path = join(rig.folder, 'clips', `${hashOf(clip)}.clip`);
  await chmod(path, 0o600);
  await writeFile(path, 'something else');
  expect(await rig.store.clips.read(hashOf(clip))).toBeUndefined();
});
