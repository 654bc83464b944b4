import { afterAll, beforeAll, expect, test } from 'vitest';

import { tables } from '#store/sql/tables.ts';
import type { Store } from '#store/store.ts';

import { anyClip, hashOf } from './folder.ts';
import type { Place } from './folder.ts';
import { steps } from './scope-steps.ts';
import { hashes, live, now, owners, people, servers } from './two-people.ts';
import type { Lived } from './two-people.ts';

// Two people in two servers, who have the same of everything: what is done for one of them in one server changes
// nothing of anybody else's, and is what every process reads from then on.

let lived: Lived;

beforeAll(async () => {
  lived = await live();
  await lived.store.close();
});

afterAll(() => lived[Symbol.asyncDispose]());

/** A copy of it, which goes with the test. */
async function openCopy(): Promise<{ store: Store } & Place> {
  const where = await lived.copy();
  const store = await where.open({ now: () => now });
  return {
    ...where,
    store,
    async [Symbol.asyncDispose]() {
      await store.close();
      await where[Symbol.asyncDispose]();
    },
  };
}

/** All that can be asked of a store about these people and servers. */
async function readAll(store: Store, { voices }: Pick<Lived, 'voices'>): Promise<unknown> {
  const ids = Object.values(voices);
  return Promise.all([
    ...people.flatMap((userId) => [
      store.people.get(userId),
      store.voices.ownedBy(userId),
      store.personalData.about(userId),
      ...servers.flatMap((guildId) => [
        store.members.get({ guildId, userId }),
        store.mutes.isMuted(guildId, userId),
        ...ids.map((id) => store.voices.find(id, { userId, guildId })),
      ]),
      ...hashes.map((hash) => store.consents.given(userId, hash)),
    ]),
    ...servers.flatMap((guildId) => [
      store.serverSettings.get(guildId),
      store.voices.sharedWith(guildId),
      store.sharing.waiting(guildId),
      store.sharing.decided(guildId, 9),
      store.mutes.list(guildId),
      store.voiceBans.list(guildId),
      store.budgets.list(guildId),
      store.wordFilter.words(guildId),
      store.reports.open(guildId),
      store.audit.entries(guildId, 99),
    ]),
    ...owners.map((owner) => store.dictionaries.entries(owner)),
    ...hashes.map((hash) => store.clips.read(hash)),
  ]);
}

/** The content of the tables, a line for each row: its table, whose it is, and the rest of it. */
async function rowsOf(
  { run }: Place,
  { voices }: Pick<Lived, 'voices'>,
): Promise<ReadonlyMap<string, string>> {
  const nameOf = new Map(Object.entries(voices).map(([who, id]) => [id, `${who}’s voice`]));
  const rows = new Map<string, string>();
  for (const table of Object.keys(tables))
    for (const row of await run(`SELECT * FROM ${table}`)) {
      const keys = [
        'server_id',
        'guild_id',
        'owner_id',
        'person_id',
        'voice_id',
        'reporter_id',
        'name',
      ];
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

test.each(Object.entries(steps))('%s: nothing else changes', async (_, [step, ...changed]) => {
  await using rig = await openCopy();
  const { store } = rig;
  const before = await rowsOf(rig, lived);
  // All of it is remembered before it changes.
  await readAll(store, lived);
  await step(store, lived.voices);
  const after = await rowsOf(rig, lived);
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    if (!after.has(key)) return [`- ${key}`];
    if (!before.has(key)) return [`+ ${key}`];
    return before.get(key) === after.get(key) ? [] : [`~ ${key}`];
  });
  expect(changes.toSorted()).toEqual(changed);
  const read = await readAll(store, lived);
  const other = await rig.open({ now: () => now });
  expect(read).toEqual(await readAll(other, lived));
  await other.close();
});

test('a person who is forgotten takes nothing of anybody else’s with them', async () => {
  await using rig = await openCopy();
  const { store } = rig;
  const before = await rowsOf(rig, lived);
  await readAll(store, lived);
  await store.personalData.forget('ann', { keepOptOut: false });
  const after = await rowsOf(rig, lived);
  const isOfAnn = (key: string): boolean => /\bann\b|^clips: clip 0$/.test(key);
  const isOfNobody = (key: string): boolean => /^(?:jobs|spent): (?:club|pub)$/.test(key);
  expect([...after].filter(([key]) => !isOfAnn(key) && !isOfNobody(key))).toEqual(
    [...before].filter(([key]) => !isOfAnn(key)),
  );
  // Admins can take back what they decided.
  expect([...after.keys()].filter(isOfNobody).toSorted()).toEqual([
    'jobs: club',
    'jobs: pub',
    'spent: club',
    'spent: pub',
  ]);
  expect([...after.keys()].filter(isOfAnn).toSorted()).toEqual([
    'budgets: club ann',
    'budgets: pub ann',
    'mutes: club ann',
    'mutes: pub ann',
    'voice_bans: club ann',
    'voice_bans: pub ann',
  ]);
  const other = await rig.open({ now: () => now });
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
    expect(held.consents.map(({ userId }) => userId)).toEqual([who, who]);
    expect(held.reports.map(({ reporterId }) => reporterId)).toEqual([who, who, who, who]);
    expect(held.mutes.map(({ guildId }) => guildId)).toEqual(servers);
    expect(held.mutes.map(({ mute }) => mute.userId)).toEqual([who, who]);
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
