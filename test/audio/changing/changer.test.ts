import { setTimeout as delay } from 'node:timers/promises';

import { expect, onTestFinished, test, vi } from 'vitest';

import type { ChangerOrder, FromChanger } from '#audio/changing/changer-orders.ts';
import type { ChangerEvents } from '#audio/changing/changer-process.ts';
import { Changer } from '#audio/changing/changer.ts';
import type { standardLimits } from '#audio/changing/changer.ts';
import { packFrames, unpackFrames } from '#audio/frame-pack.ts';
import { Track } from '#audio/track.ts';
import type { Frame } from '#audio/track.ts';

import { line } from './lines.ts';

const quieter = { gainDb: -6, tempo: 1 };
const faster = { gainDb: 0, tempo: 1.5 };

/** Frames that can be told apart, and what the process makes of them. */
const given = Array.from({ length: 30 }, (_, at) => Uint8Array.of(1, at));
const made = Array.from({ length: 30 }, (_, at) => Uint8Array.of(2, at));

const bytesOf = (frame: Frame): Buffer => Buffer.from(frame);

/** A changer whose process does what the test lets it do. */
function scene(limits: Partial<typeof standardLimits> = {}, isUp = true) {
  const logged: string[] = [];
  const processes: { orders: ChangerOrder[]; events: ChangerEvents; killed: boolean }[] = [];
  const changer = new Changer({
    limits: { startMs: 300, patienceMs: 100, marginMs: 20, restMs: 300, ...limits },
    log: (why) => logged.push(why),
    start(events) {
      const process = { orders: [] as ChangerOrder[], events, killed: false };
      processes.push(process);
      if (isUp) queueMicrotask(() => events.message({ type: 'ready' }));
      return {
        send(order, taken) {
          process.orders.push(order);
          taken?.();
        },
        kill: () => (process.killed = true),
        hold: () => undefined,
      };
    },
  });
  onTestFinished(() => changer.close());
  const tell = (frames: readonly Frame[], taken: number, last = false, sound = 1) => {
    const message: FromChanger = { type: 'frames', sound, frames: packFrames(frames), taken, last };
    processes.at(-1)?.events.message(message);
  };
  return { changer, processes, logged, tell };
}

/** From now on time passes only when the test lets it. */
function virtually(): (ms: number) => Promise<unknown> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  return (ms) => vi.advanceTimersByTimeAsync(ms);
}

/** A track that grows by these frames. */
function growing(frames: readonly Frame[]): Track {
  const track = new Track();
  for (const frame of frames) track.append(frame);
  return track;
}

test('no process runs before somebody needs it', () => {
  const { changer, processes } = scene();
  expect(processes).toEqual([]);
  changer.warm();
  changer.warm();
  expect(processes).toHaveLength(1);
});

test('frames go to the process as they come, and what it makes of them is heard', async () => {
  const { changer, processes, tell } = scene();
  const source = growing(given.slice(0, 10));
  const { track } = changer.change(source, quieter);
  await Promise.resolve();
  tell(made.slice(0, 8), 10);
  expect(track.frames.map(bytesOf)).toEqual(made.slice(0, 8).map(bytesOf));
  for (const frame of given.slice(10)) source.append(frame);
  source.end();
  await Promise.resolve();
  tell(made.slice(8), 20, true);
  expect(await track.whole()).toHaveLength(30);
  const sent = processes[0]?.orders.flatMap((order) =>
    order.type === 'frames' ? (unpackFrames(order.frames) ?? []) : [],
  );
  expect(sent).toEqual(given.map(bytesOf));
});

test.each([quieter, faster])(
  'when the process dies, the rest passes as it is from there on (%j)',
  async (change) => {
    const { changer, processes, tell, logged } = scene();
    const source = growing(given.slice(0, 15));
    const { track } = changer.change(source, change);
    await Promise.resolve();
    tell(made.slice(0, 8), 12);
    processes[0]?.events.died('it ended with SIGKILL');
    for (const frame of given.slice(15)) source.append(frame);
    source.end();
    const rest = given.slice(8 * change.tempo);
    expect(await track.whole()).toEqual([...made.slice(0, 8).map(bytesOf), ...rest]);
    expect(logged).toEqual(['the process that changes it: it ended with SIGKILL']);
  },
);

test('a process that says nothing is ended, and what it had passes as it is', async () => {
  const { changer, processes, logged } = scene();
  const after = virtually();
  const { track } = changer.change(Track.of(given), quieter);
  await after(99);
  expect(processes[0]?.killed).toBe(false);
  await after(2);
  expect(processes[0]?.killed).toBe(true);
  expect(await track.whole()).toEqual(given);
  expect(logged).toEqual(['the process that changes it: it hangs']);
});

