import { setTimeout as wait } from 'node:timers/promises';

import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';

import { cacheKeys } from '#speech/cache-key.ts';
import { withCache } from '#speech/cached-renderer.ts';
import type { CacheOptions } from '#speech/cached-renderer.ts';
import type { FrameName, FrameStore, KeptFrames } from '#speech/frame-store.ts';

import { stopClocks } from '../virtual-time.ts';
import { FakeRenderer, framesOf, requestOf } from './fake-speech.ts';

class FakeStore implements FrameStore {
  readonly kept = new Map<string, Uint8Array>();
  hang = false;
  writtenMs = Date.now();

  async get({ key }: FrameName): Promise<KeptFrames | undefined> {
    if (this.hang) return new Promise(() => {});
    const packed = this.kept.get(key);
    return packed && { packed, writtenMs: this.writtenMs };
  }

  async put({ key }: FrameName, packed: Uint8Array): Promise<void> {
    this.kept.set(key, packed);
  }

  async forget(): Promise<void> {
    this.kept.clear();
  }
}

const keys = cacheKeys(Buffer.alloc(32, 1));
const context = () => ({ signal: new AbortController().signal });
let inner: FakeRenderer;

beforeEach(() => {
  inner = new FakeRenderer();
});

function cached(options: Partial<CacheOptions> = {}) {
  return withCache(inner, { keys, maxBytes: 1_000_000, ttlMs: 60_000, ...options });
}

function speak(frames = framesOf('a')): void {
  for (const frame of frames) inner.last.track.append(frame);
  inner.last.track.end();
}

test('the same words are asked for once, and heard again at once', async () => {
  const cache = cached();
  const first = cache.render(requestOf('hello'), context());
  speak();
  expect(await first.whole()).toEqual(framesOf('a'));
  const second = cache.render(requestOf('hello'), context());
  expect(second.ended).toBe(true);
  expect(second.frames).toEqual(framesOf('a'));
  expect(inner.texts).toEqual(['hello']);
});

test('equal requests share one rendering while it is made, each from its first frame', async () => {
  const cache = cached();
  const told: unknown[] = [];
  const early = cache.render(requestOf('hello'), context());
  inner.last.track.append(framesOf('a')[0]!);
  inner.last.context.onProgress?.({ phase: 'speaking' });
  inner.last.context.onSubmitted?.('job 1');
  inner.last.context.onSpoken?.({ engine: 'deapi' });
  const late = cache.render(requestOf('hello'), {
    ...context(),
    onProgress: (progress) => told.push(progress),
    onSubmitted: (jobId) => told.push(jobId),
    onSpoken: (spoken) => told.push(spoken),
  });
  expect(late.frames).toEqual(framesOf('a', 1));
  inner.last.context.onProgress?.({ phase: 'fetching' });
  expect(told).toEqual([
    { phase: 'speaking' },
    'job 1',
    { engine: 'deapi' },
    { phase: 'fetching' },
  ]);
  speak(framesOf('b', 1));
  expect(await early.whole()).toEqual([...framesOf('a', 1), ...framesOf('b', 1)]);
  expect(await late.whole()).toEqual(early.frames);
  expect(inner.renderings.length).toBe(1);
});

test('one who leaves stops nobody else; the last one to leave stops the work', async () => {
  const cache = cached();
  const [one, two] = [new AbortController(), new AbortController()];
  const first = cache.render(requestOf('hello'), { signal: one.signal });
  const second = cache.render(requestOf('hello'), { signal: two.signal });
  const skipped = new Error('skipped');
  one.abort(skipped);
  await expect(first.whole()).rejects.toBe(skipped);
  expect(second.ended).toBe(false);
  expect(inner.last.context.signal.aborted).toBe(false);
  two.abort(skipped);
  await expect(second.whole()).rejects.toBe(skipped);
  expect(inner.last.context.signal.aborted).toBe(true);
});

test('what was given up is asked for again by the next', async () => {
  const cache = cached();
  const stop = new AbortController();
  cache.render(requestOf('hello'), { signal: stop.signal });
  stop.abort(new Error('skipped'));
  const next = cache.render(requestOf('hello'), context());
  expect(inner.renderings.length).toBe(2);
  speak();
  expect(await next.whole()).toEqual(framesOf('a'));
});

test('what is paid comes to its end when nobody waits any more, and is heard again for nothing', async () => {
  const cache = cached();
  const stop = new AbortController();
  const skipped = cache.render(requestOf('hello'), { signal: stop.signal });
  inner.last.context.onSubmitted?.('job 1');
  stop.abort(new Error('skipped'));
  await expect(skipped.whole()).rejects.toThrow('skipped');
  expect(inner.last.context.signal.aborted).toBe(false);
  const meanwhile = cache.render(requestOf('hello'), context());
  speak();
  expect(await meanwhile.whole()).toEqual(framesOf('a'));
  expect(cache.render(requestOf('hello'), context()).frames).toEqual(framesOf('a'));
  expect(inner.renderings.length).toBe(1);
});

test('what is paid and does not come is given up after a while, unless somebody waits again', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const cache = cached();
  const [one, two] = [new AbortController(), new AbortController()];
  cache.render(requestOf('hello'), { signal: one.signal });
  const { context: made } = inner.last;
  made.onSubmitted?.('job 1');
  one.abort(new Error('skipped'));
  vi.advanceTimersByTime(20_000);
  cache.render(requestOf('hello'), { signal: two.signal });
  vi.advanceTimersByTime(60_000);
  expect(made.signal.aborted).toBe(false);
  two.abort(new Error('skipped'));
  vi.advanceTimersByTime(31_000);
  expect(made.signal.aborted).toBe(true);
  cache.render(requestOf('hello'), context());
  expect(inner.renderings.length).toBe(2);
});

