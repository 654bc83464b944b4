import { expect, test } from 'vitest';

import { frames } from '#audio/frames.ts';
import { openOpusStream } from '#audio/libopus.ts';
import type { OpusStream } from '#audio/libopus.ts';

import { mp3, speechLike } from './sound.ts';

async function packets(secs: number): Promise<readonly Uint8Array[]> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield await mp3(speechLike(secs));
  }
  return frames(bytes(), { signal: AbortSignal.timeout(20_000) }).whole();
}

const decoded = (stream: OpusStream, packet: Uint8Array): number[] => [
  ...(stream.decode(packet).channelData[0] ?? []),
];

async function alone(all: readonly Uint8Array[], rate: 8000 | 24_000): Promise<number[]> {
  const stream = await openOpusStream(rate);
  const sound = all.flatMap((packet) => decoded(stream, packet));
  stream.free();
  return sound;
}

test('streams of other rates, decoded by turns, are what each is by itself', async () => {
  const all = await packets(1);
  const rates = [8000, 24_000, 24_000] as const;
  const apart = [];
  for (const rate of rates) apart.push(await alone(all, rate));
  const streams = await Promise.all(rates.map(async (rate) => openOpusStream(rate)));
  const together: number[][] = rates.map(() => []);
  for (const packet of all)
    for (const [index, stream] of streams.entries())
      together[index]?.push(...decoded(stream, packet));
  for (const stream of streams) stream.free();
  expect(apart.map(({ length }) => length)).toEqual(rates.map((rate) => (rate / 50) * all.length));
  expect(together).toEqual(apart);
});

test('however many streams come and go, each is as if it were the first, and little memory is held', async () => {
  const [packet = new Uint8Array()] = (await packets(0.3)).slice(5);
  const expected = await alone([packet], 24_000);
  const before = process.memoryUsage().arrayBuffers;
  for (let count = 0; count < 1_000; count += 1)
    expect(await alone([packet], 24_000)).toEqual(expected);
  const many = await Promise.all(Array.from({ length: 500 }, async () => openOpusStream(24_000)));
  for (const stream of many) expect(decoded(stream, packet)).toEqual(expected);
  for (const stream of many) stream.free();
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(160 * 1024 * 1024);
});

test('a stream that is given rubbish harms none of the others', async () => {
  const all = await packets(0.5);
  const expected = await alone(all, 24_000);
  const [good, bad] = [await openOpusStream(24_000), await openOpusStream(24_000)];
  const sound = all.flatMap((packet) => {
    expect(() => bad.decode(new Uint8Array(100_000))).toThrow(RangeError);
    bad.decode(Uint8Array.of(0xff, 0xff, 0xff));
    return decoded(good, packet);
  });
  for (const stream of [good, bad]) stream.free();
  expect(sound).toEqual(expected);
});