test('a process that does not start is given more time, and is ended then', async () => {
  const { changer, processes, logged } = scene({}, false);
  const after = virtually();
  const { track } = changer.change(Track.of(given), quieter);
  await after(299);
  expect(processes[0]?.killed).toBe(false);
  await after(2);
  expect(processes[0]?.killed).toBe(true);
  expect(await track.whole()).toEqual(given);
  expect(logged).toEqual(['the process that changes it: it does not start']);
});

test('after that all passes as it is for a while, and then it is tried again', async () => {
  const { changer, processes } = scene();
  await changer.change(Track.of(given), quieter).track.whole();
  const source = Track.of(given);
  expect(changer.change(source, quieter).track).toBe(source);
  changer.warm();
  expect(processes).toHaveLength(1);
  await vi.waitFor(() => {
    changer.warm();
    expect(processes).toHaveLength(2);
  });
});

test('one that comes too late passes as it is, while others go on', async () => {
  const { changer, processes, tell, logged } = scene();
  const late = changer.change(Track.of(given), quieter);
  const alive = setInterval(() => tell([], 1, false, 2), 10);
  // Two that are begun at the same moment are late at the same moment.
  await delay(100);
  const other = changer.change(Track.of(given), quieter);
  expect(await late.track.whole()).toEqual(given);
  clearInterval(alive);
  tell(made, 0, true, 2);
  expect(await other.track.whole()).toHaveLength(30);
  expect(logged).toEqual(['it comes too late']);
  expect(processes[0]?.killed).toBe(false);
});

test('what stops in its middle goes on as it is before whoever listens has heard all', async () => {
  const { changer, tell } = scene();
  const after = virtually();
  const { track } = changer.change(Track.of(given), quieter);
  await Promise.resolve();
  tell(made.slice(0, 20), 20);
  await after(300);
  expect(track.frames).toHaveLength(20);
  // Twenty frames last 400 ms.
  await after(100);
  expect(await track.whole()).toHaveLength(30);
});

test('a frame that can’t be decoded ends the change of its sound alone', async () => {
  const { changer, processes, logged } = scene();
  const { track } = changer.change(Track.of(given), quieter);
  processes[0]?.events.message({ type: 'failed', sound: 1, reason: 'it is damaged' });
  expect(await track.whole()).toEqual(given);
  expect(logged).toEqual(['it is damaged']);
  expect(processes[0]?.killed).toBe(false);
});

test('no more than so many are changed at a time: the next passes as it is', () => {
  const { changer, logged } = scene({ maxSounds: 1 });
  changer.change(Track.of(given), quieter);
  const source = Track.of(given);
  expect(changer.change(source, quieter).track).toBe(source);
  expect(logged).toEqual(['1 sounds are being changed already']);
});

test('a track that fails does so after what was made of it', async () => {
  const { changer, tell } = scene();
  const source = growing(given.slice(0, 5));
  const { track } = changer.change(source, quieter);
  source.fail(new Error('no more'));
  await Promise.resolve();
  tell(made.slice(0, 5), 5, true);
  await expect(track.whole()).rejects.toThrow('no more');
  expect(track.frames).toHaveLength(5);
});

test('what nobody wants is taken back, and after a while without anything the process ends', async () => {
  const { changer, processes } = scene({ idleMs: 50, patienceMs: 10_000 });
  changer.change(Track.of(given), quieter).stop();
  expect(processes[0]?.orders.at(-1)).toEqual({ type: 'stop', sound: 1 });
  await vi.waitFor(() => expect(processes[0]?.killed).toBe(true));
});

test('the real process changes sound, many at a time', async () => {
  const logged: string[] = [];
  const changer = new Changer({
    limits: { startMs: 60_000, patienceMs: 60_000 },
    log: (why) => logged.push(why),
  });
  onTestFinished(() => changer.close());
  const frames = await line(2);
  const tracks = [quieter, faster, quieter].map((change) =>
    changer.change(Track.of(frames), change),
  );
  const [one, two, three] = await Promise.all(tracks.map(({ track }) => track.whole()));
  expect(logged).toEqual([]);
  expect(one).toHaveLength(frames.length);
  expect(one).toEqual(three);
  expect(one).not.toEqual(frames);
  expect(Math.abs((two?.length ?? 0) - frames.length / 1.5)).toBeLessThan(3);
});

test('once it is closed no process is started any more, and sound passes as it is', async () => {
  const { changer, processes } = scene();
  const track = Track.of(given);
  changer.change(Track.of(given), quieter);
  changer.close();
  expect(processes.map(({ killed }) => killed)).toEqual([true]);
  expect(changer.change(track, quieter).track).toBe(track);
  changer.warm();
  expect(processes).toHaveLength(1);
});
