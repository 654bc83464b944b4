import { expect, test } from 'vitest';

import type { AuditEntry } from '#store/audit.ts';
import type { Store } from '#store/store.ts';

import { anyClip, keepClone, testStore } from './folder.ts';

// The record of a server on each thing that is decided there: who did it, to whom, what it was and when.

const now = 7_000;
const club = { of: 'server', guildId: 'club' } as const;
const scope = { guildId: 'club', userId: 'ann' };
const byMod = { actorId: 'mod' };
const word = (written: string) =>
  ({ written, match: 'word', caseSensitive: false, spoken: { as: 'words', words: 'x' } }) as const;

type Entry = Partial<AuditEntry>;
type Deed = (store: Store, voiceId: string) => Promise<unknown>;
const ann = { subjectId: 'ann' };

const deeds: readonly (readonly [what: AuditEntry['what'], deed: Deed, entry: Entry])[] = [
  [
    'settings',
    ({ serverSettings }) =>
      serverSettings.change('club', byMod, (was) => ({ ...was, clones: 'forbid' })),
    { changes: [{ path: 'clones', before: 'allow', after: 'forbid' }] },
  ],
  [
    'settings',
    ({ serverSettings }) =>
      serverSettings.change('club', byMod, (was) => ({ ...was, voice: { speed: 2 } })),
    { changes: [{ path: 'voice.speed', after: 2 }] },
  ],
  [
    'member',
    ({ members }) =>
      members.change(scope, byMod, (was) => ({ ...was, spokenName: 'A', setBy: 'mod' })),
    { ...ann, changes: [{ path: 'spokenName', after: 'A' }] },
  ],
  [
    'dictionary',
    ({ dictionaries }) => dictionaries.put(club, [word('gg')], 'mod'),
    { changes: [{ path: 'gg', after: 'x' }] },
  ],
  [
    'dictionary',
    ({ dictionaries }) => dictionaries.put(club, [word('gg'), word('afk')], 'mod'),
    { changes: [{ path: '', after: 2 }] },
  ],
  [
    'dictionary',
    async ({ dictionaries }) => {
      const clip = anyClip();
      await dictionaries.put(club, [{ ...word('boo'), spoken: { as: 'sound', clip } }], 'mod');
    },
    { changes: [{ path: 'boo', after: 'a sound' }] },
  ],
  [
    'dictionary',
    async ({ dictionaries }) => {
      await dictionaries.put(club, [word('gg'), word('afk')], 'other');
      await dictionaries.remove(club, 'mod', 'gg');
    },
    { changes: [{ path: 'gg', before: 1 }] },
  ],
  [
    'dictionary',
    async ({ dictionaries }) => {
      await dictionaries.put(club, [word('gg'), word('afk')], 'other');
      await dictionaries.remove(club, 'mod');
    },
    { changes: [{ path: '', before: 2 }] },
  ],
  [
    'word-filter',
    ({ wordFilter }) => wordFilter.change('club', 'mod', { add: ['a'], remove: ['b'] }),
    {
      changes: [
        { path: 'b', before: true },
        { path: 'a', after: true },
      ],
    },
  ],
  ['mute', ({ mutes }) => mutes.mute('club', { userId: 'ann' }, 'mod'), { ...ann, changes: [] }],
  [
    'mute',
    ({ mutes }) => mutes.mute('club', { userId: 'ann', untilMs: 9_000 }, 'mod'),
    { ...ann, changes: [{ path: 'untilMs', after: 9_000 }] },
  ],
  [
    'unmute',
    async ({ mutes }) => {
      await mutes.mute('club', { userId: 'ann' }, 'other');
      await mutes.unmute('club', 'ann', 'mod');
    },
    { ...ann, changes: [] },
  ],
  [
    'voice-approved',
    ({ sharing }, id) => sharing.decide(id, 'club', 'approved', 'mod'),
    { ...ann, changes: [{ path: 'Mine', before: 'none', after: 'approved' }] },
  ],
  [
    'voice-refused',
    ({ sharing }, id) => sharing.decide(id, 'club', 'refused', 'mod'),
    { ...ann, changes: [{ path: 'Mine', before: 'none', after: 'refused' }] },
  ],
  [
    'voices-banned',
    ({ voiceBans }) => voiceBans.ban('club', 'ann', 'mod'),
    { ...ann, changes: [] },
  ],
  [
    'voices-allowed',
    async ({ voiceBans }) => {
      await voiceBans.ban('club', 'ann', 'other');
      await voiceBans.lift('club', 'ann', 'mod');
    },
    { ...ann, changes: [] },
  ],
  [
    'report-settled',
    async ({ reports }, voiceId) => {
      await reports.file({ guildId: 'club', voiceId, reporterId: 'bob', reason: 'r' });
      await reports.settle('club', voiceId, 'mod');
    },
    { ...ann, changes: [{ path: 'Mine' }] },
  ],
];

