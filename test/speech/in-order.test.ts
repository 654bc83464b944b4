import { setTimeout as wait } from 'node:timers/promises';

import { beforeEach, expect, test } from 'vitest';

import type { Track } from '#audio/track.ts';
import { withChunking } from '#speech/in-order.ts';
import type { ChunkingOptions } from '#speech/in-order.ts';

import { FakeRenderer, framesOf, requestOf } from './fake-speech.ts';

const silence = Uint8Array.of(0xf8, 0xff, 0xfe);
const gap = [silence, silence];
const text = 'One. Two. Three. Four.';
let inner: FakeRenderer;
let stop: AbortController;

beforeEach(() => {
  inner = new FakeRenderer();
  stop = new AbortController();
});

function render(options: Partial<ChunkingOptions> = {}, words = text): Track {
  const split = ({ text }: { readonly text: string }) => text.split(/(?<=\.) /);
  const renderer = withChunking(inner, {
    split,
    sew: async () => ({ leftOut: 0, added: 2 }),
    ...options,
  });
  return renderer.render(requestOf(words), { signal: stop.signal });
}

function speak(index: number, frames = framesOf(`${index}`)): void {
  const { track } = inner.renderings[index]!;
  for (const frame of frames) track.append(frame);
  track.end();
}

/** Everything that follows at once from what has happened. */
const settled = () => wait(1);

test('pieces are heard in order as one, with a pause between', async () => {
  const track = render();
  await settled();
  // The second is ready before the first.
  speak(1);
  speak(0);
  await settled();
  speak(3);
  speak(2);
  const pieces = ['0', '1', '2', '3'].map((name) => framesOf(name));
  expect(await track.whole()).toEqual(
    [pieces[0]!, gap, pieces[1]!, gap, pieces[2]!, gap, pieces[3]!].flat(),
  );
  expect(inner.texts).toEqual(['One.', 'Two.', 'Three.', 'Four.']);
  expect(inner.last.request).toEqual(requestOf('Four.'));
});

test('the first is heard while it is made, and only the next is made beside it', async () => {
  const track = render();
  await settled();
  inner.renderings[0]!.track.append(framesOf('first')[0]!);
  expect(track.frames).toEqual(framesOf('first', 1));
  expect(inner.texts).toEqual(['One.', 'Two.']);
  inner.renderings[0]!.track.end();
  await settled();
  expect(inner.texts).toEqual(['One.', 'Two.', 'Three.']);
});

test('no piece is begun while enough is made that cannot have been heard yet', async () => {
  const track = render({ lookAheadMs: 100 });
  await settled();
  speak(0, framesOf('long', 10));
  speak(1, framesOf('long', 2));
  await settled();
  expect(inner.texts).toEqual(['One.', 'Two.']);
  // 280 ms are made; when 180 of them may have been heard, the next is begun.
  await wait(100);
  expect(inner.texts.length).toBe(2);
  await wait(150);
  expect(inner.texts.length).toBeGreaterThanOrEqual(3);
  expect(track.ended).toBe(false);
});

test('for posting everything is made as fast as it goes', async () => {
  const track = render({ lookAheadMs: Infinity, maxAhead: 3 });
  await settled();
  expect(inner.texts.length).toBe(4);
  for (const index of [0, 1, 2, 3]) speak(index, framesOf('long', 2000));
  expect((await track.whole()).length).toBe(8006);
});

test('short text is one request, passed on as it is', () => {
  const track = render({}, 'Hello.');
  expect(inner.texts).toEqual(['Hello.']);
  expect(inner.last.track).toBe(track);
});

test('a piece that fails ends the track after what was made, and stops the others', async () => {
  const track = render();
  await settled();
  inner.renderings[0]!.track.append(framesOf('first')[0]!);
  const failure = new Error('broken');
  inner.renderings[0]!.track.fail(failure);
  await expect(track.whole()).rejects.toBe(failure);
  expect(track.frames).toEqual(framesOf('first', 1));
  expect(inner.renderings[1]!.context.signal.aborted).toBe(true);
  expect(inner.texts.length).toBe(2);
});

test('an abort ends the track with its reason and stops all pieces', async () => {
  const track = render();
  await settled();
  const reason = new Error('skipped');
  stop.abort(reason);
  await expect(track.whole()).rejects.toBe(reason);
  expect(inner.renderings.every(({ context }) => context.signal.aborted)).toBe(true);
});

test('an abort while the next piece is held back begins no more', async () => {
  const track = render({ lookAheadMs: 0 });
  await settled();
  speak(0, framesOf('long', 100));
  speak(1, framesOf('long', 100));
  await settled();
  const reason = new Error('skipped');
  stop.abort(reason);
  await expect(track.whole()).rejects.toBe(reason);
  expect(inner.texts.length).toBe(2);
});

test('all pieces but the first are made ahead of their time', async () => {
  render();
  await settled();
  expect(inner.renderings.map(({ context }) => context.isAhead ?? false)).toEqual([false, true]);
});

test('no piece has the beginning of the whole as its own', async () => {
  const split = () => ['Ann said: One.', 'Two.'];
  const announced = { ...requestOf(text), announcement: 'Ann said:' };
  withChunking(inner, { split }).render(announced, { signal: stop.signal });
  await settled();
  expect(inner.renderings.map(({ request }) => 'announcement' in request)).toEqual([false, false]);
});

test('who waits hears how the first piece goes, not the others', async () => {
  const told: unknown[] = [];
  const split = () => ['One.', 'Two.'];
  withChunking(inner, { split }).render(requestOf(text), {
    signal: stop.signal,
    onProgress: (progress) => told.push(progress),
  });
  await settled();
  for (const { context } of inner.renderings) context.onProgress?.({ phase: 'queued' });
  expect(told).toEqual([{ phase: 'queued' }]);
});
