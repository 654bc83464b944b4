import { expect, test } from 'vitest';

import { assertFree, cloneLimits, numberedName } from '#features/own-voices/clone-rules.ts';
import { voiceNameOf } from '#features/own-voices/voice-name.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { voiceBook } from '#voices/book.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';
import { cloner, kokoro, models } from '../../voices/models.ts';

const sound = { mode: 'design', description: 'calm' } as const;
const catalogue = { book: voiceBook(models) };

test('a name is taken as it is read, and one that differs by a mark is another', async () => {
  await using opened = await testStore();
  const { store } = opened;
  const parts = { ...store, catalogue };
  await store.voices.keep({ ownerId: ann.id, name: 'राम', sound });
  await expect(assertFree('राम', ann, parts)).rejects.toThrow(/keep a voice called “राम” already/);
  await expect(assertFree('रमा', ann, parts)).resolves.toBeUndefined();
  await store.voices.keep({ ownerId: ann.id, name: 'रमा', sound });
  expect(await numberedName('रमा', ann, parts)).toBe('रमा (2)');
  await store.voices.keep({ ownerId: ann.id, name: 'रमा (2)', sound });
  expect(await numberedName('रमा', ann, parts)).toBe('रमा (3)');
});

test('a name is no longer for its number than a name may be', async () => {
  await using opened = await testStore();
  const { store } = opened;
  const name = 'é'.repeat(32);
  await store.voices.keep({ ownerId: ann.id, name, sound });
  const numbered = await numberedName(name, ann, { ...store, catalogue });
  expect(numbered).toBe(`${'é'.repeat(28)} (2)`);
  expect(voiceNameOf(numbered)).toBe(numbered);
});

test.each(['Sky', 'sky', 'SKÝ', 'af_sky', 'Sky · English (US) · Kokoro · female'])(
  'a preset that answers to “%s” keeps its name',
  async (name) => {
    await using opened = await testStore();
    const parts = { ...opened.store, catalogue };
    await expect(assertFree(name, ann, parts)).rejects.toThrow(/voices for everybody is called/);
    expect(await numberedName('Sky', ann, parts)).toBe('Sky (2)');
  },
);

const clonerOf = (slug: string, minClipMs: number, maxClipMs: number): SpeechModel => ({
  ...cloner,
  slug,
  limits: { ...cloner.limits, minClipMs, maxClipMs },
});
const limitsOf = (known: readonly SpeechModel[]) =>
  cloneLimits(
    { book: voiceBook(known), known: () => Promise.resolve() },
    AbortSignal.timeout(1_000),
  );

test('a recording may be as long as any model that clones takes it', async () => {
  const { minClipMs: minMs, maxClipMs: maxMs } = cloner.limits;
  expect(await limitsOf(models)).toEqual({ minMs, maxMs });
  const two = [clonerOf('long', 5_000, 15_000), kokoro, clonerOf('short', 2_000, 6_000)];
  expect(await limitsOf(two)).toEqual({ minMs: 2_000, maxMs: 15_000 });
  await expect(limitsOf([kokoro])).rejects.toThrow(/can’t clone voices/);
});
