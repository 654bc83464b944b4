import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';

import { cached, context, speak } from './caching.ts';
import { FakeRenderer, framesOf, requestOf } from './fake-speech.ts';

let inner: FakeRenderer;

beforeEach(() => {
  inner = new FakeRenderer();
});

test('the same words are asked for once, and heard again at once', async () => {
  const cache = cached(inner);
  const first = cache.render(requestOf('hello'), context());
  speak(inner);
  expect(await first.whole()).toEqual(framesOf('a'));
  const second = cache.render(requestOf('hello'), context());
  expect(second.ended).toBe(true);
  expect(second.frames).toEqual(framesOf('a'));
  expect(inner.texts).toEqual(['hello']);
});

test('equal requests share one rendering while it is made, each from its first frame', async () => {
  const cache = cached(inner);
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
  speak(inner, framesOf('b', 1));
  expect(await early.whole()).toEqual([...framesOf('a', 1), ...framesOf('b', 1)]);
  expect(await late.whole()).toEqual(early.frames);
  expect(inner.renderings.length).toBe(1);
});

test('whoever asks first for equal words pays for them', () => {
  const cache = cached(inner);
  const payer = { userId: '1', guildId: '2', way: 'asked' } as const;
  void cache.render(requestOf('hello'), { ...context(), payer });
  const other = { userId: '3', guildId: '2', way: 'read' } as const;
  void cache.render(requestOf('hello'), { ...context(), payer: other });
  expect(inner.renderings.map(({ context }) => context.payer)).toEqual([payer]);
});

test('what it cost is told to whoever asked first, and to nobody else', () => {
  const cache = cached(inner);
  const told: unknown[] = [];
  for (const who of ['ann', 'bob'])
    cache.render(requestOf('hello'), {
      ...context(),
      onSpoken: (spoken) => told.push([who, spoken]),
    });
  inner.last.context.onSpoken?.({ engine: 'deapi', costUsd: 0.01, costIsEstimated: true });
  expect(told).toEqual([
    ['ann', { engine: 'deapi', costUsd: 0.01, costIsEstimated: true }],
    ['bob', { engine: 'deapi' }],
  ]);
});

test('it is made in the room that is held for whoever asked first, and as taken up where they took it up', () => {
  const cache = cached(inner);
  const heldRoom = { release: () => undefined };
  cache.render(requestOf('hello'), { ...context(), heldRoom, isTakenUp: true });
  expect(inner.last.context).toMatchObject({ heldRoom, isTakenUp: true });
  cache.render(requestOf('other'), context());
  expect(inner.last.context).not.toHaveProperty('isTakenUp');
});

test('what somebody hears is not only to be posted, whoever else waits for it', async () => {
  const cache = cached(inner);
  const listener = new AbortController();
  void cache.render(requestOf('hello'), { ...context(), isToBePosted: true });
  expect(inner.last.context.isToBePosted).toBe(true);
  const heard = cache.render(requestOf('hello'), { signal: listener.signal });
  expect(inner.last.context.isToBePosted).toBe(false);
  listener.abort(new Error('skipped'));
  await expect(heard.whole()).rejects.toThrow('skipped');
  expect(inner.last.context.isToBePosted).toBe(true);
});

test('one who leaves stops nobody else; the last one to leave stops the work', async () => {
  const cache = cached(inner);
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
  const cache = cached(inner);
  const stop = new AbortController();
  cache.render(requestOf('hello'), { signal: stop.signal });
  stop.abort(new Error('skipped'));
  const next = cache.render(requestOf('hello'), context());
  expect(inner.renderings.length).toBe(2);
  speak(inner);
  expect(await next.whole()).toEqual(framesOf('a'));
});

test('what is paid comes to its end when nobody waits any more, and is heard again for nothing', async () => {
  const cache = cached(inner);
  const stop = new AbortController();
  const skipped = cache.render(requestOf('hello'), { signal: stop.signal });
  inner.last.context.onSubmitted?.('job 1');
  stop.abort(new Error('skipped'));
  await expect(skipped.whole()).rejects.toThrow('skipped');
  expect(inner.last.context.signal.aborted).toBe(false);
  const meanwhile = cache.render(requestOf('hello'), context());
  speak(inner);
  expect(await meanwhile.whole()).toEqual(framesOf('a'));
  expect(cache.render(requestOf('hello'), context()).frames).toEqual(framesOf('a'));
  expect(inner.renderings.length).toBe(1);
});