test.each(deeds)('%s', async (what, deed, entry) => {
  await using rig = await testStore({ now: () => now });
  const { store } = rig;
  const { id } = await keepClone(store, 'ann', 'Mine');
  await store.sharing.share(id, 'ann', 'club', true);
  await deed(store, id);
  const [last] = await store.audit.entries('club', 1);
  expect(last).toEqual({
    id: expect.any(String),
    guildId: 'club',
    actorId: 'mod',
    atMs: now,
    what,
    ...entry,
  });
  expect(await store.audit.entries('pub', 9)).toEqual([]);
});

const nothings: readonly (readonly [what: string, deed: Deed])[] = [
  [
    'one’s own dictionary',
    ({ dictionaries }) => dictionaries.put({ of: 'person', userId: 'mod' }, [word('gg')], 'mod'),
  ],
  ['a word that was not there', ({ dictionaries }) => dictionaries.remove(club, 'mod', 'gg')],
  ['a mute that was none', ({ mutes }) => mutes.unmute('club', 'ann', 'mod')],
  ['a ban that was none', ({ voiceBans }) => voiceBans.lift('club', 'ann', 'mod')],
  ['reports that there are none of', ({ reports }, id) => reports.settle('club', id, 'mod')],
  [
    'what stays as it was',
    ({ serverSettings }) => serverSettings.change('club', byMod, (was) => was),
  ],
  [
    'what one sets for oneself',
    ({ members }) =>
      members.change(scope, { actorId: 'ann' }, (was) => ({ ...was, spokenName: 'A' })),
  ],
];

test.each(nothings)('nothing is on the record of %s', async (_, deed) => {
  await using rig = await testStore();
  const { store } = rig;
  const { id } = await keepClone(store, 'ann', 'Mine');
  await store.sharing.share(id, 'ann', 'club', true);
  await deed(store, id);
  expect(await store.audit.entries('club', 9)).toEqual([]);
});

test('what waits for admins comes as it was asked, the oldest first', async () => {
  let atMs = 9_000;
  await using rig = await testStore({ now: () => atMs });
  const { sharing, reports } = rig.store;
  const ids: string[] = [];
  for (const name of ['C', 'A', 'B']) ids.push((await keepClone(rig.store, 'ann', name)).id);
  for (const id of ids) {
    await sharing.ask(id, 'ann', 'club');
    await sharing.share(id, 'ann', 'club', true);
    atMs += 1_000;
  }
  expect((await sharing.waiting('club')).map(({ name }) => name)).toEqual(['C', 'A', 'B']);
  const report = (voiceId = '') =>
    reports.file({ guildId: 'club', voiceId, reporterId: 'bob', reason: 'r' });
  for (const id of [...ids, ids[0]]) {
    await report(id);
    atMs += 1_000;
  }
  // One that is made anew is a new one.
  const open = await reports.open('club');
  expect(open.map(({ voiceName }) => voiceName)).toEqual(['A', 'B', 'C']);
});

test('a server’s time begins when it was left first', async () => {
  await using rig = await testStore();
  const { servers } = rig.store;
  await servers.left('club', 1_000);
  await servers.left('club', 5_000);
  expect(await servers.forgetLeftBefore(1_000)).toEqual([]);
  expect(await servers.forgetLeftBefore(1_001)).toEqual(['club']);
});

test('of a voice that is removed no byte of its words is left on the disk', async () => {
  await using rig = await testStore();
  const { id } = await keepClone(rig.store, 'ann', 'marker-removed');
  expect(await rig.holding('what marker-removed says')).not.toEqual([]);
  await rig.store.voices.remove(id, 'ann');
  expect(await rig.holding('what marker-removed says')).toEqual([]);
});
