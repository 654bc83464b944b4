import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';

import { anyClip, hashOf, temporaryFolder, testStore } from './folder.ts';
import type { TestStore } from './folder.ts';

// Two people in two servers, who have the same of everything: what is done for one of them in one server changes
// nothing of anybody else's, and is what every process reads from then on.

const people = ['ann', 'bob'];
const servers = ['club', 'pub'];
const owners = [
  ...servers.map((guildId) => ({ of: 'server', guildId }) as const),
  // Kinds are told apart, whatever the ids.
  ...[...people, 'club'].map((personId) => ({ of: 'person', personId }) as const),
];
const quotas = (['clone', 'design'] as const).map((what) => ({ what, max: 5, perMs: 1_000_000 }));
/** Each of `ann`'s and of `bob`'s. */
const clips = people.map((who) => anyClip(Buffer.from(who)));
const hashes = clips.map((clip) => hashOf(clip));
const word = (written: string) =>
  ({
    written,
    match: 'word',
    caseSensitive: false,
    spoken: { as: 'words', words: 'said' },
  }) as const;

interface Lived extends TestStore {
  /** Each person has one that is shared and was refused, and another that is not shared and waits. */
  readonly voices: Readonly<Record<string, string>>;
}

const now = 500_000;

let lived: Lived;

beforeAll(async () => {
  lived = await live();
  await lived.store.close();
});

afterAll(() => lived[Symbol.asyncDispose]());

async function live(): Promise<Lived> {
  const rig = await testStore({ now: () => now });
  const { store } = rig;
  const voices: Record<string, string> = {};
  for (const [index, who] of people.entries()) {
    const by = { actorId: who };
    const clip = clips[index] ?? anyClip();
    await store.people.change(who, by, (before) => ({ ...before, spokenName: who }));
    const statement = { personId: who, basis: 'own', wordingVersion: '1', givenAtMs: 1 } as const;
    for (const clipHash of hashes) await store.consents.record({ ...statement, clipHash });
    const sound = { mode: 'clone', clip } as const;
    const { id } = await store.voices.keep({ ownerId: who, name: 'Mine', sound });
    const waiting = { mode: 'design', description: 'Calm' } as const;
    const { id: asked } = await store.voices.keep({ ownerId: who, name: 'Other', sound: waiting });
    voices[who] = id;
    voices[`${who} other`] = asked;
    for (const guildId of servers) {
      const scope = { guildId, personId: who };
      await store.members.change(scope, by, (before) => ({ ...before, spokenName: who }));
      await store.sharing.share(id, who, guildId, true);
      await store.sharing.decide(id, guildId, 'refused', 'mod');
      await store.sharing.ask(asked, who, guildId);
      await store.mutes.mute(guildId, { personId: who }, 'mod');
      await store.voiceBans.ban(guildId, who, 'mod');
    }
    for (const quota of quotas) await store.quotas.spend(who, quota);
  }
  for (const guildId of servers) {
    await store.serverSettings.change(guildId, { actorId: 'mod' }, (before) => ({
      ...before,
      forcesVoice: true,
    }));
    await store.wordFilter.change(guildId, 'mod', { add: ['darn', 'heck'] });
    for (const who of people)
      for (const voiceId of Object.values(voices))
        await store.reports.file({ guildId, voiceId, reporterId: who, reason: 'r' });
    await store.servers.left(guildId, 1);
  }
  for (const owner of owners) await store.dictionaries.put(owner, [word('gg'), word('afk')], 'mod');
  return Object.assign(rig, { voices });
}

