import { expect, test } from 'vitest';

import type { Ending } from '#call/call-state.ts';
import { endingSentence, type News, newsSentence } from '#call/news.ts';

const endings: readonly Ending[] = [
  'left',
  'closed',
  'kicked',
  'channel-deleted',
  'removed',
  'outage',
  'no-answer',
  'no-voice-server',
  'gateway-down',
  'voice-server-silent',
  'udp-blocked',
  'no-group',
  'encryption-refused',
  'lost',
];

test('every ending has a sentence of its own', () => {
  const sentences = endings.map(endingSentence);
  expect(new Set(sentences).size).toBe(endings.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

test.each(endings)('an end nobody asked for is told as what it is: %s', (ending) => {
  const told = newsSentence({ kind: 'gone', ending });
  // People who used /leave have its reply.
  expect(told).toBe(ending === 'left' ? undefined : endingSentence(ending));
});

test.each<[News, RegExp]>([
  [{ kind: 'suspended', why: 'muted' }, /muted/],
  [{ kind: 'suspended', why: 'suppressed' }, /audience/],
  [{ kind: 'resumed', why: 'muted' }, /speak again/],
])('%o is told', (news, wanted) => {
  expect(newsSentence(news)).toMatch(wanted);
});

test.each<News>([{ kind: 'moved', channelId: 'B' }, { kind: 'rejoined' }])(
  '$kind is not worth a message',
  (news) => {
    expect(newsSentence(news)).toBeUndefined();
  },
);
