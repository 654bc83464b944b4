import { expect, test } from 'vitest';

import type { Clip } from '#audio/clip/clip.ts';
import { UserError } from '#errors.ts';
import type { DictionaryEntry } from '#store/dictionaries.ts';

import { anyClip, clipFilesIn, hashOf, testStore } from './folder.ts';

const club = { of: 'server', guildId: 'club' } as const;
const ann = { of: 'person', userId: 'ann' } as const;

function word(written: string, words: string): DictionaryEntry<Clip> {
  return { written, match: 'word', caseSensitive: false, spoken: { as: 'words', words } };
}

test('each dictionary has its own entries, and a word is replaced by the same word', async () => {
  await using rig = await testStore();
  const { dictionaries } = rig.store;
  await dictionaries.put(club, [word('gg', 'good game'), word('afk', 'away')], 'mod');
  await dictionaries.put(ann, [word('gg', 'gigi')], 'ann');
  await dictionaries.put(club, [word('gg', 'well played')], 'mod');
  await dictionaries.put(club, [{ ...word('gg', 'pattern'), match: 'pattern' }], 'mod');
  const store = await rig.reopen();
  const read = async (...owner: Parameters<typeof dictionaries.entries>): Promise<unknown[]> =>
    (await store.dictionaries.entries(...owner)).map(({ written, match, spoken }) => [
      written,
      match,
      spoken.as === 'words' && spoken.words,
    ]);
  expect(await read(club)).toEqual([
    ['afk', 'word', 'away'],
    ['gg', 'pattern', 'pattern'],
    ['gg', 'word', 'well played'],
  ]);
  expect(await read(ann)).toEqual([['gg', 'word', 'gigi']]);
  expect(await store.dictionaries.remove(club, 'mod', 'gg')).toBe(2);
  expect(await read(club)).toEqual([['afk', 'word', 'away']]);
});

test('of sounds there are no more than a few', async () => {
  await using rig = await testStore();
  const { dictionaries } = rig.store;
  const clip = { bytes: Uint8Array.of(1, 2, 3), format: 'ogg', durationMs: 900 } as const;
  const sounds = Array.from({ length: 11 }, (_, at) => ({
    ...word(`word${at}`, ''),
    spoken: { as: 'sound', clip } as const,
  }));
  await expect(dictionaries.put(ann, sounds, 'ann')).rejects.toThrow(/11 sounds .* 10 is the most/);
  await dictionaries.put(ann, sounds.slice(1), 'ann');
  expect(await dictionaries.entries(ann)).toHaveLength(10);
});

test('an import is there whole or not at all, and is one line in the log', async () => {
  await using rig = await testStore();
  const { dictionaries, audit } = rig.store;
  const many = Array.from({ length: 5_000 }, (_, index) => word(`word${index}`, 'said'));
  await dictionaries.put(club, many, 'mod');
  expect(await dictionaries.entries(club)).toHaveLength(5_000);
  const more = dictionaries.put(club, [word('more', 'x'), word('word1', 'changed')], 'mod');
  await expect(more).rejects.toThrow(UserError);
  expect((await dictionaries.entries(club)).map(({ spoken }) => spoken)).not.toContainEqual({
    as: 'words',
    words: 'changed',
  });
  expect(await audit.entries('club', 10)).toMatchObject([
    { what: 'dictionary', actorId: 'mod', changes: [{ after: 5_000 }] },
  ]);
});

test('a person has 500 words, and the next is refused', async () => {
  await using rig = await testStore();
  const { dictionaries } = rig.store;
  const most = Array.from({ length: 500 }, (_, index) => word(`word${index}`, 'said'));
  await dictionaries.put(ann, most, 'ann');
  await expect(dictionaries.put(ann, [word('more', 'x')], 'ann')).rejects.toThrow(UserError);
  expect(await dictionaries.entries(ann)).toHaveLength(500);
});

