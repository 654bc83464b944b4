import { expect, test } from 'vitest';

import { maxTaps } from '#store/taps.ts';

import { ann, phraseOf } from './busy-person.ts';
import { testStore } from './folder.ts';
import type { TestStore } from './folder.ts';

const own = { of: 'person', userId: ann } as const;

async function withPhrases({ store }: TestStore): Promise<readonly [string, string]> {
  const phrases = ['1', '2'].map((letter) => phraseOf(letter, { as: 'words', words: letter }));
  await store.phrases.put(own, { phrases }, ann);
  return ['1'.repeat(24), '2'.repeat(24)];
}

test('a phrase has one emoji of somebody, and an emoji one phrase', async () => {
  await using rig = await testStore();
  const [one, two] = await withPhrases(rig);
  const { taps } = rig.store;
  await taps.set(ann, { phraseId: one, effect: '👋', shown: '👋' });
  await taps.set(ann, { phraseId: one, effect: '🎉', shown: '🎉' });
  expect(await taps.of(ann)).toEqual([{ phraseId: one, effect: '🎉', shown: '🎉' }]);
  await taps.set(ann, { phraseId: two, effect: '🎉' });
  expect(await taps.of(ann)).toEqual([{ phraseId: two, effect: '🎉' }]);
  expect([await taps.remove(ann, two), await taps.remove(ann, two)]).toEqual([true, false]);
});

test('the same emoji can speak a phrase of a server there, and another for somebody else', async () => {
  await using rig = await testStore();
  const [one, two] = await withPhrases(rig);
  const { taps } = rig.store;
  await taps.set(ann, { phraseId: one, effect: '👋' });
  await taps.set(ann, { phraseId: two, guildId: 'club', effect: '👋' });
  await taps.set('bob', { phraseId: one, effect: '👋' });
  expect(await taps.of(ann)).toHaveLength(2);
  expect(await taps.of('bob')).toHaveLength(1);
});

test('a phrase that goes takes its emoji along', async () => {
  await using rig = await testStore();
  const [one] = await withPhrases(rig);
  await rig.store.taps.set(ann, { phraseId: one, effect: '👋', shown: 'marker-tap' });
  await rig.store.phrases.remove(own, { phrases: [one] }, ann);
  expect((await rig.store.personalData.about(ann)).taps).toEqual([]);
});

test('nobody has more than they may', async () => {
  await using rig = await testStore();
  const phrases = Array.from({ length: maxTaps + 1 }, (_, at) => ({
    ...phraseOf('a', { as: 'words', words: 'x' }),
    id: String(at).padStart(24, '0'),
  }));
  await rig.store.phrases.put(own, { phrases }, ann);
  const set = (at: number) =>
    rig.store.taps.set(ann, { phraseId: phrases[at]!.id, effect: `e${at}` });
  for (let at = 0; at < maxTaps; at += 1) await set(at);
  await expect(set(maxTaps)).rejects.toThrow(/100 emoji and sounds/);
  expect(await rig.store.taps.of(ann)).toHaveLength(maxTaps);
});