test('an abort after the end changes nothing', async () => {
  const cache = cached();
  const stop = new AbortController();
  const track = cache.render(requestOf('hello'), { signal: stop.signal });
  speak();
  stop.abort(new Error('too late'));
  expect(await track.whole()).toEqual(framesOf('a'));
  expect(cache.render(requestOf('hello'), context()).ended).toBe(true);
});

test('one whose signal is aborted already asks nobody', async () => {
  const reason = new Error('gone');
  const track = cached().render(requestOf('x'), { signal: AbortSignal.abort(reason) });
  await expect(track.whole()).rejects.toBe(reason);
  expect(inner.renderings).toEqual([]);
});

test('what failed is not kept, and all who wait hear of it', async () => {
  const cache = cached();
  const tracks = [1, 2].map(() => cache.render(requestOf('hello'), context()));
  inner.last.track.append(framesOf('a')[0]!);
  inner.last.track.fail(new Error('broken'));
  for (const track of tracks) await expect(track.whole()).rejects.toThrow('broken');
  cache.render(requestOf('hello'), context());
  expect(inner.renderings.length).toBe(2);
});

test('what another engine spoke in its place is heard but not kept', async () => {
  const cache = cached({ engine: 'deapi' });
  cache.render(requestOf('hello'), context());
  inner.last.context.onSpoken?.({ engine: 'embedded' });
  speak();
  const again = cache.render(requestOf('hello'), context());
  expect(again.ended).toBe(false);
  inner.last.context.onSpoken?.({ engine: 'deapi' });
  speak(framesOf('b'));
  expect(cache.render(requestOf('hello'), context()).frames).toEqual(framesOf('b'));
});

test('memory is bounded, and what was not heard for longest goes first', () => {
  const cache = cached({ maxBytes: 3 * 1500 });
  const kilobyte = [Buffer.alloc(1000)];
  for (const text of ['a', 'b', 'c']) {
    cache.render(requestOf(text), context());
    speak(kilobyte);
  }
  cache.render(requestOf('a'), context());
  cache.render(requestOf('d'), context());
  speak(kilobyte);
  expect(cache.render(requestOf('a'), context()).ended).toBe(true);
  expect(cache.render(requestOf('b'), context()).ended).toBe(false);
});

test('what is very long stays with the store, and pushes nothing out of memory', async () => {
  const store = new FakeStore();
  const cache = cached({ store, maxBytes: 8 * 1500 });
  for (const [text, bytes] of [
    ['short', 1000],
    ['long', 2000],
  ] as const) {
    const track = cache.render(requestOf(text), context());
    await wait(1);
    speak([Buffer.alloc(bytes)]);
    await track.whole();
  }
  expect(cache.render(requestOf('short'), context()).ended).toBe(true);
  const again = cache.render(requestOf('long'), context());
  expect(again.ended).toBe(false);
  expect(await again.whole()).toEqual([Buffer.alloc(2000)]);
  expect(inner.texts).toEqual(['short', 'long']);
});

test('without a store what is very long stays in memory, since it would be paid for again', () => {
  const cache = cached({ maxBytes: 8 * 1500 });
  cache.render(requestOf('long'), context());
  speak([Buffer.alloc(2000)]);
  expect(cache.render(requestOf('long'), context()).ended).toBe(true);
});

test('forgetting a voice forgets what it said and what it is saying, and nothing else', async () => {
  const cache = cached();
  const other = requestOf('hello', { voice: { mode: 'preset', id: 'other' } });
  for (const request of [requestOf('hello'), other]) {
    cache.render(request, context());
    speak();
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
  const before = cached({ store }).render(requestOf('hello'), context());
  await wait(1);
  speak();
  await before.whole();
  const after = cached({ store });
  expect(await after.render(requestOf('hello'), context()).whole()).toEqual(framesOf('a'));
  expect(after.render(requestOf('hello'), context()).ended).toBe(true);
  expect(inner.renderings.length).toBe(1);
});

test('a store that hangs or gives rubbish is not waited for', async () => {
  const store = new FakeStore();
  const cache = cached({ store, storeTimeoutMs: 10 });
  store.hang = true;
  const track = cache.render(requestOf('hello'), context());
  await wait(30);
  speak();
  expect(await track.whole()).toEqual(framesOf('a'));
  store.hang = false;
  for (const key of store.kept.keys()) store.kept.set(key, Buffer.from([9, 0, 1]));
  const again = cached({ store }).render(requestOf('hello'), context());
  await wait(5);
  expect(inner.renderings.length).toBe(2);
  speak(framesOf('b'));
  expect(await again.whole()).toEqual(framesOf('b'));
});

test('one who leaves while the store is asked costs nothing', async () => {
  const cache = cached({ store: new FakeStore() });
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
  const cache = cached();
  cache.render(requestOf('hello'), context());
  speak();
  vi.advanceTimersByTime(59_000);
  expect(cache.render(requestOf('hello'), context()).ended).toBe(true);
  vi.advanceTimersByTime(2_000);
  expect(cache.render(requestOf('hello'), context()).ended).toBe(false);
  expect(inner.texts).toEqual(['hello', 'hello']);
});

test('a copy of what the store kept is no younger than that', async () => {
  stopClocks();
  const store = new FakeStore();
  const before = cached({ store });
  before.render(requestOf('hello'), context());
  await vi.advanceTimersByTimeAsync(0);
  speak();
  store.writtenMs = Date.now() - 50_000;
  const after = cached({ store });
  await after.render(requestOf('hello'), context()).whole();
  store.kept.clear();
  expect(after.render(requestOf('hello'), context()).ended).toBe(true);
  vi.advanceTimersByTime(11_000);
  expect(after.render(requestOf('hello'), context()).ended).toBe(false);
});
