import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { cachedStore } from '#store/cached-store.ts';
import { personSettings } from '#store/person-settings.ts';
import { serverSettings } from '#store/server-settings.ts';
import { tolerant } from '#store/settings.ts';

import { storeOn, testStore } from './folder.ts';

const byAnn = { actorId: 'ann' };
const byMod = { actorId: 'mod' };

test('nothing is read in a server where nobody set anything', async () => {
  await using rig = await testStore();
  const { serverSettings, people, members } = rig.store;
  expect(await serverSettings.get('1')).toEqual({
    voice: {},
    voicesByLanguage: {},
    channels: {},
    forcesVoice: false,
    volumeDb: 0,
    forbiddenVoices: [],
    clones: 'allow',
    reading: {
      on: false,
      channelIds: [],
      threads: true,
      callChat: true,
      joins: false,
      optIn: false,
      authorInCall: true,
      onlyMuted: false,
      excludedIds: [],
      ignoredRoleIds: [],
      bots: false,
      webhooks: false,
      stageAudience: false,
      silent: false,
      catchesUp: true,
      prefix: '',
      botCommands: false,
      findsLanguage: true,
      languages: [],
      translations: {},
    },
    words: {
      said: 'on-change',
      names: 'nickname',
      links: 'domain',
      emoji: 'name',
      customEmoji: 'name',
      code: 'word',
      replies: true,
      attachments: true,
      embeds: true,
      acronyms: true,
      filtered: 'mask',
      inlineMarks: true,
      maxChars: 1_000,
      maxSeconds: 60,
    },
    moderation: { cooldownMs: 0, dropsRepeats: true },
    calls: {
      aloneMs: 0,
      idleMs: 0,
      stays: false,
      personIds: [],
      roleIds: [],
      announcesArrivals: false,
      announcesDepartures: false,
      showsStatus: false,
      effects: true,
      recordings: true,
      lowers: false,
      alerts: true,
    },
  });
  const person = {
    voice: {},
    volumeDb: 0,
    optedOut: false,
    announced: true,
    lendsSettings: false,
    phraseOrder: 'own',
    abbreviations: [],
    keepsLines: false,
    proxies: [],
  };
  expect(await people.get('ann')).toEqual(person);
  const here = { guildId: '1', userId: 'ann' };
  expect(await members.get(here)).toEqual({ voice: {}, optedIn: false, letsFollow: false });
});

test('what is set is there after a restart', async () => {
  await using rig = await testStore();
  await rig.store.people.change('ann', byAnn, (now) => ({ ...now, optedOut: true }));
  await rig.store.members.change({ guildId: '1', userId: 'ann' }, byAnn, (now) => ({
    ...now,
    spokenName: 'Annie',
  }));
  await rig.store.serverSettings.change('1', byMod, (now) => ({
    ...now,
    channels: { 77: { voice: { voice: 'Sky', speed: 1.5 } } },
  }));
  const store = await rig.reopen();
  expect(await store.people.get('ann')).toMatchObject({ optedOut: true });
  expect(await store.members.get({ guildId: '1', userId: 'ann' })).toMatchObject({
    spokenName: 'Annie',
  });
  expect(await store.members.get({ guildId: '2', userId: 'ann' })).not.toHaveProperty('spokenName');
  expect((await store.serverSettings.get('1')).channels).toEqual({
    77: { voice: { voice: 'Sky', speed: 1.5 } },
  });
});

test('of two changes at once both happen', async () => {
  await using rig = await testStore();
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      rig.store.serverSettings.change('1', byMod, (now) => ({
        ...now,
        forbiddenVoices: [...now.forbiddenVoices, `voice ${index}`],
      })),
    ),
  );
  expect((await rig.store.serverSettings.get('1')).forbiddenVoices).toHaveLength(20);
});

test('a change that is not allowed changes nothing and leaves no trace', async () => {
  await using rig = await testStore();
  const { serverSettings: settings, audit } = rig.store;
  const before = await settings.get('1');
  const tooFast = settings.change('1', byMod, (now) => ({ ...now, voice: { speed: 99 } }));
  await expect(tooFast).rejects.toThrow('speed');
  expect(await settings.get('1')).toEqual(before);
  expect(await audit.entries('1', 10)).toEqual([]);
});

test('changes of a server are on the record, latest first and page by page', async () => {
  await using rig = await testStore();
  const { serverSettings: settings, audit } = rig.store;
  for (const maxChars of [100, 200, 300])
    await settings.change('1', byMod, (now) => ({ ...now, words: { ...now.words, maxChars } }));
  await settings.change('2', byMod, (now) => ({ ...now, forcesVoice: true }));
  await settings.change('1', byMod, (now) => now);
  const first = await audit.entries('1', 2);
  expect(first).toMatchObject([
    { actorId: 'mod', changes: [{ path: 'words.maxChars', before: 200, after: 300 }] },
    { changes: [{ path: 'words.maxChars', before: 100, after: 200 }] },
  ]);
  expect(await audit.entries('1', 2, first.at(-1)?.id)).toMatchObject([
    { changes: [{ path: 'words.maxChars', before: 1_000, after: 100 }] },
  ]);
});

test('what a moderator sets for a person is on the record, what the person sets is not', async () => {
  await using rig = await testStore();
  const scope = { guildId: '1', userId: 'ann' };
  await rig.store.members.change(scope, byAnn, (now) => ({ ...now, spokenName: 'A' }));
  expect(await rig.store.audit.entries('1', 10)).toEqual([]);
  await rig.store.members.change(scope, byMod, (now) => ({
    ...now,
    spokenName: 'B',
    setBy: 'mod',
  }));
  expect(await rig.store.audit.entries('1', 10)).toMatchObject([
    { what: 'member', actorId: 'mod', subjectId: 'ann', changes: [{ path: 'spokenName' }] },
  ]);
});

