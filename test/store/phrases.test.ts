import { expect, test } from 'vitest';

import { maxFolders, maxPhrases, maxRecordings } from '#store/phrases.ts';
import type { PhraseOwner } from '#store/phrases.ts';

import { phraseOf } from './busy-person.ts';
import { anyClip, clipFilesIn, hashOf, testStore } from './folder.ts';
import { rowsOf } from './rows.ts';

const ann = '123456789012345678';
const own: PhraseOwner = { of: 'person', userId: ann };
const club: PhraseOwner = { of: 'server', guildId: 'club' };

const idOf = (at: number): string => String(at).padStart(24, '0');
const words = { as: 'words', words: 'Hello.' } as const;

test('phrases are kept in their order, with how often each was spoken', async () => {
  await using rig = await testStore();
  const { phrases } = rig.store;
  const [one, two] = [phraseOf('1', words), { ...phraseOf('2', words), place: -1 }];
  await phrases.put(own, { phrases: [one, two] }, ann);
  const before = await phrases.of(own);
  await phrases.used(own, one.id);
  expect(await phrases.of(own)).toBe(before);
  expect(before.uses.get(one.id)).toBe(1);
  await phrases.put(own, { phrases: [{ ...one, label: 'another' }] }, ann);
  const { phrases: after, uses } = await phrases.of(own);
  expect(after.map(({ label }) => label)).toEqual(['label 2', 'another']);
  expect(uses.get(one.id)).toBe(1);
  const reopened = await rig.reopen();
  expect((await reopened.phrases.of(own)).uses.get(one.id)).toBe(1);
});

test('nobody has more phrases, folders or recordings than they may', async () => {
  await using rig = await testStore();
  const { phrases } = rig.store;
  for (const owner of [own, club]) {
    const most = owner.of === 'person' ? maxPhrases.person : maxPhrases.server;
    const letter = owner.of === 'person' ? 'a' : 'b';
    const all = Array.from({ length: most }, (_, at) => ({
      ...phraseOf('1', words),
      id: letter + idOf(at).slice(1),
    }));
    await phrases.put(owner, { phrases: all }, ann);
    const more = phrases.put(owner, { phrases: [phraseOf(letter, words)] }, ann);
    await expect(more).rejects.toThrow(`${most.toLocaleString('en')} is the most`);
    expect((await phrases.of(owner)).phrases).toHaveLength(most);
    await phrases.remove(owner, { phrases: all.map(({ id }) => id) }, ann);
    const folders = Array.from({ length: maxFolders + 1 }, (_, at) => ({
      id: letter + idOf(at).slice(1),
      name: `Folder ${at}`,
      place: at,
    }));
    await expect(phrases.put(owner, { folders }, ann)).rejects.toThrow(/25 folders/);
    const recordings = maxRecordings[owner.of] + 1;
    const spoken = { as: 'recording', clip: anyClip() } as const;
    const banked = Array.from({ length: recordings }, (_, at) => ({
      ...phraseOf('1', spoken),
      id: letter + idOf(at).slice(1),
    }));
    await expect(phrases.put(owner, { phrases: banked }, ann)).rejects.toThrow(/recordings/);
    expect(await phrases.of(owner)).toMatchObject({ phrases: [], folders: [] });
  }
});

test('others have their turn while thousands are written and read', async () => {
  await using rig = await testStore();
  const { phrases } = rig.store;
  const all = Array.from({ length: maxPhrases.person }, (_, at) => ({
    ...phraseOf('1', words),
    id: idOf(at),
    place: maxPhrases.person - at,
  }));
  let turns = 0;
  const count = (): NodeJS.Immediate =>
    setImmediate(() => {
      turns += 1;
      counting = count();
    });
  let counting = count();
  await phrases.put(own, { phrases: all }, ann);
  const whileWritten = turns;
  const read = await phrases.of(own);
  clearImmediate(counting);
  expect(whileWritten).toBeGreaterThan(10);
  expect(turns - whileWritten).toBeGreaterThan(4);
  expect(read.phrases.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toReversed());
});

