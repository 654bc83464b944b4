import { expect, test } from 'vitest';

import { type FrameSink, Speaker } from '#call/worker/speaker.ts';

import { framesNumbered, numberOf } from './loopback.ts';

const isSilence = (frame: Buffer) => frame.equals(Buffer.from([0xf8, 0xff, 0xfe]));

/** Writes down what is sent; sends nothing while `up` is false. */
class FakeSink implements FrameSink {
  readonly sent: (number | 'silence')[] = [];
  readonly speaking: boolean[] = [];
  up = true;
  #prepared: Buffer | undefined;

  prepareAudioPacket(frame: Buffer): void {
    if (this.up) this.#prepared = frame;
  }

  dispatchAudio(): boolean {
    const frame = this.#prepared;
    if (!this.up || !frame) return false;
    this.#prepared = undefined;
    this.sent.push(isSilence(frame) ? 'silence' : numberOf(frame));
    return true;
  }

  setSpeaking(speaking: boolean): void {
    this.speaking.push(speaking);
  }
}

function scene() {
  const sink = new FakeSink();
  const told: string[] = [];
  const speaker = new Speaker({
    started: (speech) => told.push(`started ${speech}`),
    ended: (speech) => told.push(`ended ${speech}`),
    underrun: () => told.push('underrun'),
  });
  const tick = (count = 1) => {
    for (let index = 0; index < count; index += 1) {
      speaker.prepare(sink);
      speaker.dispatch(sink);
    }
  };
  const add = (speech: number, from: number, count: number, last: boolean) =>
    speaker.add(
      speech,
      framesNumbered(count, from).map((frame) => Buffer.from(frame)),
      last,
    );
  return { sink, speaker, told, tick, add };
}

const tail = Array.from({ length: 5 }, () => 'silence');
/** Between two speeches: 40 ms. */
const gap = tail.slice(0, 2);

test('a whole speech is sent frame by frame, then five silence frames, and the speaking mark goes off', () => {
  const { sink, speaker, told, tick, add } = scene();
  add(1, 0, 3, true);
  tick(10);
  expect(sink.sent).toEqual([0, 1, 2, ...tail]);
  expect(told).toEqual(['started 1', 'ended 1']);
  expect(sink.speaking).toEqual([false]);
  expect(speaker.busy).toBe(false);
});

test('the next speech begins after a short gap, and the rest of the silence gives way to it', () => {
  const { sink, told, tick, add } = scene();
  add(1, 0, 1, true);
  add(2, 10, 1, true);
  tick(20);
  expect(sink.sent).toEqual([0, ...gap, 10, ...tail]);
  expect(told).toEqual(['started 1', 'ended 1', 'started 2', 'ended 2']);
  expect(sink.speaking).toEqual([false]);
});

test.each([2, 3, 4])(
  'a speech that comes after %i of the five silence frames begins at the next tick',
  (silences) => {
    const { sink, speaker, tick, add } = scene();
    add(1, 0, 1, true);
    tick(1 + silences);
    // As the clock does it: the frame of the next tick is already at hand when the speech comes.
    speaker.prepare(sink);
    add(2, 10, 2, true);
    speaker.dispatch(sink);
    expect(sink.sent).toEqual([0, ...tail.slice(0, silences), 10]);
    tick(10);
    expect(sink.sent).toEqual([0, ...tail.slice(0, silences), 10, 11, ...tail]);
  },
);

test('a next speech whose frames are still to come lets the silence before it go out whole', () => {
  const { sink, told, tick, add } = scene();
  add(1, 0, 1, true);
  add(2, 0, 0, false);
  tick(4);
  expect(sink.sent).toEqual([0, ...tail.slice(0, 3)]);
  add(2, 10, 1, true);
  tick(10);
  expect(sink.sent).toEqual([0, ...tail.slice(0, 3), 10, ...tail]);
  expect(told).not.toContain('underrun');
});

test('an underrun pauses with silence, counts once, and goes on when enough has come', () => {
  const { sink, told, tick, add } = scene();
  add(1, 0, 2, false);
  tick(4);
  add(1, 2, 2, false);
  tick(10);
  expect(sink.sent).toEqual([0, 1, ...tail]);
  add(1, 4, 3, true);
  tick(10);
  expect(sink.sent).toEqual([0, 1, ...tail, 2, 3, 4, 5, 6, ...tail]);
  expect(told).toEqual(['started 1', 'underrun', 'ended 1']);
});

test('an end that comes after the last frame was sent ends the speech', () => {
  const { told, tick, add } = scene();
  add(1, 0, 2, false);
  tick(2);
  expect(told).toEqual(['started 1']);
  add(1, 2, 0, true);
  expect(told).toEqual(['started 1', 'ended 1']);
});

test('a connection that cannot send loses no frame', () => {
  const { sink, tick, add } = scene();
  add(1, 0, 4, true);
  tick(2);
  sink.up = false;
  tick(5);
  sink.up = true;
  tick(10);
  expect(sink.sent).toEqual([0, 1, 2, 3, ...tail]);
});

test('stop silences at once and says nothing more of that speech', () => {
  const { sink, speaker, told, tick, add } = scene();
  add(1, 0, 50, true);
  add(2, 100, 1, true);
  tick(2);
  speaker.stop(1);
  tick(20);
  expect(sink.sent).toEqual([0, 1, ...gap, 100, ...tail]);
  expect(told).toEqual(['started 1', 'started 2', 'ended 2']);
});

