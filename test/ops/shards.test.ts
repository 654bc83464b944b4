import { expect, test } from 'vitest';

import { haveIn, isPart, shardIdsOf, shardOf, writtenAs, writtenShards } from '#ops/shards.ts';

// The id of https://docs.discord.com/developers/reference#snowflakes, which was made 41,944,705,796 ms after Discord's beginning.
const guildId = '175928847299117063';

test('a server is in the shard that Discord gives it to, and what is in none in the first', () => {
  expect([1, 10, 1_000].map((count) => shardOf(guildId, count))).toEqual([0, 6, 796]);
  expect(shardOf(undefined, 10)).toBe(0);
});

test.each([
  ['auto', 'auto'],
  ['3/4', { first: 3, last: 3, count: 4 }],
  ['0-1/4', { first: 0, last: 1, count: 4 }],
])('%s is read, and written as it was', (text, shards) => {
  const read = writtenShards.parse(text);
  expect(read).toEqual(shards);
  expect(writtenAs(read)).toBe(text);
});

test.each([
  ['2-1/4', 'the wrong order'],
  ['4/4', 'not there'],
  ['0-4/4', 'not there'],
  ['0/0', 'not there'],
  ['1', 'expected auto'],
])('%s is refused', (text, why) => {
  expect(writtenShards.safeParse(text).error?.issues[0]?.message).toContain(why);
});

test('a range of all is no part, and has everything; one of some has its own', () => {
  const [all, some] = ['0-9/10', '5-6/10'].map((text) => writtenShards.parse(text));
  expect([all, some, 'auto' as const].map((each) => each && isPart(each))).toEqual([
    false,
    true,
    false,
  ]);
  expect(shardIdsOf({ first: 5, last: 7, count: 10 })).toEqual([5, 6, 7]);
  const has = (text: string) => haveIn(writtenShards.parse(text), guildId);
  expect(['auto', '0-9/10', '5-6/10', '6/10', '6-7/10', '5/10', '7-9/10'].map(has)).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
  expect([haveIn(writtenShards.parse('0/10'), undefined), haveIn('auto', undefined)]).toEqual([
    true,
    true,
  ]);
});
