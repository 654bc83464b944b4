import { expect, test } from 'vitest';

import { firstEncoder } from '#audio/encoder.ts';
import type { Encoder } from '#audio/encoder.ts';
import { FrameMaker } from '#audio/frame-maker.ts';

// Encoders hold memory outside of the heap, which nothing but their close gives back.

function counted() {
  const open = { now: 0, ever: 0 };
  const openEncoder = (): Encoder => {
    open.now += 1;
    open.ever += 1;
    return { encode: () => Uint8Array.of(1), close: () => void (open.now -= 1) };
  };
  return { open, openEncoder };
}

test('what makes frames lets its encoder go when it is closed', () => {
  const { open, openEncoder } = counted();
  const maker = new FrameMaker({ openEncoder, openStages: () => [] });
  const channels = [new Float32Array(960)];
  expect([...maker.push({ channels, sampleRate: 48_000 })]).toHaveLength(1);
  expect(open).toEqual({ now: 1, ever: 1 });
  maker.close();
  maker.close();
  expect(open).toEqual({ now: 0, ever: 1 });
});

test('the encoder with which a library is tried is let go', async () => {
  const { open, openEncoder } = counted();
  const broken = { name: 'broken', load: () => Promise.reject(new Error('no such library')) };
  const good = { name: 'good', load: async () => openEncoder };
  expect((await firstEncoder([broken, good])).name).toBe('good');
  expect(open).toEqual({ now: 0, ever: 1 });
});