test('a speech that waits can be stopped before its turn', () => {
  const { sink, speaker, tick, add } = scene();
  add(1, 0, 1, true);
  add(2, 100, 1, true);
  speaker.stop(2);
  tick(20);
  expect(sink.sent).toEqual([0, ...tail]);
});

test('after clear nothing is left to send', () => {
  const { sink, speaker, tick, add } = scene();
  add(1, 0, 3, false);
  add(2, 0, 3, false);
  tick(1);
  speaker.clear();
  tick(5);
  expect(sink.sent).toEqual([0]);
  expect(speaker.busy).toBe(false);
});

test('what is paused falls silent at once, and goes on with the next frame', () => {
  const { sink, speaker, told, tick, add } = scene();
  add(1, 1, 4, true);
  tick(2);
  speaker.pause(true);
  tick(20);
  expect(sink.sent).toEqual([1, 2, ...tail]);
  expect(speaker.busy).toBe(false);
  expect(sink.speaking).toEqual([false]);
  speaker.pause(false);
  expect(speaker.busy).toBe(true);
  tick(7);
  expect(sink.sent.slice(7)).toEqual([3, 4, ...tail]);
  expect(told).toEqual(['started 1', 'ended 1']);
});

test('frames that come while it is paused wait, and what is stopped then is not heard', () => {
  const { sink, speaker, tick, add } = scene();
  add(1, 1, 1, false);
  tick(1);
  speaker.pause(true);
  add(1, 2, 3, true);
  tick(10);
  expect(sink.sent).toEqual([1, ...tail]);
  speaker.stop(1);
  add(2, 10, 2, true);
  tick(10);
  expect(sink.sent.filter((frame) => frame !== 'silence')).toEqual([1]);
  speaker.pause(false);
  tick(3);
  expect(sink.sent.filter((frame) => frame !== 'silence')).toEqual([1, 10, 11]);
});

test('frames that take the place of others are sent from there on, and behind them come its own', () => {
  const { speaker, sink, tick, add } = scene();
  add(1, 0, 8, true);
  tick(2);
  expect(speaker.place).toEqual({ speech: 1, next: 2 });
  const others = (count: number, from: number) =>
    framesNumbered(count, from).map((frame) => Buffer.from(frame));
  speaker.replace(1, 1, others(4, 101));
  tick(2);
  expect(sink.sent).toEqual([0, 1, 102, 103]);
  // The rest of the first is its own again where the second ends.
  speaker.replace(1, 4, others(0, 0));
  speaker.replace(1, 6, others(1, 206));
  speaker.replace(2, 7, others(1, 307));
  tick(4);
  expect(sink.sent.slice(4)).toEqual([4, 5, 206, 7]);
});

test('a frame that takes the place of one that has not come yet waits for it', () => {
  const { speaker, sink, tick, add } = scene();
  add(1, 0, 2, false);
  speaker.replace(1, 2, [Buffer.from(framesNumbered(1, 102)[0] ?? [])]);
  add(1, 2, 2, true);
  tick(4);
  expect(sink.sent).toEqual([0, 1, 102, 3]);
});

test('a speech that breaks in is sent at its frame of the present one, which goes on behind it with nothing lost', () => {
  const { sink, speaker, told, tick, add } = scene();
  add(1, 0, 6, true);
  tick(2);
  speaker.breakIn(2, 4);
  add(2, 10, 2, true);
  add(3, 20, 1, true);
  tick(30);
  expect(sink.sent).toEqual([0, 1, 2, 3, ...gap, 10, 11, ...gap, 4, 5, ...gap, 20, ...tail]);
  expect(told).toEqual(['started 1', 'started 2', 'ended 2', 'ended 1', 'started 3', 'ended 3']);
});

test('a speech breaks in at once where the present one is beyond its frame, or waits for its own', () => {
  const { sink, speaker, tick, add } = scene();
  add(1, 0, 3, false);
  tick(2);
  speaker.breakIn(2, 1);
  add(2, 10, 1, true);
  tick(12);
  expect(sink.sent.slice(0, 8)).toEqual([0, 1, ...gap, 10, ...gap, 2]);
  speaker.breakIn(3, 100);
  add(3, 30, 1, true);
  tick(8);
  add(1, 3, 1, true);
  tick(12);
  expect(sink.sent.filter((sent) => sent !== 'silence')).toEqual([0, 1, 10, 2, 30, 3]);
});

test('a speech that was cut can be stopped while another is heard in its place, and that one as well', () => {
  const { sink, speaker, told, tick, add } = scene();
  add(1, 0, 4, true);
  tick(2);
  speaker.breakIn(2, 0);
  add(2, 10, 4, true);
  tick(4);
  speaker.stop(1);
  speaker.stop(2);
  tick(20);
  expect(sink.sent).toEqual([0, 1, ...gap, 10, 11, ...tail]);
  expect(told).toEqual(['started 1', 'started 2']);
  expect(speaker.busy).toBe(false);
});

test('where nothing is sent, a speech that breaks in is sent at once', () => {
  const { sink, speaker, tick, add } = scene();
  speaker.breakIn(1, 0);
  add(1, 0, 2, true);
  tick(10);
  expect(sink.sent).toEqual([0, 1, ...tail]);
});
