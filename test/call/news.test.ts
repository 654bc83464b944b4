import { expect, test } from 'vitest';

import type { Ending } from '#call/call-state.ts';
import { endingText, type News, newsText } from '#call/news.ts';
import { inEnglish } from '#i18n/texts.ts';

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
  const sentences = endings.map((ending) => inEnglish(endingText(ending)));
  expect(new Set(sentences).size).toBe(endings.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

test.each(endings)('an end nobody asked for is told as what it is: %s', (ending) => {
  const told = newsText({ kind: 'gone', ending });
  // People who used /leave have its reply.
  expect(told && inEnglish(told)).toBe(
    ending === 'left' ? undefined : inEnglish(endingText(ending)),
  );
});

test.each<[News, RegExp]>([
  [{ kind: 'suspended', why: 'muted' }, /muted/],
  [{ kind: 'suspended', why: 'suppressed' }, /audience/],
  [{ kind: 'resumed', why: 'muted' }, /speak again/],
  [{ kind: 'deafened' }, /deafened me/],
  [{ kind: 'hears-nothing', minutes: 11 }, /for 11 min nothing .* has reached me/],
])('%o is told', (news, wanted) => {
  expect(inEnglish(newsText(news)!)).toMatch(wanted);
});

test.each<News>([{ kind: 'moved', channelId: 'B' }, { kind: 'rejoined' }])(
  '$kind is not worth a message',
  (news) => {
    expect(newsText(news)).toBeUndefined();
  },
);