test.each<[string, unknown, object]>([
  ['nothing', {}, {}],
  ['no object', 'hello', {}],
  ['null', null, {}],
  ['a list', [1, 2], {}],
  ['a field of another kind', { forcesVoice: 'yes', clones: 'forbid' }, { clones: 'forbid' }],
  ['an unknown choice', { clones: 'maybe', forcesVoice: true }, { forcesVoice: true }],
  [
    'one bad entry of a list',
    { reading: { on: true, ignoredRoleIds: ['12', 'x', '34', 5] } },
    { reading: { ignoredRoleIds: ['12', '34'], on: true } },
  ],
  [
    'one bad entry of many',
    { channels: { 1: { voice: { speed: 2 } }, 2: 'loud', x: {} } },
    { channels: { 1: { voice: { speed: 2 } } } },
  ],
  ['a part of another kind', { reading: 7, forcesVoice: true }, { forcesVoice: true }],
])('settings that hold %s keep everything else', (_, json, expected) => {
  expect(tolerant(serverSettings, json)).toMatchObject(expected);
});

test('settings from any JSON are settings', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (any, other) => {
      for (const json of [
        any,
        { voice: any, reading: other },
        { reading: { on: any, channelIds: other } },
      ]) {
        expect(serverSettings.safeParse(tolerant(serverSettings, json)).success).toBe(true);
        expect(personSettings.safeParse(tolerant(personSettings, json)).success).toBe(true);
      }
    }),
  );
});

test('a field of a newer version survives a change by this one', async () => {
  await using rig = await testStore();
  await rig.store.people.change('ann', byAnn, (now) => ({ ...now, spokenName: 'Annie' }));
  const raw = async (): Promise<Record<string, unknown>> => {
    const [row] = await rig.run(`SELECT value FROM settings WHERE person_id = 'ann'`);
    return JSON.parse(String(row?.['value'])) as Record<string, unknown>;
  };
  const newer = JSON.stringify({ ...(await raw()), volumeDb: -3 });
  await rig.run(`UPDATE settings SET value = '${newer}' WHERE person_id = 'ann'`);
  await rig.store.people.change('ann', byAnn, (now) => {
    const { spokenName, ...rest } = now;
    return spokenName === undefined ? now : rest;
  });
  expect(await raw()).toMatchObject({ volumeDb: -3 });
  expect(await raw()).not.toHaveProperty('spokenName');
});

test('what another process changed is seen in the next turn of the event loop', async () => {
  await using rig = await testStore();
  const other = await rig.other();
  expect(await rig.store.people.get('ann')).toMatchObject({ optedOut: false });
  await other.people.change('ann', byAnn, (now) => ({ ...now, optedOut: true }));
  await nextTurn();
  // PostgreSQL tells of it a moment later.
  if (storeOn === 'postgres') await delay(100);
  expect(await rig.store.people.get('ann')).toMatchObject({ optedOut: true });
  await other.close();
});

test('what a message asks for costs one look at other processes', async () => {
  await using rig = await testStore();
  let looks = 0;
  const store = cachedStore(rig.store, () => (looks += 1) < 0, Date.now);
  const message = async (): Promise<void> => {
    await store.serverSettings.get('1');
    await Promise.all([store.people.get('ann'), store.mutes.isMuted('1', 'ann')]);
    await store.wordFilter.words('1');
  };
  // The first may wait for the database, which takes turns of its own.
  await message();
  await nextTurn();
  const before = looks;
  await message();
  expect(looks - before).toBe(1);
  await nextTurn();
  await message();
  expect(looks - before).toBe(2);
});

test('settings are the same object until something changes', async () => {
  await using rig = await testStore();
  const { serverSettings: settings } = rig.store;
  const before = await settings.get('1');
  expect(await settings.get('1')).toBe(before);
  await settings.change('1', byMod, (now) => ({ ...now, forcesVoice: true }));
  expect(await settings.get('1')).not.toBe(before);
});

test('of servers that have set as much as they may, fifty are remembered, and of usual ones all', async () => {
  await using rig = await testStore();
  const ids = Array.from({ length: 500 }, (_, at) => String(at));
  const full = serverSettings.parse({
    forbiddenVoices: Array.from({ length: 2_000 }, (_, at) => `voice ${at}`),
    channels: Object.fromEntries(ids.map((id) => [id, { voice: { voice: 'x' } }])),
    reading: { channelIds: ids, ignoredRoleIds: ids },
    calls: { personIds: ids, roleIds: ids },
  });
  const manyLanguages = serverSettings.parse({
    voicesByLanguage: Object.fromEntries(
      Array.from({ length: 4_000 }, (_, at) => [`x-${at}`, { voice: 'x' }]),
    ),
  });
  let reads = 0;
  const stored = { ...rig.store.serverSettings, get: async (id: string) => read(id) };
  const read = (id: string): typeof full => {
    reads += 1;
    if (id.startsWith('full')) return { ...full };
    return id.startsWith('languages') ? { ...manyLanguages } : serverSettings.parse({});
  };
  const store = cachedStore({ ...rig.store, serverSettings: stored }, () => false, Date.now);
  const readsOf = async (name: string): Promise<number> => {
    reads = 0;
    for (const id of ids) await store.serverSettings.get(`${name} ${id}`);
    for (const id of ids.toReversed()) await store.serverSettings.get(`${name} ${id}`);
    return reads - ids.length;
  };
  expect(await readsOf('usual')).toBe(0);
  for (const name of ['full', 'languages']) {
    const again = await readsOf(name);
    expect(again).toBeGreaterThan(440);
    expect(again).toBeLessThan(470);
  }
});
