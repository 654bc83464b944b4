import { setImmediate, setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { unpackFrames } from '#audio/frame-pack.ts';
import { Track } from '#audio/track.ts';
import { WorkerMouth } from '#call/mouth.ts';
import type { ToWorker } from '#call/voice-port.ts';

const frame = Uint8Array.of(0xf8, 1, 2);

/** A port that is slow when it is told to be. */
function scene() {
  const sent: ToWorker[] = [];
  const waiting: (() => void)[] = [];
  const told: string[] = [];
  const mouth = new WorkerMouth('guild', (message, taken) => {
    sent.push(message);
    if (taken) waiting.push(taken);
  });
  const speak = (track: Track, name = 'one') =>
    mouth.speak(track, {
      started: () => told.push(`${name} started`),
      ended: () => told.push(`${name} ended`),
    });
  const batches = () =>
    sent.flatMap((message) =>
      message.type === 'frames' ? [[unpackFrames(message.frames)?.length ?? 0, message.last]] : [],
    );
  return { mouth, sent, waiting, told, speak, batches };
}

test('a whole track is one message', async () => {
  const { speak, batches } = scene();
  speak(Track.of([frame, frame, frame]));
  await delay(0);
  expect(batches()).toEqual([[3, true]]);
});

test('while a batch is on its way what comes is gathered into the next', async () => {
  const { speak, batches, waiting } = scene();
  const track = new Track();
  track.append(frame);
  speak(track);
  await delay(0);
  for (let more = 0; more < 3; more += 1) {
    track.append(frame);
    await delay(0);
  }
  expect(batches()).toEqual([[1, false]]);
  waiting.shift()?.();
  expect(batches()).toEqual([
    [1, false],
    [3, false],
  ]);
  track.end();
  waiting.shift()?.();
  await delay(0);
  expect(batches().at(-1)).toEqual([0, true]);
});

test('what is made much faster than it is heard goes over in few messages, its beginning at once', async () => {
  const { speak, batches, waiting } = scene();
  const track = new Track();
  speak(track);
  for (let made = 0; made < 200; made += 1) {
    track.append(frame);
    if (made % 4 === 0) await setImmediate();
    waiting.shift()?.();
  }
  track.end();
  await expect.poll(() => (waiting.shift()?.(), batches().at(-1)?.[1])).toBe(true);
  const sizes = batches().map(([size]) => Number(size));
  expect(sizes[0]).toBeLessThanOrEqual(4);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(200);
  // Every four frames would be fifty.
  expect(sizes.length).toBeLessThanOrEqual(10);
});

test('what is made as fast as it is heard waits for no batch', async () => {
  const { speak, batches, waiting } = scene();
  const track = new Track();
  speak(track);
  for (let made = 1; made <= 10; made += 1) {
    track.append(frame);
    await delay(20);
    waiting.shift()?.();
    expect(batches()).toHaveLength(made);
  }
});

test('what was gathered goes over before what is at hand has been heard, though nothing more comes', async () => {
  const { speak, batches, waiting } = scene();
  const track = new Track();
  const sinceMs = performance.now();
  for (let made = 0; made < 30; made += 1) track.append(frame);
  speak(track);
  await delay(0);
  waiting.shift()?.();
  track.append(frame);
  await delay(0);
  expect(batches()).toEqual([[30, false]]);
  await expect.poll(() => batches().length).toBe(2);
  expect(performance.now() - sinceMs).toBeLessThan(450);
});

test('only the present speech is told of, and once', () => {
  const { mouth, speak, told } = scene();
  speak(Track.of([frame]), 'one');
  speak(Track.of([frame]), 'two');
  mouth.started(1);
  mouth.ended(1);
  mouth.started(2);
  mouth.ended(2);
  mouth.started(2);
  mouth.ended(2);
  expect(told).toEqual(['two started', 'two ended']);
});

test('stopping says so to the worker once, and sends no more of the track', async () => {
  const { speak, sent, told, mouth } = scene();
  const track = new Track();
  track.append(frame);
  const stop = speak(track);
  stop();
  stop();
  track.append(frame);
  track.end();
  await delay(0);
  mouth.ended(1);
  expect(sent).toEqual([{ type: 'stop', guildId: 'guild', speech: 1 }]);
  expect(told).toEqual([]);
});

test('stopping a speech that another has followed leaves the other alone', async () => {
  const { mouth, speak, sent, told } = scene();
  const stopFirst = speak(Track.of([frame]), 'one');
  speak(Track.of([frame]), 'two');
  stopFirst();
  await delay(0);
  expect(sent.filter(({ type }) => type === 'stop')).toEqual([]);
  mouth.started(2);
  expect(told).toEqual(['two started']);
});

const message = (sent: readonly ToWorker[], type: ToWorker['type']) =>
  sent.find((each) => each.type === type);

test('what breaks in asks where the worker is, and is sent with the frame at which the present line is cut', async () => {
  const { mouth, sent, told } = scene();
  const events = {
    started: () => told.push('one started'),
    cut: (on: boolean) => told.push(on ? 'one cut' : 'one goes on'),
    ended: () => told.push('one ended'),
  };
  mouth.speak(Track.of([frame, frame]), events);
  mouth.started(1);
  const alert = { started: () => told.push('two started'), ended: () => told.push('two ended') };
  mouth.breakIn(Track.of([frame]), alert);
  expect(sent.at(-1)).toEqual({ type: 'where', guildId: 'guild' });
  mouth.here({ speech: 1, next: 1 });
  await expect.poll(() => message(sent, 'break-in')).toMatchObject({ speech: 2, at: 4 });
  await expect.poll(() => sent.at(-1)).toMatchObject({ type: 'frames', speech: 2 });
  mouth.started(2);
  mouth.ended(2);
  mouth.ended(1);
  expect(told).toEqual([
    'one started',
    'two started',
    'one cut',
    'one goes on',
    'two ended',
    'one ended',
  ]);
});

test('what breaks in when another line has followed since is not kept back until the frame of the line before', async () => {
  const { mouth, sent, speak } = scene();
  speak(Track.of(Array.from({ length: 3_000 }, () => frame)), 'one');
  mouth.breakIn(Track.of([frame]), { started: () => undefined, ended: () => undefined });
  mouth.here({ speech: 1, next: 2_900 });
  // The pause is being looked for.
  await Promise.resolve();
  mouth.ended(1);
  speak(Track.of([frame]), 'two');
  await expect.poll(() => message(sent, 'break-in')).toMatchObject({ speech: 2, at: 0 });
});

test('what was to break in and is taken back meanwhile is never sent', async () => {
  const { mouth, sent, speak } = scene();
  speak(Track.of([frame]));
  mouth.breakIn(Track.of([frame]), { started: () => undefined, ended: () => undefined })();
  mouth.here({ speech: 1, next: 0 });
  await delay(20);
  expect(message(sent, 'break-in')).toBeUndefined();
});
