import { expect, test } from 'vitest';

import { tables } from '#store/sql/tables.ts';
import { profileKey } from '#voices/profile-key.ts';

import { ann, intentOf, liveALot, mod, phraseOf } from './busy-person.ts';
import { anyClip, clipFilesIn, hashOf, keepClone, testStore } from './folder.ts';
import type { TestStore } from './folder.ts';

// Deleted rows are gone from every table: one that is added later has to be filled here as well.

test('of a server that is forgotten nothing is remembered in memory either', async () => {
  await using rig = await testStore();
  const { servers, serverSettings, members, voices, sharing } = rig.store;
  const ann = { guildId: 'gone', userId: 'ann' };
  const set = { voice: { speed: 1.5 } };
  const untouched = [await serverSettings.get('gone'), await members.get(ann)];
  await serverSettings.change('gone', { actorId: 'mod' }, (now) => ({ ...now, ...set }));
  await members.change(ann, { actorId: 'ann' }, (now) => ({ ...now, ...set }));
  const { id } = await keepClone(rig.store, 'ann', 'A');
  await sharing.share(id, 'ann', 'gone', true);
  const now = async () => [await serverSettings.get('gone'), await members.get(ann)];
  expect(await now()).not.toEqual(untouched);
  expect(await voices.sharedWith('gone')).toHaveLength(1);

  await servers.left('gone', 100);
  expect(await servers.forgetLeftBefore(200)).toEqual(['gone']);

  expect(await now()).toEqual(untouched);
  expect(await voices.sharedWith('gone')).toEqual([]);
});

test('a server that was left is forgotten after its time, unless the bot came back', async () => {
  await using rig = await testStore();
  const { store } = rig;
  for (const guildId of ['gone', 'back', 'young', 'here'])
    await store.serverSettings.change(guildId, { actorId: mod }, (now) => ({
      ...now,
      voice: { style: `marker-${guildId}` },
    }));
  await store.wordFilter.change('gone', mod, { add: ['marker-gone-word'] });
  const { id } = await keepClone(store, ann, 'A');
  await store.sharing.share(id, ann, 'gone', true);
  expect((await store.servers.known()).toSorted()).toEqual(['back', 'gone', 'here', 'young']);
  await store.servers.left('gone', 100);
  await store.servers.left('back', 100);
  await store.servers.joined('back');
  await store.servers.left('young', 5_000);
  expect(await store.servers.forgetLeftBefore(1_000)).toEqual(['gone']);
  expect(await rig.holding('marker-gone')).toEqual([]);
  expect(await store.voices.sharedWith('gone')).toEqual([]);
  expect(await store.voices.ownedBy(ann)).toHaveLength(1);
  for (const guildId of ['back', 'young', 'here'])
    expect((await store.serverSettings.get(guildId)).voice.style).toBe(`marker-${guildId}`);
  expect((await store.serverSettings.get('gone')).voice).toEqual({});
  expect(await store.servers.forgetLeftBefore(1_000)).toEqual([]);
});

test('of a server that is forgotten nothing is left in any table', async () => {
  await using rig = await testStore();
  const { store } = rig;
  const guildId = 'forgotten-server';
  const scope = { of: 'server', guildId } as const;
  await store.serverSettings.change(guildId, { actorId: mod }, (now) => ({
    ...now,
    voice: { style: 'x' },
  }));
  await store.members.change({ guildId, userId: ann }, { actorId: mod }, (now) => ({
    ...now,
    spokenName: 'Annie',
  }));
  await store.wordFilter.change(guildId, mod, { add: ['word'] });
  await store.mutes.mute(guildId, { userId: '3' }, mod);
  await store.voiceBans.ban(guildId, '3', mod);
  const { id } = await keepClone(store, ann, 'A');
  await store.sharing.share(id, ann, guildId, true);
  await store.reports.file({ guildId, voiceId: id, reporterId: mod, reason: 'r' });
  await store.dictionaries.put(
    scope,
    [
      {
        match: 'word',
        caseSensitive: false,
        written: 'gg',
        spoken: { as: 'words', words: 'good' },
      },
    ],
    mod,
  );
  await store.phrases.put(
    scope,
    {
      folders: [{ id: 'f', name: 'Food', place: 0 }],
      phrases: [phraseOf('1', { as: 'words', words: 'x' }, 'f')],
    },
    mod,
  );
  await store.taps.set(mod, { phraseId: '1'.repeat(24), guildId, effect: '👋' });
  await store.jobs.note(await store.jobs.begin(intentOf(ann, guildId)), { to: 'kept' });
  await store.jobs.begin(intentOf(ann, guildId));
  await store.budgets.set(guildId, { whose: 'each', period: 'day', usd: 1 }, mod);
  await store.budgets.noteLevel({ scope: 'server', period: 'day', guildId }, 50);
  await store.servers.left(guildId, 1);
  const before = await tablesHolding(rig, guildId);
  // A new table that holds something for servers has to be filled here as well.
  expect(before).toEqual(tablesWith(/^(?:server|guild)_id$|^owner_kind$/));
  expect(await store.servers.forgetLeftBefore(2)).toEqual([guildId]);
  expect(await tablesHolding(rig, guildId)).toEqual([]);
});

