import { expect, test, vi } from 'vitest';

import { Track } from '#audio/track.ts';
import type { Utterance } from '#call/calls.ts';
import { standardLimits } from '#call/queue-limits.ts';
import { SpeechQueue } from '#call/queue.ts';

import { stopClocks } from '../virtual-time.ts';
import { FakeMouth, by, frame, queueOf } from './fake-mouth.ts';

const ids = (queue: SpeechQueue): readonly string[] => queue.utterances.map(({ id }) => id);

test('a line is put in front of all that wait, and is told so', () => {
  const queue = queueOf(new FakeMouth({ automatic: false }));
  queue.open();
  for (const id of ['a1', 'a2']) queue.push(by('ann', id));
  const ticket = queue.push(by('ann', 'a3'));
  const told: number[] = [];
  ticket.onMoved((before) => told.push(before));
  expect(queue.toFront('a3', 'all')).toBe(true);
  expect([ids(queue), told]).toEqual([['a1', 'a3', 'a2'], [1]]);
  expect([queue.toFront('a1', 'all'), queue.toFront('gone', 'all')]).toEqual([false, false]);
});

test('nothing of what is ended together is begun for that', async () => {
  const queue = queueOf(new FakeMouth({ automatic: false }), { ahead: 1 });
  const made: string[] = [];
  const line = (authorId: string, id: string): Utterance => ({
    ...by(authorId, id),
    render: () => (made.push(id), Track.of([frame])),
  });
  queue.open();
  queue.push(line('ann', 'a1'));
  const tickets = ['b1', 'b2', 'b3', 'b4'].map((id) => queue.push(line('bob', id)));
  queue.push(line('ann', 'a2'));
  expect(queue.skipAll(({ authorId }, isSpoken) => authorId === 'bob' && !isSpoken)).toBe(4);
  expect(ids(queue)).toEqual(['a1', 'a2']);
  expect(made).toEqual(['a1', 'b1', 'a2']);
  const ends = await Promise.all(tickets.map(({ ended }) => ended));
  expect(ends.map(({ outcome }) => outcome)).toEqual(Array(4).fill('skipped'));
  expect(queue.skipAll((_, isSpoken) => isSpoken)).toBe(1);
  expect([ids(queue), queue.skipAll(() => false)]).toEqual([['a2'], 0]);
});

test('how long a line takes is known by its sound once that is whole, and by its text before', () => {
  stopClocks();
  const mouth = new FakeMouth({ automatic: false });
  let told = 0;
  const queue = new SpeechQueue(
    mouth,
    () => undefined,
    standardLimits,
    () => (told += 1),
  );
  const growing = new Track();
  const times = () => queue.lines.map(({ lengthMs, leftMs }) => [lengthMs, leftMs]);
  const about = () => ({ author: 'Ann', expectedMs: 1_000 });
  queue.open();
  queue.push({ ...by('ann', 'a1'), about, render: () => growing });
  queue.push({ ...by('ann', 'a2'), about, render: () => Track.of([frame, frame]) });
  expect(times()).toEqual([
    [1_000, 1_000],
    [40, 40],
  ]);
  for (let count = 0; count < 100; count += 1) growing.append(frame);
  expect(times()[0]).toEqual([2_000, 2_000]);
  expect(queue.lines.map(({ isSpoken }) => isSpoken)).toEqual([true, false]);
  mouth.current?.started();
  vi.advanceTimersByTime(500);
  expect(times()[0]).toEqual([2_000, 1_500]);
  const before = told;
  growing.end();
  expect(told).toBe(before + 1);
  // A cut line is heard again from its beginning.
  queue.hold();
  expect(times()[0]).toEqual([2_000, 2_000]);
});
