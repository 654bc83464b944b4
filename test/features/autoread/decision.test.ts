import { expect, test } from 'vitest';

import { allObstacles, decide } from '#features/autoread/decision.ts';

import { situation, table } from './decision-cases.ts';
import type { Changes } from './decision-cases.ts';

test.each(table)('%s: %s', (expected, _what, changes) => {
  expect(decide(situation(changes))).toBe(expected);
});

test('every reason is reached in the table', () => {
  const reached = new Set(table.map(([outcome]) => outcome));
  expect(allObstacles.filter((obstacle) => !reached.has(obstacle))).toEqual([]);
});

test('with several reasons, the one that the server set is told before what the author did', () => {
  const changes: Changes = {
    reading: { on: false },
    message: { author: 'bot', channelId: 'other', content: ';' },
    author: { optedOut: true, voice: undefined },
  };
  expect(decide(situation(changes))).toBe('off');
  expect(decide(situation({ ...changes, reading: {} }))).toBe('bot');
});
