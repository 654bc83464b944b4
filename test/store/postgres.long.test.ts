import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import { expect, test } from 'vitest';

import { storeOver } from '#store/open-store.ts';
import { migrate } from '#store/sql/migrations.ts';
import type { Tables } from '#store/sql/tables.ts';

import { intentOf } from './busy-person.ts';
import { anyClip, clipFilesIn, hashOf, keepClone, temporaryFolder } from './folder.ts';

/** PostgreSQL itself, compiled to WebAssembly: whatever the queries say that only SQLite understands fails here. */
test('migrations and every query of the store run on PostgreSQL', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const database = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: new PGlite() }) });
  await migrate(database);
  await migrate(database);
  const done = async (): Promise<void> => undefined;
  const store = await storeOver(
    { database, changedElsewhere: () => false, scrub: { log: done, pages: done, owePages: done } },
    { folder: folder.path, maxVoicesPerPerson: 2, now: () => 1_790_000_000_000 },
  );
  const byMod = { actorId: 'mod' };

  await store.people.change('ann', { actorId: 'ann' }, (now) => ({ ...now, optedOut: true }));
  await store.members.change({ guildId: 'club', userId: 'bob' }, byMod, (now) => ({
    ...now,
    spokenName: 'Bobby',
    setBy: 'ann',
  }));
  await store.serverSettings.change('club', byMod, (now) => ({ ...now, clones: 'approval' }));
  expect((await store.serverSettings.get('club')).clones).toBe('approval');

  const clip = anyClip();
  const { id } = await keepClone(store, 'ann', 'One', clip);
  await keepClone(store, 'ann', 'Two', clip);
  await expect(keepClone(store, 'ann', 'Three')).rejects.toThrow('2 is the most');
  expect(await store.voices.rename(id, 'ann', 'Uno')).toBe(true);
  await store.sharing.share(id, 'ann', 'club', true);
  await store.sharing.ask(id, 'ann', 'club');
  expect(await store.sharing.waiting('club')).toMatchObject([
    { id, createdAtMs: 1_790_000_000_000 },
  ]);
  await store.sharing.decide(id, 'club', 'approved', 'mod');
  expect(await store.voices.sharedWith('club')).toMatchObject([{ name: 'Uno' }]);
  expect(await store.clips.read(hashOf(clip))).toEqual(clip);
  const report = { guildId: 'club', voiceId: id, reporterId: 'bob', reason: 'me' };
  await store.reports.file(report);
  expect(await store.reports.file({ ...report, reason: 'really' })).toMatchObject({
    report: { reason: 'really' },
    isNew: false,
  });
  expect(await store.reports.open('club')).toHaveLength(1);
  expect(await store.reports.settle('club', id, 'mod')).toBe(true);

  expect(await store.sharing.decided('club', 5)).toMatchObject([{ id }]);
  expect(await store.voiceBans.ban('club', 'ann', 'mod')).toBe(true);
  expect(await store.voiceBans.ban('club', 'ann', 'mod')).toBe(false);
  expect(await store.voices.ownedBy('ann')).toMatchObject([
    { servers: [{ guildId: 'club', shared: false, ownerBanned: true }] },
    { servers: [{ guildId: 'club', shared: true, ownerBanned: true }] },
  ]);
  expect(await store.voiceBans.lift('club', 'ann', 'mod')).toBe(true);
  expect(await store.servers.known()).toEqual(['club']);

  const owner = { of: 'server', guildId: 'club' } as const;
  const word = { written: 'gg', match: 'word', caseSensitive: false } as const;
  const sound = anyClip();
  await store.dictionaries.put(
    owner,
    [
      { ...word, spoken: { as: 'words', words: 'good game' } },
      { ...word, written: 'boom', spoken: { as: 'sound', clip: sound } },
    ],
    'mod',
  );
  await store.dictionaries.put(owner, [{ ...word, spoken: { as: 'words', words: 'gigi' } }], 'ann');
  expect(await store.dictionaries.entries(owner)).toMatchObject([
    { written: 'boom', spoken: { as: 'sound', clip: { hash: hashOf(sound) } } },
    { written: 'gg', spoken: { words: 'gigi' } },
  ]);
  expect(await store.dictionaries.remove(owner, 'mod', 'boom')).toBe(1);
  expect(await store.clips.read(hashOf(sound))).toBeUndefined();
  await store.wordFilter.change('club', 'mod', { add: ['a', 'b', 'a'], remove: ['b'] });
  expect(await store.wordFilter.words('club')).toEqual(['a', 'b']);
  await store.mutes.mute('club', { userId: 'bob', untilMs: 1_800_000_000_000 }, 'ann');
  expect(await store.mutes.isMuted('club', 'bob')).toBe(true);
  expect(await store.mutes.unmute('club', 'bob', 'mod')).toBe(true);

  const quota = { what: 'clone', max: 1, perMs: 3_600_000 } as const;
  expect(await store.quotas.spend('ann', quota)).toEqual({ spent: true, left: 0 });
  expect(await store.quotas.spend('ann', quota)).toMatchObject({ spent: false });
  await store.quotas.giveBack('ann', quota);
  expect(await store.quotas.spend('ann', quota)).toMatchObject({ spent: true });

  const paid = await store.jobs.begin(intentOf('ann', 'club'));
  await store.jobs.note(paid, { to: 'submitted', requestId: 'r' });
  expect(await store.jobs.open()).toMatchObject([{ id: paid, requestId: 'r' }]);
  for (const change of [{ to: 'done', costUsd: 0.25 }, { to: 'kept' }, { to: 'kept' }] as const)
    await store.jobs.note(paid, change);
  await store.jobs.note(await store.jobs.begin(intentOf('ann', 'club')), { to: 'lost' });
  expect(await store.jobs.open()).toEqual([]);

  const [latest] = await store.audit.entries('club', 1);
  expect(latest).toMatchObject({ what: 'unmute', subjectId: 'bob' });
  expect((await store.audit.entries('club', 50, latest?.id)).length).toBeGreaterThan(5);

  expect(await store.personalData.about('ann')).toMatchObject({
    settings: { optedOut: true },
    spent: [{ what: 'clone', count: 1 }],
    speech: [{ guildId: 'club', chars: 40, jobs: 2, usd: 0.25, doubtfulUsd: 0.5 }],
    clips: [{ hash: hashOf(clip) }],
  });
  await store.personalData.forget('ann', { keepOptOut: true });
  expect(await store.personalData.about('ann')).toMatchObject({
    settings: { optedOut: true },
    voices: [],
    audit: [],
  });
  expect(await store.members.get({ guildId: 'club', userId: 'bob' })).toMatchObject({
    spokenName: 'Bobby',
  });
  expect(await clipFilesIn(folder.path)).toEqual([]);
  await store.servers.left('club', 1);
  expect(await store.servers.forgetLeftBefore(2)).toEqual(['club']);
  expect(await store.wordFilter.words('club')).toEqual([]);
  await store.close();
});
