import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, onTestFinished, test, vi } from 'vitest';

import { packFrames } from '#audio/frame-pack.ts';
import { DiskFrameStore } from '#speech/disk-frame-store.ts';
import { LastingFrames } from '#speech/lasting-frames.ts';
import type { PhraseOwner } from '#store/phrases.ts';

import { phraseOf } from '../store/busy-person.ts';
import { temporaryFolder, testStore } from '../store/folder.ts';
import { framesOf } from './fake-speech.ts';

const secret = Buffer.alloc(32, 1);
const packed = packFrames(framesOf('hello', 50));
const nameOf = (letter: string) => ({ key: letter.repeat(64), voice: 'f'.repeat(64) });
const own: PhraseOwner = { of: 'person', userId: 'ann' };
const words = { as: 'words', words: 'Hello.' } as const;
const [one, two] = [phraseOf('1', words), phraseOf('2', words)];

/** Frames with an age of a minute, and two saved phrases; `at` is the time. */
async function open({ lastingBytes = Number.MAX_SAFE_INTEGER } = {}) {
  const rig = await testStore();
  const folder = await temporaryFolder();
  const clock = { at: 1_000_000 };
  const shelf = { secret, now: () => clock.at };
  const at = (name: string): string => join(folder.path, name);
  const frames = new LastingFrames({
    cache: new DiskFrameStore({ ...shelf, folder: at('frames'), maxBytes: 1e6, ttlMs: 60_000 }),
    lasting: new DiskFrameStore({
      ...shelf,
      folder: at('phrases'),
      maxBytes: lastingBytes,
      ttlMs: Infinity,
    }),
    claims: rig.store.phraseFrames,
    onError: () => undefined,
  });
  onTestFinished(async () => {
    frames.close();
    await folder[Symbol.asyncDispose]();
    await rig[Symbol.asyncDispose]();
  });
  await rig.store.phrases.put(own, { phrases: [one, two] }, 'ann');
  const kept = async (): Promise<number> =>
    (await readdir(at('phrases'), { recursive: true })).filter((file) => file.endsWith('.frames'))
      .length;
  return { ...rig, store: rig.store, frames, clock, kept };
}

test('what somebody saved outlives the age and the cap of what was only spoken', async () => {
  const { frames, clock } = await open();
  await frames.put(nameOf('a'), packed);
  await frames.put(nameOf('b'), packed);
  await frames.keep(nameOf('b'), packed, one.id);
  clock.at += 365 * 24 * 3_600_000;
  expect(await frames.get(nameOf('a'))).toBeUndefined();
  expect((await frames.get(nameOf('b')))?.packed).toEqual(packed);
  expect([frames.has(nameOf('a')), frames.has(nameOf('b'))]).toEqual([false, true]);
});

test('of what was saved, too, what was heard longest ago goes where there is no room for all', async () => {
  const { frames, kept } = await open({ lastingBytes: 2.5 * packed.length });
  await frames.keep(nameOf('a'), packed, one.id);
  await frames.keep(nameOf('b'), packed, one.id);
  expect((await frames.get(nameOf('a')))?.packed).toEqual(packed);
  await frames.keep(nameOf('c'), packed, two.id);
  expect(['a', 'b', 'c'].filter((letter) => frames.has(nameOf(letter)))).toEqual(['a', 'c']);
  expect(await kept()).toBe(2);
});

test('it goes when the last phrase goes for which it was kept', async () => {
  const { store, frames, kept } = await open();
  await frames.keep(nameOf('a'), packed, one.id);
  await frames.keep(nameOf('a'), packed, two.id);
  await frames.keep(nameOf('b'), packed, one.id);
  await store.phrases.remove(own, { phrases: [one.id] }, 'ann');
  await vi.waitFor(async () => expect(await kept()).toBe(1));
  expect((await frames.get(nameOf('a')))?.packed).toEqual(packed);
  await store.personalData.forget('ann', { keepOptOut: false });
  await vi.waitFor(async () => expect(await kept()).toBe(0));
});

test('it goes with the voice that spoke it, and when a phrase is spoken otherwise', async () => {
  const { store, frames, kept } = await open();
  await frames.keep(nameOf('a'), packed, one.id);
  await frames.forget('f'.repeat(64));
  expect(await kept()).toBe(0);
  await frames.keep(nameOf('b'), packed, one.id);
  await store.phraseFrames.release(one.id);
  await vi.waitFor(async () => expect(await kept()).toBe(0));
});

test('nothing is kept for a phrase that is gone, and of many wordings of one the newest forty', async () => {
  const { store, frames, kept } = await open();
  await frames.keep(nameOf('a'), packed, '9'.repeat(24));
  expect(await kept()).toBe(0);
  const names = Array.from({ length: 41 }, (_, at) => at.toString(16).padStart(64, '0'));
  for (const key of names) await frames.keep({ ...nameOf('a'), key }, packed, one.id);
  await vi.waitFor(async () => expect(await kept()).toBe(40));
  expect(await store.phraseFrames.claimed()).toHaveProperty('size', 40);
});

test('however much lets go at once, all claims are read once more for all of it', async () => {
  const { store, frames, kept } = await open();
  await frames.keep(nameOf('a'), packed, one.id);
  const { phraseFrames } = store;
  const claimed = vi.spyOn(phraseFrames, 'claimed');
  for (let at = 0; at < 100; at += 1) phraseFrames.fewer();
  await store.phrases.remove(own, { phrases: [one.id] }, 'ann');
  await vi.waitFor(async () => expect(await kept()).toBe(0));
  expect(claimed.mock.calls.length).toBeLessThanOrEqual(3);
});
