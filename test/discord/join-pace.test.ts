import { expect, test } from 'vitest';

import { JoinPace } from '#discord/voice-gateway.ts';

test('a shard asks for no more joins a minute than Discord and whatever else it sends leave room for, each shard for itself', () => {
  let nowMs = 0;
  const pace = new JoinPace(() => nowMs);
  const asked = (shardId: number, times: number): number =>
    Array.from({ length: times }, () => pace.allows(shardId)).filter(Boolean).length;
  expect(asked(0, 200)).toBe(90);
  expect(asked(1, 1)).toBe(1);
  nowMs = 59_999;
  expect(asked(0, 1)).toBe(0);
  nowMs = 60_000;
  expect(asked(0, 200)).toBe(90);
});
