import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { openStore, storeOver } from '#store/open-store.ts';
import type { HeldAbout } from '#store/personal-data.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { tables } from '#store/sql/tables.ts';

import { ann, club, liveALot, mod } from './busy-person.ts';
import {
  anyClip,
  clipFilesIn,
  filesHolding,
  hashOf,
  keepClone,
  storeOn,
  temporaryFolder,
  testStore,
} from './folder.ts';

test('after deletion no byte of a person is on the disk, and others keep what is theirs', async () => {
  await using rig = await testStore({ maxVoicesPerPerson: 1_000 });
  const { store } = rig;
  const clips = Array.from({ length: 6 }, () => anyClip());
  // Pages that are split and joined are where copies stay behind.
  for (let index = 0; index < 60; index += 1) {
    await keepClone(store, `${index % 7}00`, `voice ${index} ${'x'.repeat(index * 3)}`);
    if (index === 30) await liveALot(store, clips);
    await keepClone(store, ann, `marker-${index} ${'y'.repeat(index * 5)}`);
  }
  const held = await store.personalData.about(ann);
  expect(held.voices).toHaveLength(62);
  expect(await rig.holding(ann)).not.toEqual([]);

  const { voices, mutedIn } = await store.personalData.forget(ann, { keepOptOut: false });

  expect(voices.map(({ id }) => id).toSorted()).toEqual(held.voices.map(({ id }) => id).toSorted());
  expect(mutedIn).toEqual([]);
  expect(await rig.holding(ann)).toEqual([]);
  expect(await rig.holding('marker-')).toEqual([]);
  for (const clip of clips) {
    expect(await rig.holding(clip.bytes)).toEqual([]);
    expect(await rig.holding(hashOf(clip))).toEqual([]);
  }
  expect(await clipFilesIn(rig.folder)).toHaveLength(61);
  expect(await store.people.get(ann)).toEqual(await store.people.get('nobody'));
  expect(await store.members.get({ guildId: 'club', userId: '3' })).toMatchObject({
    spokenName: 'Three',
  });
  expect(await store.dictionaries.entries(club)).toMatchObject([{ written: 'of the club' }]);
  expect(await store.mutes.list('club')).toEqual([{ userId: '4', sinceMs: expect.any(Number) }]);
  expect((await store.serverSettings.get('club')).clones).toBe('approval');
  expect((await store.audit.entries('club', 20)).map(({ what }) => what)).toContain('settings');
});

test.runIf(storeOn === 'sqlite')(
  'pages that were split keep no copies of a person who was in many servers',
  async () => {
    await using rig = await testStore();
    const { members, personalData } = rig.store;
    for (let index = 0; index < 2_000; index += 1) {
      const userId = index % 3 === 0 ? ann : String(100_000 + ((index * 7_919) % 900_000));
      const guildId = String(1_000 + ((index * index * 104_729) % 331));
      const style = `marker ${userId} ${'x'.repeat((index * index * 31) % 450)}`;
      await members.change({ guildId, userId }, { actorId: userId }, (now) => ({
        ...now,
        voice: { style },
      }));
    }
    await personalData.forget(ann, { keepOptOut: false });
    expect(await rig.holding(ann)).toEqual([]);
  },
);

test.runIf(storeOn === 'sqlite')(
  'what was deleted just before a kill leaves no byte, either, once the store is opened again',
  async () => {
    await using folder = await temporaryFolder();
    const opened = await openSqlite(join(folder.path, 'crier.sqlite'));
    // The bot is killed when all is deleted and the files still hold it.
    const pages = async (): Promise<void> => {
      throw new Error('killed');
    };
    const scrub = { ...opened.scrub, pages };
    const killed = await storeOver({ ...opened, scrub }, { folder: folder.path });
    for (let index = 0; index < 2_000; index += 1) {
      const userId = index % 3 === 0 ? ann : String(100_000 + ((index * 7_919) % 900_000));
      const guildId = String(1_000 + ((index * index * 104_729) % 331));
      const style = `${userId} ${'x'.repeat((index * index * 31) % 450)}`;
      await killed.members.change({ guildId, userId }, { actorId: userId }, (now) => ({
        ...now,
        voice: { style },
      }));
    }
    const forgetting = killed.personalData.forget(ann, { keepOptOut: false });
    await expect(forgetting).rejects.toThrow('killed');
    expect(await filesHolding(folder.path, ann)).not.toEqual([]);

    const store = await openStore({ folder: folder.path });
    expect(await filesHolding(folder.path, ann)).toEqual([]);
    await store.close();
    await killed.close();
  },
);

