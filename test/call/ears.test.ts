import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Ears } from '#call/ears.ts';
import { newsText } from '#call/news.ts';
import type { News } from '#call/news.ts';
import { inEnglish } from '#i18n/texts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minutes = (count: number): void => void vi.advanceTimersByTime(count * 60_000);

function scene() {
  const told: News[] = [];
  const announced: boolean[] = [];
  const there = { speakers: 2, canAnnounce: true };
  const ears: Ears = new Ears({
    announce() {
      if (there.canAnnounce) announced.push(ears.areOpen);
      return there.canAnnounce;
    },
    speakers: () => there.speakers,
    tell: (news) => told.push(news),
  });
  return { ears, told, announced, there };
}

test('Discord is told when that changes, and again with the next line when it could not be', () => {
  const { ears, announced, there } = scene();
  ears.turn(false);
  expect(announced).toEqual([]);
  there.canAnnounce = false;
  ears.turn(true);
  expect(ears.areOpen).toBe(false);
  there.canAnnounce = true;
  ears.turn(true);
  ears.turn(true);
  ears.turn(false);
  expect(announced).toEqual([true, false]);
});

test('that nothing comes is told once, when it is long and somebody could have spoken', () => {
  const { ears, told, there } = scene();
  ears.turn(true);
  minutes(9);
  ears.turn(true);
  expect([ears.deafness(false), told]).toEqual([undefined, []]);
  minutes(2);
  there.speakers = 0;
  ears.turn(true);
  expect([ears.deafness(false), told]).toEqual([undefined, []]);
  there.speakers = 2;
  ears.turn(true);
  minutes(5);
  ears.turn(true);
  expect(told).toEqual([{ kind: 'hears-nothing', minutes: 11 }]);
  expect(ears.deafness(false)).toEqual({ kind: 'hears-nothing', minutes: 16 });
});

test('what came once will come again, until it is deaf and hears anew', () => {
  const { ears } = scene();
  ears.turn(true);
  ears.hear();
  minutes(60);
  expect(ears.deafness(false)).toBeUndefined();
  ears.turn(false);
  ears.turn(true);
  minutes(10);
  expect(ears.deafness(false)).toEqual({ kind: 'hears-nothing', minutes: 10 });
});

test('who made it deaf is the reason before any other, while it has to hear', () => {
  const { ears } = scene();
  expect(ears.deafness(true)).toBeUndefined();
  ears.turn(true);
  expect(ears.deafness(true)).toEqual({ kind: 'deafened' });
});

test('it is told with what to do about it', () => {
  const told = newsText({ kind: 'hears-nothing', minutes: 12 });
  expect(told && inEnglish(told)).toContain('for 12 min nothing of what people here say');
  expect(told && inEnglish(told)).toContain('`lower` of /call settings');
});
