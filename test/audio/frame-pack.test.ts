import { expect, test } from 'vitest';

import { packFrames, unpackFrames } from '#audio/frame-pack.ts';

test('packs hold any frames, and rubbish is no pack', () => {
  const frames = [Buffer.alloc(1276, 7), Buffer.of(1), Buffer.alloc(300, 3)];
  expect(unpackFrames(packFrames(frames))).toEqual(frames);
  for (const rubbish of [[], [1], [5, 0, 1], [1, 0, 1, 9]]) {
    expect(unpackFrames(Uint8Array.from(rubbish))).toBeUndefined();
  }
});
