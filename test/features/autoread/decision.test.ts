import { expect, test } from 'vitest';

import { allObstacles, decide, decideAsked } from '#features/autoread/decision.ts';

import { situation, table } from './decision-cases.ts';
import type { Changes } from './decision-cases.ts';

test.each(table)('%s: %s', (expected, _what, changes) => {
  expect(decide(situation(changes))).toBe(expected);
});

test('every reason is reached in the table', () => {
  const reached = new Set(table.map(([outcome]) => outcome));
  expect(allObstacles.filter((obstacle) => !reached.has(obstacle))).toEqual([]);
});

/** People ask for a message now and for the call that they choose; the rest is its author's and the server's to say. */
const standing = new Set<string>([
  'banned',
  'system',
  'bot',
  'webhook',
  'excluded-channel',
  'opted-out',
  'not-opted-in',
  'muted',
  'ignored-role',
  'no-role',
  'silent',
  'empty',
  'skip-mark',
]);

test.each(table)(
  'of one that is asked for, where it would be %s: %s',
  (outcome, _what, changes) => {
    // Nothing is kept back of a message that is pointed at: that one is empty.
    const why = outcome === 'no-content' ? 'empty' : outcome;
    expect(decideAsked(situation(changes))).toBe(standing.has(why) ? why : 'read');
  },
);

test('with several reasons, the one that the server set is told before what the author did', () => {
  const changes: Changes = {
    reading: { on: false },
    message: { author: 'bot', channelId: 'other', content: ';' },
    author: { optedOut: true, voice: undefined },
  };
  expect(decide(situation(changes))).toBe('off');
  expect(decide(situation({ ...changes, reading: {} }))).toBe('bot');
});