test('of a person who has everything deleted nothing is left in any table', async () => {
  await using rig = await testStore();
  await liveALot(rig.store, []);
  const people = tablesWith(/^(?:person|helper|owner|actor|subject|reporter|by)_id$|_by$/);
  expect(await tablesHolding(rig, ann)).toEqual(people);
  await rig.store.personalData.forget(ann, { keepOptOut: false });
  expect(await tablesHolding(rig, ann)).toEqual([]);
  expect(await tablesHolding(rig, 'marker-')).toEqual([]);
});

test('of a voice that is removed nothing is left but the statement about its recording, who chose it, and what admins decided', async () => {
  await using rig = await testStore();
  const { store, folder } = rig;
  const clip = anyClip();
  const { id } = await keepClone(store, ann, 'marker-name', clip);
  await store.sharing.share(id, ann, 'club', true);
  await store.sharing.ask(id, ann, 'club');
  await store.sharing.decide(id, 'club', 'approved', mod);
  await store.reports.file({
    guildId: 'club',
    voiceId: id,
    reporterId: '3',
    reason: 'marker-why',
  });
  await store.people.change('3', { actorId: '3' }, (now) => ({
    ...now,
    voice: { voice: profileKey(id) },
  }));
  expect(await tablesHolding(rig, id)).toEqual(
    [...tablesWith(/^voice_id$/), 'settings', 'voices'].toSorted(),
  );
  expect(await tablesHolding(rig, hashOf(clip))).toEqual(['clips', 'consents', 'voices']);

  await store.voices.remove(id, ann);

  expect(await tablesHolding(rig, id)).toEqual(['settings']);
  expect(await tablesHolding(rig, hashOf(clip))).toEqual(['consents']);
  expect(await tablesHolding(rig, 'marker-why')).toEqual([]);
  expect(await tablesHolding(rig, 'marker-name')).toEqual(['audit']);
  expect(await clipFilesIn(folder)).toEqual([]);
});

test('of a word that is removed nothing is left, neither what is said for it nor its sound', async () => {
  await using rig = await testStore();
  const { store, folder } = rig;
  const word = { match: 'word', caseSensitive: false } as const;
  const clip = anyClip();
  const entries = [
    { ...word, written: 'marker-word', spoken: { as: 'words', words: 'marker-said' } },
    { ...word, written: 'marker-sound', spoken: { as: 'sound', clip } },
  ] as const;
  const own = { of: 'person', userId: ann } as const;
  await store.dictionaries.put(own, entries, ann);
  expect(await tablesHolding(rig, 'marker-')).toEqual(['dictionary_entries']);
  expect(await tablesHolding(rig, hashOf(clip))).toEqual(['clips', 'dictionary_entries']);
  for (const { written } of entries) await store.dictionaries.remove(own, ann, written);
  expect(await tablesHolding(rig, 'marker-')).toEqual([]);
  expect(await tablesHolding(rig, hashOf(clip))).toEqual([]);
  expect(await clipFilesIn(folder)).toEqual([]);
});

/** Tables in which any value of any row holds this. */
async function tablesHolding({ run }: TestStore, value: string): Promise<readonly string[]> {
  const holding: string[] = [];
  for (const table of Object.keys(tables).toSorted()) {
    const rows = await run(`SELECT * FROM ${table}`);
    const values = rows.flatMap((row) => Object.values(row).map(String));
    if (values.some((held) => held.includes(value))) holding.push(table);
  }
  return holding;
}

/** Tables with a column of such a name. */
function tablesWith(column: RegExp): readonly string[] {
  return Object.entries(tables)
    .flatMap(([table, columns]) =>
      Object.keys(columns).some((name) => column.test(name)) ? [table] : [],
    )
    .toSorted();
}
