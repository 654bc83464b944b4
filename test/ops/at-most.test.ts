import { LRUCache } from 'lru-cache';
import { expect, test } from 'vitest';

import { atMost } from '#ops/at-most.ts';

test('so many are remembered, and of more those that were used last', () => {
  const remembered = new LRUCache<string, number>({ ...atMost(3), ttl: 60_000 });
  for (const [count, key] of ['a', 'b', 'c'].entries()) remembered.set(key, count);
  remembered.get('a');
  remembered.set('d', 4);
  expect([...remembered.keys()]).toEqual(['d', 'a', 'c']);
});
