import { expect, test } from 'vitest';

import { UsedUp } from '#features/autoread/used-up.ts';
import { Texts } from '#i18n/texts.ts';

const midnight = Date.parse('2026-11-23T00:00:00Z');

function notices(startsAt: string) {
  const told: string[] = [];
  const time = { nowMs: Date.parse(startsAt) };
  const t = new Texts().translations()();
  const usedUp = new UsedUp({
    tell: async (guildId, text) => void told.push(`${guildId}: ${t(text)}`),
    now: () => time.nowMs,
  });
  return { usedUp, told, time };
}

const when = `<t:${midnight / 1_000}:t>`;
const instead = { failure: 'rate-limited', quota: 'day', untilMs: midnight } as const;

test('each server is told once a day that the quota is used up, and until when another voice reads', () => {
  const { usedUp, told, time } = notices('2026-11-22T20:00:00Z');
  for (const server of ['a', 'b', 'a']) usedUp.readsInstead(server, instead);
  const sentence = `The speech service’s quota for today is used up: another voice reads until ${when}.`;
  expect(told).toEqual([`a: ${sentence}`, `b: ${sentence}`]);
  time.nowMs = midnight + 60_000;
  usedUp.readsInstead('a', instead);
  expect(told).toHaveLength(3);
});

test('where nobody reads instead, it is told when it is read on', () => {
  const { usedUp, told } = notices('2026-11-22T20:00:00Z');
  const facts = { engine: 'deapi', quota: 'day', retryAfterMs: 4 * 3_600_000 } as const;
  expect(usedUp.failed('a', facts)).toBe(true);
  expect(usedUp.failed('a', facts)).toBe(true);
  expect(told).toEqual([
    `a: The speech service’s quota for today is used up. It reads on at ${when}.`,
  ]);
});

test('another reason is not told so', () => {
  const { usedUp, told } = notices('2026-11-22T20:00:00Z');
  usedUp.readsInstead('a', { failure: 'rate-limited', quota: 'minute', untilMs: midnight });
  usedUp.readsInstead('a', { failure: 'unavailable' });
  expect(usedUp.failed('a', { engine: 'deapi', quota: 'minute', retryAfterMs: 5 })).toBe(false);
  expect(told).toEqual([]);
});