test('what is paid and does not come is given up after a while, unless somebody waits again', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const cache = cached(inner);
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
  vi.advanceTimersByTime(61_000);
  expect(made.signal.aborted).toBe(true);
  cache.render(requestOf('hello'), context());
  expect(inner.renderings.length).toBe(2);
});

test('who leaves while it is being sent is followed by who says the same: it is one job', async () => {
  const cache = cached(inner);
  const stop = new AbortController();
  cache.render(requestOf('hello'), { signal: stop.signal });
  await inner.last.context.onPaying?.();
  stop.abort(new Error('skipped'));
  expect(inner.last.context.signal.aborted).toBe(false);
  const again = cache.render(requestOf('hello'), context());
  speak(inner);
  expect(await again.whole()).toEqual(framesOf('a'));
  expect(inner.renderings.length).toBe(1);
});

test('what the service did not take is given up when nobody waits for it', async () => {
  const cache = cached(inner);
  const stop = new AbortController();
  cache.render(requestOf('hello'), { signal: stop.signal });
  const { context: made } = inner.last;
  await made.onPaying?.();
  stop.abort(new Error('skipped'));
  made.onRefused?.();
  expect(made.signal.aborted).toBe(true);
  cache.render(requestOf('hello'), context());
  expect(inner.renderings.length).toBe(2);
});

test('it is told when the frames are kept, and when they won’t be', async () => {
  const written = Promise.withResolvers<void>();
  const store = {
    get: async () => undefined,
    has: () => false,
    put: () => written.promise,
    forget: async () => {},
  };
  const cache = cached(inner, { store });
  const told: string[] = [];
  const isTold = async (words: string): Promise<void> => {
    cache.render(requestOf(words), context());
    await vi.waitUntil(() => inner.texts.includes(words));
    void inner.last.context.keeping?.kept.then(() => told.push(words));
  };
  await isTold('kept');
  speak(inner);
  await isTold('failed');
  inner.last.track.fail(new Error('no'));
  await vi.waitUntil(() => told.length === 1);
  expect(told).toEqual(['failed']);
  written.resolve();
  await vi.waitUntil(() => told.length === 2);
});

test('an abort after the end changes nothing', async () => {
  const cache = cached(inner);
  const stop = new AbortController();
  const track = cache.render(requestOf('hello'), { signal: stop.signal });
  speak(inner);
  stop.abort(new Error('too late'));
  expect(await track.whole()).toEqual(framesOf('a'));
  expect(cache.render(requestOf('hello'), context()).ended).toBe(true);
});

test('one whose signal is aborted already asks nobody', async () => {
  const reason = new Error('gone');
  const track = cached(inner).render(requestOf('x'), { signal: AbortSignal.abort(reason) });
  await expect(track.whole()).rejects.toBe(reason);
  expect(inner.renderings).toEqual([]);
});

test('what failed is not kept, and all who wait hear of it', async () => {
  const cache = cached(inner);
  const tracks = [1, 2].map(() => cache.render(requestOf('hello'), context()));
  inner.last.track.append(framesOf('a')[0]!);
  inner.last.track.fail(new Error('broken'));
  for (const track of tracks) await expect(track.whole()).rejects.toThrow('broken');
  cache.render(requestOf('hello'), context());
  expect(inner.renderings.length).toBe(2);
});

test('what another engine spoke in its place is heard but not kept', async () => {
  const cache = cached(inner, { engine: 'deapi' });
  cache.render(requestOf('hello'), context());
  inner.last.context.onSpoken?.({ engine: 'embedded' });
  speak(inner);
  const again = cache.render(requestOf('hello'), context());
  expect(again.ended).toBe(false);
  inner.last.context.onSpoken?.({ engine: 'deapi' });
  speak(inner, framesOf('b'));
  expect(cache.render(requestOf('hello'), context()).frames).toEqual(framesOf('b'));
});
