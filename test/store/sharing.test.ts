import { expect, test } from 'vitest';

import { keepClone, testStore } from './folder.ts';

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

test('where a voice has been asked for is known at once to who has looked before', async () => {
  await using rig = await testStore();
  const { sharing, voices } = rig.store;
  const { id } = await keepClone(rig.store, 'ann', 'A');
  expect(await voices.ownedBy('ann')).toMatchObject([{ id, servers: [] }]);
  await sharing.ask(id, 'ann', 'club');
  expect(await voices.ownedBy('ann')).toMatchObject([
    { id, servers: [{ guildId: 'club', shared: false }] },
  ]);
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
  expect(await voiceBans.list('club')).toMatchObject([{ userId: 'ann', byId: 'mod' }]);
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

test('a report that is made again is as new as its reason', async () => {
  const clock = { nowMs: 1_000 };
  await using rig = await testStore({ now: () => clock.nowMs });
  const { sharing, reports } = rig.store;
  const [first, second] = [
    await keepClone(rig.store, 'ann', 'A'),
    await keepClone(rig.store, 'ann', 'B'),
  ];
  const reported = { guildId: 'club', reporterId: 'bob', reason: 'that is me' };
  for (const { id } of [first, second]) {
    await sharing.share(id, 'ann', 'club', true);
    clock.nowMs += 1_000;
    await reports.file({ ...reported, voiceId: id });
  }
  clock.nowMs = 9_000;
  await reports.file({ ...reported, voiceId: first.id, reason: 'that is really me' });
  expect(await reports.open('club')).toMatchObject([
    { voiceId: second.id, atMs: 3_000 },
    { voiceId: first.id, atMs: 9_000, reason: 'that is really me' },
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