test('the export holds everything, and every clip of it can be read', async () => {
  await using rig = await testStore();
  const clips = Array.from({ length: 6 }, () => anyClip());
  await liveALot(rig.store, clips);
  await rig.store.mutes.mute('club', { userId: ann }, mod);
  const held = await rig.store.personalData.about(ann);
  const json = JSON.stringify(held);
  for (const marker of [
    'spoken-name',
    'style',
    'member-name',
    'voice-name',
    'description',
    'by',
    'word',
    'said',
    'phrase',
    'folder',
    'tap',
    'line',
    'short',
  ])
    expect(json).toContain(`marker-${marker}`);
  expect(held).toMatchObject({
    userId: ann,
    settings: { optedOut: true },
    servers: [{ guildId: 'club' }],
    consents: [{ basis: 'own' }],
    mutes: [{ guildId: 'club', mute: { byId: mod } }],
    spent: [{ what: 'clone', count: 1 }],
    serverWords: [
      { guildId: 'club', word: { written: 'my joke', spoken: { as: 'sound' } } },
      { guildId: 'club', word: { written: 'of the club', spoken: { words: 'stays' } } },
    ],
  });
  expect(held.audit.length).toBeGreaterThan(3);
  expect(held.clips.map(({ hash }) => hash).toSorted()).toEqual(clips.map(hashOf).toSorted());
  for (const { hash } of held.clips) expect(clips).toContainEqual(await rig.store.clips.read(hash));
});

test('nothing is held about somebody who never did anything', async () => {
  await using rig = await testStore();
  expect(await rig.store.personalData.about('nobody')).toEqual({
    userId: 'nobody',
    settings: await rig.store.people.get('nobody'),
    servers: [],
    voices: [],
    consents: [],
    dictionary: [],
    serverWords: [],
    phrases: [],
    phraseFolders: [],
    taps: [],
    earlierLines: [],
    help: [],
    serverPhrases: [],
    reports: [],
    mutes: [],
    voiceBans: [],
    bans: [],
    bansDecided: [],
    botBudgets: [],
    budgets: [],
    budgetLevels: [],
    audit: [],
    spent: [],
    speech: [],
    jobs: [],
    asks: [],
    clips: [],
  });
});

test.each([
  ['asked to', true, true],
  ['not asked to', false, false],
])('a refusal to be read outlives deletion when %s', async (_, keepOptOut, optedOut) => {
  await using rig = await testStore();
  await rig.store.people.change(ann, { actorId: ann }, (now) => ({
    ...now,
    optedOut: true,
    spokenName: 'marker-name',
  }));
  await rig.store.personalData.forget(ann, { keepOptOut });
  expect(await rig.store.people.get(ann)).toEqual({
    ...(await rig.store.people.get('nobody')),
    optedOut,
  });
  expect(await rig.holding('marker-name')).toEqual([]);
});

test('a mute is its moderators’ and is told, so that nobody gets rid of it by deletion', async () => {
  await using rig = await testStore();
  await rig.store.mutes.mute('club', { userId: ann }, mod);
  expect(await rig.store.personalData.forget(ann, { keepOptOut: false })).toEqual({
    voices: [],
    mutedIn: ['club'],
    voicesBannedIn: [],
    isBanned: false,
  });
  expect(await rig.store.mutes.isMuted('club', ann)).toBe(true);
});

test('a ban is theirs who run the bot and is told, so that nobody gets rid of it by deletion', async () => {
  await using rig = await testStore();
  const { bans, personalData } = rig.store;
  await bans.ban({ kind: 'person', id: ann }, 'spam', mod);
  expect((await personalData.about(ann)).bans).toEqual([
    { reason: 'spam', sinceMs: expect.any(Number) },
  ]);
  expect((await personalData.forget(ann, { keepOptOut: false })).isBanned).toBe(true);
  expect(bans.of({ userId: ann })?.reason).toBe('spam');
  await personalData.forget(mod, { keepOptOut: false });
  expect(await bans.list()).toEqual([
    { kind: 'person', id: ann, reason: 'spam', sinceMs: expect.any(Number) },
  ]);
});

