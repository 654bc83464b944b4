import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import type { Clip } from '#audio/clip/clip.ts';
import { frames } from '#audio/frames.ts';
import { oggOpus } from '#audio/ogg-opus.ts';
import { frameMs } from '#audio/track.ts';
import { keptSounds } from '#features/pronounce/sounds.ts';

import { mp3, speechLike } from '../../audio/sound.ts';

const never = new AbortController().signal;

/** A sound that begins and ends with half a second of nothing. */
async function sound(): Promise<Clip> {
  const rate = 24_000;
  const whole = new Float32Array(rate * 2);
  whole.set(speechLike(1, rate), rate / 2);
  return { bytes: await mp3(whole, { rate }), format: 'mp3', durationMs: 2_000 };
}

/** Sounds by what they are known by, as the store has them. */
function store(...kept: readonly (readonly [hash: string, clip: Clip])[]) {
  const clips = new Map(kept);
  return { clips, parts: { clips: { read: async (hash: string) => clips.get(hash) } } };
}

test('a sound is heard whole, with the silence that is in it, and made ready once', async () => {
  const { parts } = store(['boo', await sound()]);
  const render = keptSounds(parts);
  const first = await render('boo', never).whole();
  expect(first.length * frameMs).toBeGreaterThanOrEqual(1_950);
  const again = await render('boo', never).whole();
  expect(again.every((frame, at) => frame === first[at])).toBe(true);
});

test('what was recorded and kept is there at once, as it was kept', async () => {
  const { bytes } = await sound();
  const kept = await frames(Readable.from([bytes]), { signal: never }).whole();
  const clip: Clip = { bytes: oggOpus(kept), format: 'ogg', durationMs: 2_000 };
  const { parts } = store(['boo', clip]);
  const track = keptSounds(parts)('boo', never);
  // Nothing has to be loaded or decoded for it.
  await nextTurn();
  expect(track.frames.map((frame) => Buffer.from(frame))).toEqual(
    kept.map((frame) => Buffer.from(frame)),
  );
});

test('of a sound that was removed nothing is heard from then on, and of another it is', async () => {
  const [boo, moo] = [await sound(), await sound()];
  const { clips, parts } = store(['boo', boo], ['moo', moo]);
  const render = keptSounds(parts);
  expect(await render('boo', never).whole()).not.toEqual([]);
  clips.delete('boo');
  expect(await render('boo', never).whole()).toEqual([]);
  expect(await render('moo', never).whole()).not.toEqual([]);
});

test('a sound that is none fails as speech does', async () => {
  const bytes = Buffer.from('no sound at all');
  const { parts } = store(['boo', { bytes, format: 'mp3', durationMs: 500 }]);
  await expect(keptSounds(parts)('boo', never).whole()).rejects.toThrow('it is text');
});
