import { expect, test } from 'vitest';

import { RecentLanguages } from '#features/wording/recent-languages.ts';

const here = { userId: 'ann', guildId: 'club', channelId: 'text' };

function noted(...languages: readonly string[]): RecentLanguages {
  const recent = new RecentLanguages();
  for (const language of languages) recent.note(here, language);
  return recent;
}

test.each([
  ['nothing', [], []],
  ['the last first', ['de', 'fr'], ['fr', 'de']],
  ['the most frequent first', ['de', 'de', 'fr'], ['de', 'fr']],
  ['of the last five', ['de', 'de', 'de', 'fr', 'fr', 'fr', 'fr', 'fr'], ['fr']],
])('%s', (_, languages, expected) => {
  const recent = noted(...languages);
  expect(recent.of(here)).toEqual({ author: expected, channel: expected });
});

test('another author finds what the channel was read in, and another channel what the author wrote', () => {
  const recent = noted('de');
  expect(recent.of({ ...here, userId: 'bob' })).toEqual({ author: [], channel: ['de'] });
  expect(recent.of({ ...here, channelId: 'other' })).toEqual({ author: ['de'], channel: [] });
  expect(recent.of({ ...here, guildId: 'other', channelId: 'other' }).author).toEqual([]);
});

test('direct messages are a place of their own', () => {
  const recent = new RecentLanguages();
  recent.note({ userId: 'ann' }, 'de');
  expect(recent.of({ userId: 'ann' })).toEqual({ author: ['de'], channel: [] });
  expect(recent.of(here).author).toEqual([]);
});

test('who is forgotten has written nothing, in no server', () => {
  const recent = noted('de');
  recent.note({ userId: 'ann', guildId: 'other' }, 'de');
  recent.note({ userId: 'anna', guildId: 'club' }, 'fr');
  recent.forget('ann');
  expect(recent.of(here).author).toEqual([]);
  expect(recent.of({ userId: 'ann', guildId: 'other' }).author).toEqual([]);
  expect(recent.of({ userId: 'anna', guildId: 'club' }).author).toEqual(['fr']);
});

test('however many write, no more than so many are remembered', () => {
  const recent = new RecentLanguages();
  for (let number = 0; number <= 20_000; number += 1)
    recent.note({ userId: String(number), guildId: 'club', channelId: String(number) }, 'de');
  expect(recent.of({ userId: '0', guildId: 'club' }).author).toEqual([]);
  expect(recent.of({ userId: '20000', guildId: 'club' }).author).toEqual(['de']);
  expect(recent.of({ userId: 'x', guildId: 'club', channelId: '15000' }).channel).toEqual([]);
  expect(recent.of({ userId: 'x', guildId: 'club', channelId: '15001' }).channel).toEqual(['de']);
});