test('a mute that has ended goes with everything else', async () => {
  let nowMs = 1_000;
  await using rig = await testStore({ now: () => nowMs });
  await rig.store.mutes.mute('club', { userId: ann, untilMs: 2_000 }, mod);
  await rig.store.mutes.mute('pub', { userId: ann, untilMs: 4_000 }, mod);
  nowMs = 3_000;
  const { mutedIn } = await rig.store.personalData.forget(ann, { keepOptOut: false });
  expect(mutedIn).toEqual(['pub']);
  expect((await rig.store.personalData.about(ann)).mutes).toMatchObject([{ guildId: 'pub' }]);
});

/** Every column that can hold a person, and where the export has what is in it. */
const holdsPeople: Readonly<Record<string, (held: HeldAbout) => unknown>> = {
  'audit.actor_id': ({ audit }) => audit.find(({ actorId }) => actorId === ann),
  'audit.subject_id': ({ audit }) => audit.find(({ subjectId }) => subjectId === ann),
  'bans.by_id': ({ bansDecided }) => bansDecided[0],
  'bans.subject_id': ({ bans }) => bans[0],
  'bot_budgets.by_id': ({ botBudgets }) => botBudgets[0],
  'budget_levels.person_id': ({ budgetLevels }) => budgetLevels[0],
  'budgets.by_id': ({ audit }) => audit.find(({ what }) => what === 'budget'),
  'budgets.person_id': ({ budgets }) => budgets[0],
  'consents.person_id': ({ consents }) => consents[0],
  'dictionary_entries.added_by': ({ serverWords }) => serverWords[0],
  'dictionary_entries.owner_id': ({ dictionary }) => dictionary[0],
  'earlier_lines.person_id': ({ earlierLines }) => earlierLines[0],
  'helpers.helper_id': ({ help }) => help.find(({ helperId }) => helperId === ann),
  'helpers.person_id': ({ help }) => help.find(({ personId }) => personId === ann),
  'jobs.person_id': ({ jobs }) => jobs[0],
  // The log has whom somebody muted and banned as a moderator.
  'mutes.by_id': ({ audit }) => audit.find(({ what }) => what === 'mute'),
  'mutes.person_id': ({ mutes }) => mutes[0],
  'phrase_folders.added_by': ({ phraseFolders }) => phraseFolders[0],
  'phrase_folders.owner_id': ({ phraseFolders }) => phraseFolders[0],
  'phrases.added_by': ({ serverPhrases }) => serverPhrases[0],
  'phrases.owner_id': ({ phrases }) => phrases[0],
  'settings.person_id': ({ settings, servers }) => settings.spokenName && servers[0],
  'speech_asks.person_id': ({ asks }) => asks[0],
  'spendings.person_id': ({ spent }) => spent[0],
  'spent.person_id': ({ speech }) => speech[0],
  'taps.person_id': ({ taps }) => taps[0],
  'voice_bans.by_id': ({ audit }) => audit.find(({ what }) => what === 'voices-banned'),
  'voice_bans.person_id': ({ voiceBans }) => voiceBans[0],
  'voice_reports.reporter_id': ({ reports }) => reports[0],
  'voices.owner_id': ({ voices }) => voices[0],
};

test('every column of the store that holds a person is in the export', async () => {
  await using rig = await testStore();
  await liveALot(rig.store, []);
  await rig.store.mutes.mute('club', { userId: ann }, mod);
  await rig.store.voiceBans.ban('club', ann, mod);
  await rig.store.bans.ban({ kind: 'person', id: ann }, 'spam', mod);
  const budget = { whose: 'person', userId: ann, period: 'day', usd: 1 } as const;
  await rig.store.budgets.set('club', budget, mod);
  const holding = /_by$|^(?:person|helper|owner|actor|subject|reporter|by)_id$/;
  const columns = Object.entries(tables).flatMap(([table, of]) =>
    Object.keys(of).flatMap((name) => (holding.test(name) ? [`${table}.${name}`] : [])),
  );
  expect(columns.toSorted()).toEqual(Object.keys(holdsPeople));
  const held = await rig.store.personalData.about(ann);
  const missing = Object.entries(holdsPeople).filter(([, partOf]) => !partOf(held));
  expect(missing).toEqual([]);
});

test('a clip that two people keep stays with the one who is not deleted', async () => {
  await using rig = await testStore();
  const clip = anyClip(randomBytes(500));
  await keepClone(rig.store, ann, 'A', clip);
  await keepClone(rig.store, '3', 'B', clip);
  await rig.store.personalData.forget(ann, { keepOptOut: false });
  expect(await rig.store.clips.read(hashOf(clip))).toEqual(clip);
});
