import { writeFlac } from '@crier/rehearsal/sound/flac.ts';
import { beforeAll, expect, test } from 'vitest';

import { frames } from '#audio/frames.ts';
import { warmAudio } from '#audio/warm.ts';

import { oggOf } from './ogg-files.ts';
import {
  chunked,
  heard,
  mp3,
  opusPackets,
  rms,
  similarity,
  speechLike,
  to48k,
  vorbis,
  wav,
} from './sound.ts';

const signal = new AbortController().signal;
const secs = 0.6;
/** Enough for several frames: cut to pieces of seven bytes, a sound is given in tens of thousands of turns. */
const cutSecs = 0.2;

beforeAll(warmAudio);

function made(bytes: Uint8Array, chunkSize?: number) {
  return frames(chunked(bytes, chunkSize), { signal, trimSilence: false }).whole();
}

/** Name, bytes, rate, and how much longer than the source the format itself makes it. */
const formats: readonly (readonly [
  string,
  (secs: number) => Promise<Uint8Array>,
  number,
  number,
])[] = [
  ['wav 16 bit', async (secs) => wav(speechLike(secs)), 24_000, 0],
  ['wav 8 bit', async (secs) => wav(speechLike(secs), { bits: 8 }), 24_000, 0],
  ['wav 24 bit', async (secs) => wav(speechLike(secs), { bits: 24 }), 24_000, 0],
  ['wav 32 bit', async (secs) => wav(speechLike(secs), { bits: 32 }), 24_000, 0],
  ['wav float', async (secs) => wav(speechLike(secs), { bits: 32, float: true }), 24_000, 0],
  ['wav double', async (secs) => wav(speechLike(secs), { bits: 64, float: true }), 24_000, 0],
  ['wav extensible', async (secs) => wav(speechLike(secs), { extensible: true }), 24_000, 0],
  ['wav stereo', async (secs) => wav(speechLike(secs), { channels: 2 }), 24_000, 0],
  ['wav six channels', async (secs) => wav(speechLike(secs), { channels: 6 }), 24_000, 0],
  ['wav 8 kHz', async (secs) => wav(speechLike(secs, 8000), { rate: 8000 }), 8000, 0],
  ['wav 12 kHz', async (secs) => wav(speechLike(secs, 12_000), { rate: 12_000 }), 12_000, 0],
  ['wav 16 kHz', async (secs) => wav(speechLike(secs, 16_000), { rate: 16_000 }), 16_000, 0],
  ['wav 48 kHz', async (secs) => wav(speechLike(secs, 48_000), { rate: 48_000 }), 48_000, 0],
  ['wav 11.025 kHz', async (secs) => wav(speechLike(secs, 11_025), { rate: 11_025 }), 11_025, 0],
  ['wav 22.05 kHz', async (secs) => wav(speechLike(secs, 22_050), { rate: 22_050 }), 22_050, 0],
  ['wav 44.1 kHz', async (secs) => wav(speechLike(secs, 44_100), { rate: 44_100 }), 44_100, 0],
  ['wav 96 kHz', async (secs) => wav(speechLike(secs, 96_000), { rate: 96_000 }), 96_000, 0],
  ['wav 44,101 Hz', async (secs) => wav(speechLike(secs, 44_101), { rate: 44_101 }), 44_101, 0],
  ['mp3 24 kHz', (secs) => mp3(speechLike(secs)), 24_000, 0.1],
  ['mp3 stereo', (secs) => mp3(speechLike(secs), { channels: 2 }), 24_000, 0.1],
  [
    'mp3 vbr 44.1 kHz',
    (secs) => mp3(speechLike(secs, 44_100), { rate: 44_100, vbr: true }),
    44_100,
    0.1,
  ],
  ['mp3 22.05 kHz', (secs) => mp3(speechLike(secs, 22_050), { rate: 22_050 }), 22_050, 0.1],
  ['flac', async (secs) => writeFlac(speechLike(secs)), 24_000, 0],
  ['ogg vorbis', (secs) => vorbis(speechLike(secs)), 24_000, 0],
  ['ogg opus', async (secs) => oggOf(opusPackets(speechLike(secs))), 24_000, 0],
  [
    'ogg opus stereo',
    async (secs) => oggOf(opusPackets(speechLike(secs), { channels: 2 }), { channels: 2 }),
    24_000,
    0,
  ],
];

test.each(formats)('%s is heard as it was, and as long', async (_name, encode, rate, longer) => {
  const source = to48k(speechLike(secs, rate), rate);
  const sound = await heard(await made(await encode(secs)));
  expect(sound.length / 48_000).toBeGreaterThan(secs - 0.0201);
  expect(sound.length / 48_000).toBeLessThan(secs + 0.0201 + longer);
  expect(similarity(source, sound).correlation).toBeGreaterThan(0.95);
  expect(rms(sound) / rms(source)).toBeGreaterThan(0.9);
  expect(rms(sound) / rms(source)).toBeLessThan(1.1);
});

test.each(formats)('%s gives the same frames however it is cut', async (_name, encode) => {
  const bytes = await encode(cutSecs);
  const whole = await made(bytes, bytes.length);
  expect(whole.length).toBeGreaterThan(cutSecs * 45);
  for (const size of [7, 4097]) expect(await made(bytes, size)).toEqual(whole);
});

test('where many sounds begin at once, the first 300 ms of all are made before the rest of any', async () => {
  const sound = await mp3(speechLike(3));
  const sinceMs = performance.now();
  const tracks = Array.from({ length: 20 }, () =>
    frames(chunked(sound), { signal, trimSilence: false, isUrgent: () => true }),
  );
  const longest = await new Promise<{ readonly madeMs: number; readonly atMs: number }>((tell) => {
    for (const track of tracks)
      track.watch(() => {
        if (tracks.some(({ durationMs }) => durationMs < 300)) return;
        const madeMs = Math.max(...tracks.map(({ durationMs }) => durationMs));
        tell({ madeMs, atMs: performance.now() - sinceMs });
      });
  });
  // On a machine that is slow, what is heard meanwhile goes on, so that it has no pause.
  expect(longest.madeMs).toBeLessThanOrEqual(Math.max(300, longest.atMs + 120) + 40);
  await Promise.all(tracks.map(async (track) => track.whole()));
});