test('of a phrase that is removed nothing is left, neither its words nor its recording', async () => {
  await using rig = await testStore();
  const { phrases } = rig.store;
  const clip = anyClip();
  const saved = [
    phraseOf('1', { as: 'words', words: 'marker-words' }),
    phraseOf('2', { as: 'recording', clip }),
  ];
  await phrases.put(own, { phrases: saved }, ann);
  expect(await clipFilesIn(rig.folder)).toHaveLength(1);
  expect(await phrases.remove(own, { phrases: saved.map(({ id }) => id) }, ann)).toBe(2);
  expect(await phrases.of(own)).toMatchObject({ phrases: [] });
  expect(await clipFilesIn(rig.folder)).toEqual([]);
  const rows = JSON.stringify(rowsOf(rig.folder));
  expect([rows.includes(hashOf(clip)), rows.includes('marker-words')]).toEqual([false, false]);
});

test('a recording that somebody gave to a server goes with them', async () => {
  await using rig = await testStore();
  const { phrases, personalData } = rig.store;
  const saved = [phraseOf('1', { as: 'recording', clip: anyClip() }), phraseOf('2', words)];
  await phrases.put(club, { phrases: saved }, ann);
  expect((await personalData.about(ann)).serverPhrases).toHaveLength(2);
  await personalData.forget(ann, { keepOptOut: false });
  expect((await phrases.of(club)).phrases).toMatchObject([{ label: 'label 2' }]);
  expect(await clipFilesIn(rig.folder)).toEqual([]);
});

test('a folder that goes leaves its phrases, in none', async () => {
  await using rig = await testStore();
  const { phrases } = rig.store;
  const folder = { id: idOf(1), name: 'Food', place: 0 };
  await phrases.put(own, { folders: [folder], phrases: [phraseOf('1', words, folder.id)] }, ann);
  expect((await phrases.of(own)).phrases).toMatchObject([{ folderId: folder.id }]);
  await phrases.remove(own, { folders: [folder.id] }, ann);
  const { phrases: left, folders } = await phrases.of(own);
  expect([left[0]?.folderId, folders]).toEqual([undefined, []]);
});

test('phrases of one owner are not another’s to remove', async () => {
  await using rig = await testStore();
  const { phrases } = rig.store;
  await phrases.put(own, { phrases: [phraseOf('1', words)] }, ann);
  expect(await phrases.remove(club, { phrases: ['1'.repeat(24)] }, 'mod')).toBe(0);
  expect((await phrases.of(own)).phrases).toHaveLength(1);
});

test('a server’s phrases are in its log, and a person’s in none', async () => {
  await using rig = await testStore();
  const { phrases, audit } = rig.store;
  await phrases.put(own, { phrases: [phraseOf('1', words)] }, ann);
  await phrases.put(club, { phrases: [phraseOf('2', words)] }, ann);
  await phrases.remove(club, { phrases: ['2'.repeat(24)] }, ann);
  const entries = await audit.entries('club', 9);
  expect(entries.map(({ what, changes }) => [what, changes])).toEqual([
    ['phrases', [{ path: 'label 2', before: true }]],
    ['phrases', [{ path: 'label 2', after: 'Hello.' }]],
  ]);
});

test('another order is nothing to a server’s log, and other words are', async () => {
  await using rig = await testStore();
  const { phrases, audit } = rig.store;
  const folders = [{ id: 'f'.repeat(24), name: 'Greetings', place: 0 }];
  await phrases.put(club, { phrases: [phraseOf('1', words), phraseOf('2', words)], folders }, ann);
  const [one, two] = (await phrases.of(club)).phrases;
  const moved = [
    { ...one!, place: 1 },
    { ...two!, place: 0 },
  ];
  await phrases.put(club, { phrases: moved, folders: [{ ...folders[0]!, place: 1 }] }, ann);
  expect((await phrases.of(club)).phrases.map(({ id }) => id)).toEqual([two!.id, one!.id]);
  expect(await audit.entries('club', 9)).toHaveLength(1);
  await phrases.put(club, { phrases: [{ ...one!, place: 2, label: 'other' }, moved[1]!] }, ann);
  const [last] = await audit.entries('club', 9);
  expect(last?.changes).toEqual([{ path: 'other', after: 'Hello.' }]);
});
