import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { expect, test } from 'vitest';

import { samplesPerFrame } from '#audio/encoder.ts';
import { oggOpus } from '#audio/ogg-opus.ts';
import { opusEncoder } from '#audio/opus-libraries.ts';

import { demuxed } from './ogg-files.ts';

async function someFrames(count: number): Promise<Uint8Array[]> {
  const { open } = await opusEncoder();
  const encoder = open(24_000);
  const perFrame = samplesPerFrame(24_000);
  const frames = Array.from({ length: count }, (_, frame) =>
    encoder.encode(
      Int16Array.from(
        { length: perFrame },
        (_, at) => 8000 * Math.sin((frame * perFrame + at) / (9 + frame)),
      ),
    ),
  );
  encoder.close();
  return frames;
}

test.each([1, 50, 51, 400])(
  'the demuxer of discord.js reads %d frames as they were written',
  async (count) => {
    const frames = await someFrames(count);
    const packets = await demuxed(oggOpus(frames));
    expect(packets.map((packet) => packet.toString('hex'))).toEqual(
      frames.map((frame) => Buffer.from(frame).toString('hex')),
    );
  },
);

test('a file of no frames is still a file', async () => {
  expect((await buffer(Readable.from([Buffer.from(oggOpus([]))]))).subarray(0, 4).toString()).toBe(
    'OggS',
  );
});
