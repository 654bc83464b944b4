import { setTimeout as wait } from 'node:timers/promises';

import { beforeEach, expect, test, vi } from 'vitest';

import type { FrameName, FrameStore, KeptFrames } from '#speech/frame-store.ts';

import { stopClocks } from '../virtual-time.ts';
import { cached, context, keys, speak } from './caching.ts';
import { FakeRenderer, framesOf, requestOf } from './fake-speech.ts';

// Speech is kept in memory and with a store: how much, for how long, and until when.

class FakeStore implements FrameStore {
  readonly kept = new Map<string, Uint8Array>();
  hang = false;
  writtenMs = Date.now();

  async get({ key }: FrameName): Promise<KeptFrames | undefined> {
    if (this.hang) return new Promise(() => {});
    const packed = this.kept.get(key);
    return packed && { packed, writtenMs: this.writtenMs };
  }

  has({ key }: FrameName): boolean {
    return this.kept.has(key);
  }

  async put({ key }: FrameName, packed: Uint8Array): Promise<void> {
    this.kept.set(key, packed);
  }

  async forget(): Promise<void> {
    this.kept.clear();
  }
}

let inner: FakeRenderer;

beforeEach(() => {
  inner = new FakeRenderer();
});

test('memory is bounded, and what was not heard for longest goes first', () => {
  const cache = cached(inner, { maxBytes: 3 * 1500 });
  const kilobyte = [Buffer.alloc(1000)];
  for (const text of ['a', 'b', 'c']) {
    cache.render(requestOf(text), context());
    speak(inner, kilobyte);
  }
  cache.render(requestOf('a'), context());
  cache.render(requestOf('d'), context());
  speak(inner, kilobyte);
  expect(cache.render(requestOf('a'), context()).ended).toBe(true);
  expect(cache.render(requestOf('b'), context()).ended).toBe(false);
});

test('what is very long stays with the store, and pushes nothing out of memory', async () => {
  const store = new FakeStore();
  const cache = cached(inner, { store, maxBytes: 8 * 1500 });
  for (const [text, bytes] of [
    ['short', 1000],
    ['long', 2000],
  ] as const) {
    const track = cache.render(requestOf(text), context());
    await wait(1);
    speak(inner, [Buffer.alloc(bytes)]);
    await track.whole();
  }
  expect(cache.render(requestOf('short'), context()).ended).toBe(true);
  const again = cache.render(requestOf('long'), context());
  expect(again.ended).toBe(false);
  expect(await again.whole()).toEqual([Buffer.alloc(2000)]);
  expect(inner.texts).toEqual(['short', 'long']);
});

test('without a store what is very long stays in memory, since it would be paid for again', () => {
  const cache = cached(inner, { maxBytes: 8 * 1500 });
  cache.render(requestOf('long'), context());
  speak(inner, [Buffer.alloc(2000)]);
  expect(cache.render(requestOf('long'), context()).ended).toBe(true);
});

test('forgetting a voice forgets what it said and what it is saying, and nothing else', async () => {
  const cache = cached(inner);
  const other = requestOf('hello', { voice: { mode: 'preset', id: 'other' } });
  for (const request of [requestOf('hello'), other]) {
    cache.render(request, context());
    speak(inner);
  }
  const speaking = cache.render(requestOf('still speaking'), context());
  const inTheAir = inner.last.track;
  await cache.forget(keys.ofVoice(requestOf('').voice));
  cache.render(requestOf('still speaking'), context());
  expect(inner.renderings.length).toBe(4);
  for (const frame of framesOf('old')) inTheAir.append(frame);
  inTheAir.end();
  expect(speaking.frames).toEqual(framesOf('old'));
  expect(cache.render(requestOf('still speaking'), context()).ended).toBe(false);
  expect(cache.render(requestOf('hello'), context()).ended).toBe(false);
  expect(cache.render(other, context()).ended).toBe(true);
});

test('what a store kept is heard after a restart without being asked for', async () => {
  const store = new FakeStore();
  const before = cached(inner, { store }).render(requestOf('hello'), context());
  await wait(1);
  speak(inner);
  await before.whole();
  const after = cached(inner, { store });
  expect(await after.render(requestOf('hello'), context()).whole()).toEqual(framesOf('a'));
  expect(after.render(requestOf('hello'), context()).ended).toBe(true);
  expect(inner.renderings.length).toBe(1);
});

