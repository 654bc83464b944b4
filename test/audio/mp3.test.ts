import { beforeAll, expect, test } from 'vitest';

import { frames } from '#audio/frames.ts';
import { Mp3Frames } from '#audio/mp3-frames.ts';
import { readMp3Header } from '#audio/mp3-header.ts';
import { warmAudio } from '#audio/warm.ts';

import { chunked, heard, mp3, rms, speechLike } from './sound.ts';

const signal = new AbortController().signal;
let plain: Uint8Array;

beforeAll(async () => {
  await warmAudio();
  plain = await mp3(speechLike(1));
});

function made(bytes: Uint8Array) {
  return frames(chunked(bytes, 700), { signal, trimSilence: false }).whole();
}

test.each<[string, number[], object | undefined]>([
  [
    'MPEG 1, 44.1 kHz, 128 kbit/s, stereo',
    [0xff, 0xfb, 0x90, 0x00],
    { sampleRate: 44_100, lengthBytes: 417, tagOffset: 36 },
  ],
  [
    'the same, padded, mono, with a checksum',
    [0xff, 0xfa, 0x92, 0xc0],
    { sampleRate: 44_100, lengthBytes: 418, tagOffset: 23 },
  ],
  [
    'MPEG 2, 24 kHz, 64 kbit/s, mono',
    [0xff, 0xf3, 0x84, 0xc0],
    { sampleRate: 24_000, lengthBytes: 192, tagOffset: 13 },
  ],
  [
    'MPEG 2.5, 8 kHz, 8 kbit/s, stereo',
    [0xff, 0xe3, 0x18, 0x00],
    { sampleRate: 8000, lengthBytes: 72, tagOffset: 21 },
  ],
  ['layer II', [0xff, 0xfd, 0x90, 0x00], undefined],
  ['a reserved version', [0xff, 0xeb, 0x90, 0x00], undefined],
  ['free format', [0xff, 0xfb, 0x00, 0x00], undefined],
  ['a bad bitrate', [0xff, 0xfb, 0xf0, 0x00], undefined],
  ['a reserved rate', [0xff, 0xfb, 0x9c, 0x00], undefined],
  ['reserved emphasis', [0xff, 0xfb, 0x90, 0x02], undefined],
  ['half a header', [0xff, 0xfb], undefined],
])('a header of %s', (_name, bytes, expected) => {
  expect(readMp3Header(Uint8Array.from(bytes), 0)).toEqual(expected);
});

test('tags in front, behind and between are skipped', async () => {
  const id3 = Buffer.concat([
    Buffer.from('ID3\u0004\0\0\0\0\u000f\u0010', 'latin1'),
    Buffer.alloc(15 * 128 + 16, 0xff),
  ]);
  const id3v1 = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 0xff)]);
  const whole = await made(plain);
  expect(await made(Buffer.concat([id3, plain, id3v1]))).toEqual(whole);
  const walk = new Mp3Frames();
  walk.push(Buffer.concat([plain, id3v1, id3, plain]));
  expect(walk.end().truncated).toBe(false);
  const alone = new Mp3Frames();
  alone.push(plain);
  alone.end();
  expect(walk.frameCount).toBe(2 * alone.frameCount);
});

test('files joined end to end are heard one after the other, also of different rates', async () => {
  const other = await mp3(speechLike(1, 44_100), { rate: 44_100 });
  const sound = await heard(await made(Buffer.concat([plain, other])));
  expect(sound.length / 48_000).toBeGreaterThan(1.95);
  expect(sound.length / 48_000).toBeLessThan(2.25);
  expect(rms(sound.subarray(60_000, 90_000))).toBeGreaterThan(0.02);
});

test('a splice costs no more than itself', async () => {
  const at = 4000;
  const spliced = Buffer.concat([
    plain.subarray(0, at),
    Buffer.alloc(300, 0x55),
    plain.subarray(at),
  ]);
  const sound = await made(spliced);
  expect(sound.length).toBeGreaterThan(47);
});