/** A copy of it, which goes with the test. */
async function openCopy(): Promise<{ store: Store; path: string } & AsyncDisposable> {
  const folder = await temporaryFolder();
  await cp(lived.folder, folder.path, { recursive: true });
  const store = await openStore({ folder: folder.path, now: () => now });
  return {
    store,
    path: folder.path,
    async [Symbol.asyncDispose]() {
      await store.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** All that can be asked of a store about these people and servers. */
async function readAll(store: Store, { voices }: Pick<Lived, 'voices'>): Promise<unknown> {
  const ids = Object.values(voices);
  return Promise.all([
    ...people.flatMap((personId) => [
      store.people.get(personId),
      store.voices.ownedBy(personId),
      store.personalData.about(personId),
      ...servers.flatMap((guildId) => [
        store.members.get({ guildId, personId }),
        store.mutes.isMuted(guildId, personId),
        ...ids.map((id) => store.voices.find(id, { personId, guildId })),
      ]),
      ...hashes.map((hash) => store.consents.given(personId, hash)),
    ]),
    ...servers.flatMap((guildId) => [
      store.serverSettings.get(guildId),
      store.voices.sharedWith(guildId),
      store.sharing.waiting(guildId),
      store.sharing.decided(guildId, 9),
      store.mutes.list(guildId),
      store.voiceBans.list(guildId),
      store.wordFilter.words(guildId),
      store.reports.open(guildId),
      store.audit.entries(guildId, 99),
    ]),
    ...owners.map((owner) => store.dictionaries.entries(owner)),
    ...hashes.map((hash) => store.clips.read(hash)),
  ]);
}

/** The content of the files, a line for each row: its table, whose it is, and the rest of it. */
function rowsOf(folder: string, { voices }: Pick<Lived, 'voices'>): ReadonlyMap<string, string> {
  using file = new DatabaseSync(join(folder, 'crier.sqlite'), { readOnly: true });
  const tables = file.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const nameOf = new Map(Object.entries(voices).map(([who, id]) => [id, `${who}’s voice`]));
  const rows = new Map<string, string>();
  for (const table of tables.map(({ name }) => String(name)))
    for (const row of file.prepare(`SELECT * FROM ${table}`).all()) {
      const keys = ['server_id', 'owner_id', 'person_id', 'voice_id', 'reporter_id', 'name'];
      const key = [...keys, 'written', 'word', table === 'spendings' ? 'what' : '']
        .flatMap((column) => (typeof row[column] === 'string' ? [row[column]] : []))
        .map((value) => nameOf.get(value) ?? value)
        .concat(
          hashes.flatMap((hash, at) =>
            [row['clip_hash'], row['hash']].includes(hash) ? [`clip ${at}`] : [],
          ),
        )
        .filter((value) => value !== '')
        .join(' ');
      // The log grows with every change, and is looked at by itself.
      const kind = row['owner_kind'] === 'person' ? ' of a person' : '';
      if (table !== 'audit') rows.set(`${table}${kind}: ${key}`, JSON.stringify(row));
    }
  return rows;
}

type Step = (store: Store, voices: Lived['voices']) => Promise<unknown>;
const byMod = { actorId: 'mod' };
const here = { guildId: 'club', personId: 'ann' };

/** Changes that are made for Ann, in the club; which rows each adds, changes and removes. */
const steps: Readonly<Record<string, readonly [step: Step, ...changed: string[]]>> = {
  'settings of a person': [
    ({ people: all }) => all.change('ann', byMod, (was) => ({ ...was, optedOut: true })),
    '~ settings: ann',
  ],
  'settings of a member': [
    ({ members }) => members.change(here, byMod, (was) => ({ ...was, optedIn: true })),
    '~ settings: club ann',
  ],
  'settings of a server': [
    ({ serverSettings }) =>
      serverSettings.change('club', byMod, (was) => ({ ...was, forcesVoice: false })),
    '~ settings: club',
  ],
  'a voice that is renamed': [
    ({ voices: all }, { ann = '' }) => all.rename(ann, 'ann', 'New'),
    '+ voices: ann New clip 0',
    '- voices: ann Mine clip 0',
  ],
  'a voice that is removed': [
    ({ voices: all }, { ann = '' }) => all.remove(ann, 'ann'),
    '- clips: clip 0',
    '- voice_reports: club ann’s voice ann',
    '- voice_reports: club ann’s voice bob',
    '- voice_reports: pub ann’s voice ann',
    '- voice_reports: pub ann’s voice bob',
    '- voice_servers: club ann’s voice',
    '- voice_servers: pub ann’s voice',
    '- voices: ann Mine clip 0',
    '~ consents: ann clip 0',
  ],
  'a voice that is no longer shared': [
    ({ sharing }, { ann = '' }) => sharing.share(ann, 'ann', 'club', false),
    '~ voice_servers: club ann’s voice',
  ],
  'a voice that is approved': [
    ({ sharing }, { ann = '' }) => sharing.decide(ann, 'club', 'approved', 'mod'),
    '~ voice_servers: club ann’s voice',
  ],
  'a voice whose reports are settled': [
    ({ reports }, { ann = '' }) => reports.settle('club', ann, 'mod'),
    '- voice_reports: club ann’s voice ann',
    '- voice_reports: club ann’s voice bob',
  ],
  'a report of another reason': [
    ({ reports }, { bob: voiceId = '' }) =>
      reports.file({ guildId: 'club', voiceId, reporterId: 'ann', reason: 'another' }),
    '~ voice_reports: club bob’s voice ann',
  ],
  'a mute': [
    ({ mutes }) => mutes.mute('club', { personId: 'ann', untilMs: now + 9 }, 'other'),
    '~ mutes: club ann',
  ],
  'a mute that is taken back': [
    ({ mutes }) => mutes.unmute('club', 'ann', 'mod'),
    '- mutes: club ann',
  ],
  'a ban that is lifted': [
    ({ voiceBans }) => voiceBans.lift('club', 'ann', 'mod'),
    '- voice_bans: club ann',
  ],
  'words of the filter': [
    ({ wordFilter }) => wordFilter.change('club', 'mod', { add: ['gosh'], remove: ['heck'] }),
    '+ filtered_words: club gosh',
    '- filtered_words: club heck',
  ],
  'a word of the server': [
    ({ dictionaries }) => dictionaries.remove({ of: 'server', guildId: 'club' }, 'mod', 'gg'),
    '- dictionary_entries: club gg',
  ],
  'a word of the person': [
    ({ dictionaries }) =>
      dictionaries.put(
        { of: 'person', personId: 'ann' },
        [{ ...word('gg'), caseSensitive: true }],
        'ann',
      ),
    '~ dictionary_entries of a person: ann gg',
  ],
  'all words of the person': [
    ({ dictionaries }) => dictionaries.remove({ of: 'person', personId: 'ann' }, 'ann'),
    '- dictionary_entries of a person: ann afk',
    '- dictionary_entries of a person: ann gg',
  ],
  'what a person spends': [
    ({ quotas: all }) => all.spend('ann', { what: 'clone', max: 5, perMs: 1_000_000 }),
    '~ spendings: ann clone',
  ],
  'what is given back to a person': [
    ({ quotas: all }) => all.giveBack('ann', { what: 'clone', max: 5, perMs: 1_000_000 }),
    '~ spendings: ann clone',
  ],
  'a server that the bot came back to': [
    ({ servers: all }) => all.joined('club'),
    '- departures: club',
  ],
};

test.each(Object.entries(steps))('%s: nothing else changes', async (_, [step, ...changed]) => {
  await using rig = await openCopy();
  const { store, path } = rig;
  const before = rowsOf(path, lived);
  // All of it is remembered before it changes.
  await readAll(store, lived);
  await step(store, lived.voices);
  const after = rowsOf(path, lived);
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    if (!after.has(key)) return [`- ${key}`];
    if (!before.has(key)) return [`+ ${key}`];
    return before.get(key) === after.get(key) ? [] : [`~ ${key}`];
  });
  expect(changes.toSorted()).toEqual(changed);
  const read = await readAll(store, lived);
  const other = await openStore({ folder: path, now: () => now });
  expect(read).toEqual(await readAll(other, lived));
  await other.close();
});

test('a person who is forgotten takes nothing of anybody else’s with them', async () => {
  await using rig = await openCopy();
  const { store, path } = rig;
  const before = rowsOf(path, lived);
  await readAll(store, lived);
  await store.personalData.forget('ann', { keepOptOut: false });
  const after = rowsOf(path, lived);
  const isOfAnn = (key: string): boolean => /\bann\b|^clips: clip 0$/.test(key);
  expect([...after].filter(([key]) => !isOfAnn(key))).toEqual(
    [...before].filter(([key]) => !isOfAnn(key)),
  );
  // Admins can take back what they decided.
  expect([...after.keys()].filter(isOfAnn).toSorted()).toEqual([
    'mutes: club ann',
    'mutes: pub ann',
    'voice_bans: club ann',
    'voice_bans: pub ann',
  ]);
  const other = await openStore({ folder: path, now: () => now });
  expect(await readAll(store, lived)).toEqual(await readAll(other, lived));
  await other.close();
});

test('of two people with the same of everything each is given their own', async () => {
  await using rig = await openCopy();
  const { store } = rig;
  for (const who of people) {
    const held = await store.personalData.about(who);
    expect(held.settings.spokenName).toBe(who);
    expect(held.servers.map(({ guildId, settings }) => [guildId, settings.spokenName])).toEqual(
      servers.map((guildId) => [guildId, who]),
    );
    expect(held.voices.map(({ ownerId, name }) => [ownerId, name])).toEqual([
      [who, 'Mine'],
      [who, 'Other'],
    ]);
    expect(held.consents.map(({ personId }) => personId)).toEqual([who, who]);
    expect(held.reports.map(({ reporterId }) => reporterId)).toEqual([who, who, who, who]);
    expect(held.mutes.map(({ guildId }) => guildId)).toEqual(servers);
    expect(held.mutes.map(({ mute }) => mute.personId)).toEqual([who, who]);
    expect(held.voiceBans.map(({ guildId }) => guildId)).toEqual(servers);
    expect(held.dictionary.map(({ written }) => written)).toEqual(['afk', 'gg']);
    expect(held.serverWords).toEqual([]);
    expect(held.spent.map(({ what, count }) => [what, count])).toEqual([
      ['clone', 1],
      ['design', 1],
    ]);
    expect(new Set(held.audit.map(({ subjectId }) => subjectId))).toEqual(new Set([who]));
    expect(held.clips.map(({ hash }) => hash)).toEqual([hashOf(anyClip(Buffer.from(who)))]);
  }
  expect((await store.sharing.waiting('club')).map(({ ownerId }) => ownerId)).toEqual(people);
  expect((await store.sharing.decided('club', 9)).map(({ name }) => name)).toEqual([
    'Mine',
    'Mine',
  ]);
  expect((await store.voices.sharedWith('club')).map(({ name }) => name)).toEqual(['Mine', 'Mine']);
});
