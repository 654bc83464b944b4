import { beforeAll, expect, test } from 'vitest';

import { edgeSilence } from '#audio/edges.ts';
import { frames } from '#audio/frames.ts';
import { frameMs, silenceFrame } from '#audio/track.ts';
import { warmAudio } from '#audio/warm.ts';
import { withChunking } from '#speech/in-order.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import { pausesMs, sewn } from '#speech/seam.ts';
import type { Speech } from '#speech/speech.ts';

import { chunked, heard, joinedSamples, mp3, silence } from '../audio/sound.ts';
import { requestOf } from './fake-speech.ts';

beforeAll(warmAudio);

/** Speech without a pause within, which services send with silence before and after. */
function voiced(leadMs: number, tailMs: number): Float32Array {
  const tone = Float32Array.from(
    { length: 12_000 },
    (_, at) => 0.2 * Math.sin((at * 220 * Math.PI) / 12_000),
  );
  return joinedSamples(silence(leadMs / 1000), tone, silence(tailMs / 1000));
}

/** How long nothing is to be heard, each time, in sound of 48 kHz. */
function pausesOf(samples: Float32Array): readonly number[] {
  const windows: boolean[] = [];
  for (let at = 0; at + 48 <= samples.length; at += 48)
    windows.push(samples.subarray(at, at + 48).some((sample) => Math.abs(sample) > 0.01));
  const spoken = windows.slice(windows.indexOf(true), windows.lastIndexOf(true) + 1);
  return spoken
    .map((isHeard) => (isHeard ? '.' : ' '))
    .join('')
    .split(/\.+/)
    .map(({ length }) => length)
    .filter((ms) => ms > 10);
}

const pieces = ['Not yet', 'said the one,', 'and slept.', 'So did the other.', 'That is all.'];
const text = 'Not yet said the one, and slept. So did the other.\n\nThat is all.';

test.each([
  [0, 0],
  [20, 100],
  [60, 30],
  [200, 500],
])(
  'of sound with %i ms of silence before and %i after, people hear pauses by what is written, of 150 ms at most',
  async (leadMs, tailMs) => {
    const bytes = await mp3(voiced(leadMs, tailMs));
    const speech: Speech = {
      speak: async () => ({ format: 'mp3', bytes: chunked(bytes), engine: 'openai' }),
    };
    const renderer = withChunking(renderedSpeech(speech), { split: () => pieces });
    const track = renderer.render(requestOf(text), { signal: AbortSignal.timeout(20_000) });
    const pauses = pausesOf(await heard(await track.whole()));
    expect(pauses.length).toBe(4);
    const [word = 0, clause = 0, sentence = 0, paragraph = 0] = pauses;
    expect(Math.max(...pauses)).toBeLessThanOrEqual(150);
    expect([clause > word, sentence > clause, paragraph > sentence]).toEqual([true, true, true]);
    expect(paragraph).toBeGreaterThan(pausesMs.paragraph - 40);
  },
);

test('to a piece that begins with long silence none is added, and what can be is left out', async () => {
  const bytes = await mp3(voiced(0, 0));
  const speech: Speech = {
    speak: async () => ({ format: 'mp3', bytes: chunked(bytes), engine: 'openai' }),
  };
  const track = renderedSpeech(speech).render(requestOf('Not yet.'), {
    signal: AbortSignal.timeout(20_000),
  });
  const spoken = await track.whole();
  const quiet = Array.from({ length: 12 }, () => silenceFrame);
  const seam = await sewn(spoken, [...quiet, ...spoken], 'sentence');
  expect(seam.added).toBe(0);
  expect(seam.leftOut).toBeGreaterThanOrEqual(3);
});

test.each([0, 5, 10, 15])(
  'ten ms of the silence before a word stay at least, and no more than can’t be left out (%i ms)',
  async (leadMs) => {
    const sound = await mp3(voiced(leadMs, 0));
    const spoken = await frames(chunked(sound), {
      signal: AbortSignal.timeout(20_000),
      trimSilence: false,
    }).whole();
    const quiet = Array.from({ length: 8 }, () => silenceFrame);
    const before = [...spoken, ...quiet];
    const { atStartMs } = await edgeSilence(before, spoken);
    const { leftOut } = await sewn(before, spoken, 'word');
    const leftMs = atStartMs - leftOut * frameMs;
    expect(leftMs).toBeGreaterThanOrEqual(Math.min(10, atStartMs));
    expect(leftMs).toBeLessThan(10 + frameMs);
  },
);
