import { expect, test } from 'vitest';

import { firstEncoder, opusRates, samplesPerFrame } from '#audio/encoder.ts';
import type { EncoderLibrary } from '#audio/encoder.ts';
import { FrameMaker } from '#audio/frame-maker.ts';
import { mediaplexLibrary, opusEncoder, opusscriptLibrary } from '#audio/opus-libraries.ts';
import { inTwentyMs, parseOpusPacket } from '#audio/opus-packet.ts';

import { heard, similarity, speechLike, to48k } from './sound.ts';

const broken: EncoderLibrary = {
  name: 'broken',
  load: () => Promise.reject(new Error('no binary for this platform')),
};

test.each(
  [mediaplexLibrary, opusscriptLibrary].flatMap((library) =>
    opusRates.map((rate) => ({ library, rate })),
  ),
)('$library.name encodes mono of $rate Hz to frames of 20 ms', async ({ library, rate }) => {
  const { open } = await firstEncoder([library]);
  const samples = speechLike(1, rate);
  const encoder = open(rate);
  const size = samplesPerFrame(rate);
  const frames = Array.from({ length: 50 }, (_, index) =>
    encoder.encode(
      Int16Array.from(samples.subarray(index * size, (index + 1) * size), (x) => x * 32_767),
    ),
  );
  encoder.close();
  for (const frame of frames) {
    // Bit 2 of the first byte is the stereo flag.
    expect(frame[0]! & 4).toBe(0);
    expect(inTwentyMs(frame, parseOpusPacket(frame)!)).toEqual([frame]);
  }
  expect(similarity(to48k(samples, rate), await heard(frames)).correlation).toBeGreaterThan(0.95);
});

test('mediaplex comes first', async () => {
  expect((await opusEncoder()).name).toBe('mediaplex');
});

test('a library that does not load makes room for the next', async () => {
  expect((await firstEncoder([broken, opusscriptLibrary])).name).toBe('opusscript');
});

test('no library at all is a clear failure that names each cause', async () => {
  await expect(firstEncoder([broken, broken])).rejects.toMatchObject({
    message: 'No Opus encoder loads on this machine',
    errors: [
      { message: 'no binary for this platform' },
      { message: 'no binary for this platform' },
    ],
  });
});

test('a frame that is not whole never reaches the library', async () => {
  const { open } = await opusEncoder();
  for (const length of [0, 1, 479, 481, 960]) {
    expect(() => open(24_000).encode(new Int16Array(length))).toThrow(
      'expected a frame of 480 samples',
    );
  }
});

test('encoders of opusscript give their memory back', async () => {
  const { open } = await firstEncoder([opusscriptLibrary]);
  for (let count = 0; count < 300; count += 1) {
    const encoder = open(24_000);
    expect(encoder.encode(new Int16Array(480)).length).toBeGreaterThan(0);
    encoder.close();
  }
});

test('whoever makes frames with them gives it back, too', async () => {
  const { open: openEncoder } = await firstEncoder([opusscriptLibrary]);
  const sound = { channels: [new Float32Array(480)], sampleRate: 24_000 };
  for (let count = 0; count < 300; count += 1) {
    const maker = new FrameMaker({ openEncoder, openStages: () => [] });
    expect([...maker.push(sound)]).toHaveLength(1);
    maker.close();
  }
});
