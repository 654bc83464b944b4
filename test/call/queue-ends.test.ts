import { expect, onTestFinished, test, vi } from 'vitest';

import { Track } from '#audio/track.ts';
import type { UtteranceEnd } from '#call/calls.ts';

import { FakeMouth, frame, queueOf, utterance } from './fake-mouth.ts';

test('leaving ends everything and aborts every render', async () => {
  const queue = queueOf(new FakeMouth({ automatic: false }));
  const signals: AbortSignal[] = [];
  const tickets = ['a', 'b'].map((id) =>
    queue.push(
      utterance(id, (signal) => {
        signals.push(signal);
        return Track.of([frame]);
      }),
    ),
  );
  queue.open();
  queue.end({ outcome: 'left' });
  expect(await Promise.all(tickets.map((ticket) => ticket.ended))).toEqual([
    { outcome: 'left' },
    { outcome: 'left' },
  ]);
  expect(signals.every((signal) => signal.aborted)).toBe(true);
});

test('finishing drops what waits and resolves when the sentence in the air is over', async () => {
  const mouth = new FakeMouth({ automatic: false });
  const queue = queueOf(mouth);
  queue.push(utterance('air'));
  const waiting = queue.push(utterance('waiting'));
  queue.open();
  const finished = queue.finish();
  expect(await waiting.ended).toEqual({ outcome: 'left' });
  mouth.current?.ended();
  expect(await finished).toBe(true);
  expect(queue.utterances).toEqual([]);
});

test('finishing waits for what is being spoken, and says whether anything was', async () => {
  const mouth = new FakeMouth({ automatic: false });
  const queue = queueOf(mouth);
  expect(await queue.finish()).toBe(false);
  queue.push(utterance('one'));
  const rest = queue.push(utterance('two'));
  expect(await queue.finish()).toBe(false);
  expect(await rest.ended).toEqual({ outcome: 'left' });
  queue.open();
  const finished = queue.finish();
  mouth.current?.ended();
  expect(await finished).toBe(true);
});

test('a queue that has ended speaks no more', () => {
  const mouth = new FakeMouth();
  const queue = queueOf(mouth);
  queue.open();
  queue.end({ outcome: 'left' });
  queue.push(utterance('one'));
  expect(mouth.spoken).toEqual([]);
});

test('making is called off for what is skipped, and not for what was heard', async () => {
  const signals: AbortSignal[] = [];
  const render = (signal: AbortSignal) => {
    signals.push(signal);
    return Track.of([frame]);
  };
  const queue = queueOf(new FakeMouth());
  queue.open();
  await queue.push(utterance('heard', render)).ended;
  queue.hold();
  queue.push(utterance('skipped', render));
  queue.skip();
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
});

/** Fifty frames, a second of them. */
const second = () => Track.of(Array.from({ length: 50 }, () => frame));

test('an utterance has its length and the grace from when it was begun, and no more for what comes after it', async () => {
  vi.useFakeTimers();
  try {
    const queue = queueOf(new FakeMouth({ automatic: false }), { graceMs: 100 });
    queue.open();
    const ended: UtteranceEnd[] = [];
    void queue.push(utterance('one', second)).ended.then((end) => ended.push(end));
    await vi.advanceTimersByTimeAsync(500);
    queue.push(utterance('two', second));
    await vi.advanceTimersByTimeAsync(590);
    expect(ended).toEqual([]);
    await vi.advanceTimersByTimeAsync(20);
    expect(ended).toMatchObject([
      { outcome: 'failed', error: { message: expect.stringContaining('did not finish it') } },
    ]);
  } finally {
    vi.useRealTimers();
  }
});

test('while the call cannot speak no time is counted; afterwards it is counted anew', async () => {
  vi.useFakeTimers();
  try {
    const queue = queueOf(new FakeMouth({ automatic: false }), { graceMs: 100 });
    queue.open();
    let over = false;
    void queue.push(utterance('one', second)).ended.then(() => (over = true));
    await vi.advanceTimersByTimeAsync(1000);
    queue.hold();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(over).toBe(false);
    queue.open();
    await vi.advanceTimersByTimeAsync(1090);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(20);
    expect(over).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test('while it is paused nothing is begun and no time is counted, and it goes on where it was', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const mouth = new FakeMouth({ automatic: false });
  const queue = queueOf(mouth);
  queue.open();
  const [first, second] = [queue.push(utterance('a')), queue.push(utterance('b'))];
  mouth.current?.started();
  expect([queue.pause(true), queue.pause(true)]).toEqual([true, false]);
  vi.advanceTimersByTime(3_600_000);
  expect(queue.utterances.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(mouth.spoken).toHaveLength(1);
  expect([queue.pause(false), mouth.pauses, mouth.stopped]).toEqual([true, [true, false], []]);
  mouth.current?.ended();
  expect(await first.ended).toEqual({ outcome: 'heard' });
  expect(mouth.spoken).toHaveLength(2);
  queue.pause(true);
  mouth.current?.ended();
  expect(await second.ended).toEqual({ outcome: 'heard' });
  queue.push(utterance('c'));
  expect(mouth.spoken).toHaveLength(2);
  // A paused line is left for the next start, and not waited for.
  expect(await queue.finish()).toBe(false);
  expect(queue.utterances).toEqual([]);
});
