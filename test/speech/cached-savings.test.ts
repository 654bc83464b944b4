import { setTimeout as wait } from 'node:timers/promises';

import { beforeEach, expect, test } from 'vitest';

import type { FrameStore } from '#speech/frame-store.ts';
import type { SpeechContext } from '#speech/speech.ts';

import { cached, context, speak } from './caching.ts';
import { FakeRenderer, requestOf } from './fake-speech.ts';

// Speech heard without being paid for, and for whom it was spared.

let inner: FakeRenderer;
let noted: unknown[];

beforeEach(() => {
  inner = new FakeRenderer();
  noted = [];
});

const priced = (more: object = {}) =>
  cached(inner, {
    priceOf: ({ text }) => text.length / 1_000,
    onSaved: ({ text }, { chars, usd }, payer) => noted.push([text, chars, usd, payer?.userId]),
    ...more,
  });

function by(userId: string): SpeechContext & { readonly told: unknown[] } {
  const told: unknown[] = [];
  const payer = { userId, way: 'asked' } as const;
  return { ...context(), payer, told, onSaved: (saved) => told.push(saved) };
}

const hello = requestOf('hello');

test('who hears what is in memory is spared its price, and who had it made is not', async () => {
  const cache = priced();
  const [first, second] = [by('ann'), by('bob')];
  cache.render(hello, first);
  speak(inner);
  expect(noted).toEqual([]);
  cache.render(hello, second);
  cache.render(hello, first);
  expect(noted).toEqual([
    ['hello', 5, 0.005, 'bob'],
    ['hello', 5, 0.005, 'ann'],
  ]);
  expect([first.told, second.told]).toEqual([
    [{ chars: 5, usd: 0.005 }],
    [{ chars: 5, usd: 0.005 }],
  ]);
});

test('of those who wait for the same words all but the first are spared, once they are there', () => {
  const cache = priced();
  for (const who of ['ann', 'bob', 'cem']) cache.render(hello, by(who));
  expect(noted).toEqual([]);
  speak(inner);
  expect(noted).toEqual([
    ['hello', 5, 0.005, 'bob'],
    ['hello', 5, 0.005, 'cem'],
  ]);
});

test('what fails spares nobody anything', () => {
  const cache = priced();
  cache.render(hello, by('ann'));
  cache.render(hello, by('bob'));
  inner.last.track.fail(new Error('no'));
  expect(noted).toEqual([]);
});

test('what another engine spoke would have cost nothing', () => {
  const cache = priced({ engine: 'deapi' });
  cache.render(hello, by('ann'));
  cache.render(hello, by('bob'));
  inner.last.context.onSpoken?.({ engine: 'embedded' });
  speak(inner);
  expect(noted).toEqual([]);
});

test('what a store kept is spared to everybody', async () => {
  const kept = new Map<string, Uint8Array>();
  const store: FrameStore = {
    async get({ key }) {
      const packed = kept.get(key);
      return packed && { packed, writtenMs: Date.now() };
    },
    has: ({ key }) => kept.has(key),
    put: async ({ key }, packed) => void kept.set(key, packed),
    forget: async () => undefined,
  };
  priced({ store }).render(hello, by('ann'));
  await wait(1);
  speak(inner);
  await wait(1);
  expect(noted).toEqual([]);
  const later = priced({ store });
  const tracks = ['bob', 'cem'].map((who) => later.render(hello, by(who)));
  await Promise.all(tracks.map((track) => track.whole()));
  expect(noted).toEqual([
    ['hello', 5, 0.005, 'bob'],
    ['hello', 5, 0.005, 'cem'],
  ]);
});

test('who left before it was read from the store was spared nothing', async () => {
  const kept = new Map<string, Uint8Array>();
  const read = Promise.withResolvers<void>();
  const store: FrameStore = {
    async get({ key }) {
      const packed = kept.get(key);
      if (packed) await read.promise;
      return packed && { packed, writtenMs: Date.now() };
    },
    has: ({ key }) => kept.has(key),
    put: async ({ key }, packed) => void kept.set(key, packed),
    forget: async () => undefined,
  };
  priced({ store }).render(hello, by('ann'));
  await wait(1);
  speak(inner);
  await wait(1);
  const later = priced({ store });
  const leaving = new AbortController();
  later.render(hello, { ...by('bob'), signal: leaving.signal });
  const track = later.render(hello, by('cem'));
  leaving.abort(new Error('skipped'));
  read.resolve();
  await track.whole();
  expect(noted).toEqual([['hello', 5, 0.005, 'cem']]);
});

test('without a known price characters alone are told, and of a free engine nothing', () => {
  const unpriced = priced({ priceOf: () => undefined });
  unpriced.render(hello, by('ann'));
  speak(inner);
  const second = by('bob');
  unpriced.render(hello, second);
  expect(second.told).toEqual([{ chars: 5 }]);
  const free = cached(inner);
  free.render(hello, by('ann'));
  speak(inner);
  const third = by('bob');
  free.render(hello, third);
  expect(third.told).toEqual([]);
});