test('a disk that is slow on a busy machine is waited for: what it has is not paid again', async () => {
  const store = new FakeStore();
  const before = cached(inner, { store }).render(requestOf('hello'), context());
  await wait(1);
  speak(inner);
  await before.whole();
  const read = Promise.withResolvers<void>();
  const slow = {
    has: (name: FrameName) => store.has(name),
    put: async (name: FrameName, packed: Uint8Array) => store.put(name, packed),
    forget: async () => store.forget(),
    get: async (name: FrameName) => read.promise.then(async () => store.get(name)),
  };
  const again = cached(inner, { store: slow }).render(requestOf('hello'), context());
  await wait(600);
  read.resolve();
  expect(await again.whole()).toEqual(framesOf('a'));
  expect(inner.renderings.length).toBe(1);
});

test('a store that hangs or gives rubbish is not waited for', async () => {
  const store = new FakeStore();
  const cache = cached(inner, { store, storeTimeoutMs: 10 });
  store.hang = true;
  const track = cache.render(requestOf('hello'), context());
  await wait(30);
  speak(inner);
  expect(await track.whole()).toEqual(framesOf('a'));
  store.hang = false;
  for (const key of store.kept.keys()) store.kept.set(key, Buffer.from([9, 0, 1]));
  const again = cached(inner, { store }).render(requestOf('hello'), context());
  await wait(5);
  expect(inner.renderings.length).toBe(2);
  speak(inner, framesOf('b'));
  expect(await again.whole()).toEqual(framesOf('b'));
});

test('one who leaves while the store is asked costs nothing', async () => {
  const cache = cached(inner, { store: new FakeStore() });
  const stop = new AbortController();
  const track = cache.render(requestOf('hello'), { signal: stop.signal });
  const reason = new Error('skipped');
  stop.abort(reason);
  await expect(track.whole()).rejects.toBe(reason);
  await wait(5);
  expect(inner.renderings).toEqual([]);
});

test('what was spoken leaves memory when it is too old, whether anybody asks for it or not', () => {
  stopClocks();
  const cache = cached(inner);
  cache.render(requestOf('hello'), context());
  speak(inner);
  vi.advanceTimersByTime(59_000);
  expect(cache.render(requestOf('hello'), context()).ended).toBe(true);
  vi.advanceTimersByTime(2_000);
  expect(cache.render(requestOf('hello'), context()).ended).toBe(false);
  expect(inner.texts).toEqual(['hello', 'hello']);
});

test('a copy of what the store kept is no younger than that', async () => {
  stopClocks();
  const store = new FakeStore();
  const before = cached(inner, { store });
  before.render(requestOf('hello'), context());
  await vi.advanceTimersByTimeAsync(0);
  speak(inner);
  store.writtenMs = Date.now() - 50_000;
  const after = cached(inner, { store });
  await after.render(requestOf('hello'), context()).whole();
  store.kept.clear();
  expect(after.render(requestOf('hello'), context()).ended).toBe(true);
  vi.advanceTimersByTime(11_000);
  expect(after.render(requestOf('hello'), context()).ended).toBe(false);
});

test('it is told where all sound comes from, and the sound says so', async () => {
  const store = new FakeStore();
  const served: string[] = [];
  const options = {
    store,
    engine: 'deapi',
    onServed: (from: string) => served.push(from),
  } as const;
  const cache = cached(inner, options);
  const both = [1, 2].map(() => cache.render(requestOf('hello'), context()));
  await vi.waitUntil(() => inner.texts.includes('hello'));
  speak(inner);
  await Promise.all(both.map((track) => track.whole()));
  const kept = cache.render(requestOf('hello'), context());
  await vi.waitUntil(() => store.kept.size > 0);
  const later = cached(inner, options).render(requestOf('hello'), context());
  await later.whole();
  expect(served).toEqual(['shared', 'made', 'memory', 'disk']);
  expect([kept.source, later.source]).toEqual([
    { engine: 'deapi', cache: 'memory' },
    { engine: 'deapi', cache: 'disk' },
  ]);
});

test('it knows of what is kept and what is being made, so that nobody asks for it otherwise', async () => {
  const store = new FakeStore();
  const cache = cached(inner, { store });
  expect(cache.has(requestOf('hello'))).toBe(false);
  cache.render(requestOf('hello'), context());
  expect(cache.has(requestOf('hello'))).toBe(true);
  await vi.waitUntil(() => inner.texts.includes('hello'));
  speak(inner);
  await vi.waitUntil(() => store.kept.size > 0);
  expect(cache.has(requestOf('hello'))).toBe(true);
  expect(cached(inner, { store }).has(requestOf('hello'))).toBe(true);
  expect(cached(inner, { store }).has(requestOf('goodbye'))).toBe(false);
});
