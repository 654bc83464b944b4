import { expect, test } from 'vitest';

import { openMpg123 } from '#audio/mpg123.ts';
import type { Mpg123 } from '#audio/mpg123.ts';

import { mp3, speechLike } from './sound.ts';

/** The samples of one channel, and the rate that is told with each piece of it. */
interface Heard {
  readonly samples: number[];
  readonly rates: Set<number>;
}

function decode(stream: Mpg123, bytes: Uint8Array, heard: Heard): void {
  const { channelData, sampleRate } = stream.decode(bytes);
  for (const sample of channelData[0] ?? []) heard.samples.push(sample);
  if (channelData[0]?.length) heard.rates.add(sampleRate);
}

async function alone(sound: Uint8Array): Promise<Heard> {
  const heard: Heard = { samples: [], rates: new Set() };
  const stream = await openMpg123();
  for (let at = 0; at < sound.length; at += 500)
    decode(stream, sound.subarray(at, at + 500), heard);
  stream.free();
  return heard;
}

test('streams of other rates, decoded by turns, are what each is by itself', async () => {
  const rates = [24_000, 44_100] as const;
  const sounds = await Promise.all(rates.map(async (rate) => mp3(speechLike(1, rate), { rate })));
  const apart = [];
  for (const sound of sounds) apart.push(await alone(sound));

  const streams = await Promise.all(sounds.map(async () => openMpg123()));
  const together = sounds.map((): Heard => ({ samples: [], rates: new Set() }));
  for (let at = 0; at < 40_000; at += 500)
    for (const [index, sound] of sounds.entries()) {
      const [stream, heard] = [streams[index], together[index]];
      const piece = sound.subarray(at, at + 500);
      if (stream && heard && piece.length > 0) decode(stream, piece, heard);
    }
  for (const stream of streams) stream.free();

  expect(apart.map(({ rates }) => [...rates])).toEqual(rates.map((rate) => [rate]));
  expect(together).toEqual(apart);
});

test('more streams than one memory holds are open at once, and nothing is kept of them', async () => {
  const sound = await mp3(speechLike(0.3));
  const expected = await alone(sound);
  const before = process.memoryUsage().arrayBuffers;
  for (let round = 0; round < 3; round += 1) {
    const streams = await Promise.all(Array.from({ length: 150 }, async () => openMpg123()));
    const heard = streams.map((stream) => {
      const one: Heard = { samples: [], rates: new Set() };
      decode(stream, sound, one);
      return one;
    });
    for (const stream of streams) stream.free();
    expect(heard.every(({ samples }) => samples.length === expected.samples.length)).toBe(true);
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
});