test('a word can be a sound, whose file goes with the word', async () => {
  await using rig = await testStore();
  const { dictionaries, clips } = rig.store;
  const clip = anyClip();
  const entry = { ...word('boom', ''), spoken: { as: 'sound', clip } } as const;
  await dictionaries.put(club, [entry], 'mod');
  expect(await dictionaries.entries(club)).toMatchObject([
    { spoken: { as: 'sound', clip: { hash: hashOf(clip), durationMs: 5_000 } } },
  ]);
  expect(await clips.read(hashOf(clip))).toEqual(clip);
  await dictionaries.put(club, [word('boom', 'a bang')], 'mod');
  expect(await clips.read(hashOf(clip))).toBeUndefined();
  expect(await clipFilesIn(rig.folder)).toEqual([]);
});

test('filtered words are the server’s own, sorted, each once', async () => {
  await using rig = await testStore();
  const { wordFilter, audit } = rig.store;
  await wordFilter.change('club', 'mod', { add: ['b', 'a', 'b', 'c'] });
  await wordFilter.change('club', 'mod', { add: ['d'], remove: ['c', 'x'] });
  expect(await wordFilter.words('club')).toEqual(['a', 'b', 'd']);
  expect(await wordFilter.words('other')).toEqual([]);
  const tooMany = Array.from({ length: 5_001 }, (_, index) => `w${index}`);
  await expect(wordFilter.change('club', 'mod', { add: tooMany })).rejects.toThrow(UserError);
  expect(await wordFilter.words('club')).toEqual(['a', 'b', 'd']);
  expect(await audit.entries('club', 1)).toMatchObject([
    { what: 'word-filter', actorId: 'mod', changes: [{ path: 'c' }, { path: 'x' }, { path: 'd' }] },
  ]);
});

test('a mute holds in its server until its end or until it is taken back', async () => {
  let nowMs = 1_000_000;
  await using rig = await testStore({ now: () => nowMs });
  const { mutes, audit } = rig.store;
  await mutes.mute('club', { userId: 'ann', untilMs: 2_000_000 }, 'mod');
  await mutes.mute('club', { userId: 'bob' }, 'mod');
  const muted = (guildId: string): Promise<boolean[]> =>
    Promise.all(['ann', 'bob', 'cy'].map((id) => mutes.isMuted(guildId, id)));
  expect(await muted('club')).toEqual([true, true, false]);
  expect(await muted('other')).toEqual([false, false, false]);
  nowMs = 2_000_001;
  expect(await muted('club')).toEqual([false, true, false]);
  expect(await mutes.list('club')).toMatchObject([{ userId: 'bob', byId: 'mod' }]);
  expect(await mutes.unmute('club', 'bob', 'mod')).toBe(true);
  expect(await mutes.unmute('club', 'bob', 'mod')).toBe(false);
  expect(await muted('club')).toEqual([false, false, false]);
  expect((await audit.entries('club', 10)).map(({ what }) => what)).toEqual([
    'unmute',
    'mute',
    'mute',
  ]);
});

test('a quota is never overrun by asking all at once, and begins anew with its window', async () => {
  let nowMs = 86_400_000 * 100;
  await using rig = await testStore({ now: () => nowMs });
  const { quotas } = rig.store;
  const quota = { what: 'clone', max: 3, perMs: 86_400_000 } as const;
  const spent = await Promise.all(Array.from({ length: 10 }, () => quotas.spend('ann', quota)));
  expect(spent.filter((result) => result.spent)).toHaveLength(3);
  expect(spent.at(-1)).toEqual({ spent: false, againAtMs: 86_400_000 * 101 });
  await quotas.giveBack('ann', quota);
  expect(await quotas.spend('ann', quota)).toEqual({ spent: true, left: 0 });
  expect(await quotas.spend('bob', quota)).toEqual({ spent: true, left: 2 });
  expect(await quotas.spend('ann', { ...quota, what: 'design' })).toMatchObject({ spent: true });
  nowMs += 86_400_000;
  expect(await quotas.spend('ann', quota)).toEqual({ spent: true, left: 2 });
});
