import { expect, test } from 'vitest';

import { Track } from '#audio/track.ts';
import type { Utterance } from '#call/calls.ts';
import { QueueFullError } from '#call/queue-full.ts';

import { FakeMouth, by, frame, queueOf, utterance } from './fake-mouth.ts';

test('nobody has more waiting than their share, and others still have room', () => {
  const queue = queueOf(new FakeMouth({ automatic: false }), { maxWaiting: 3, maxOfOne: 2 });
  queue.push(by('ann', 'a1'));
  queue.push(by('ann', 'a2'));
  expect(queue.refusal('bob')).toBeUndefined();
  const third = (): unknown => queue.push(by('ann', 'a3'));
  expect(third).toThrow(QueueFullError);
  expect(third).toThrow(
    /^2 of your lines wait to be spoken here, which is as many as may\. Please wait until one was spoken, or use \/skip\.$/u,
  );
  queue.push(by('bob', 'b1'));
  expect(queue.utterances.map(({ id }) => id)).toEqual(['a1', 'b1', 'a2']);
});

test('in a full queue the last line of whoever has most gives way to whoever has less', async () => {
  const queue = queueOf(new FakeMouth({ automatic: false }), { maxWaiting: 3, maxOfOne: 3 });
  const tickets = ['a1', 'a2', 'a3'].map((id) => queue.push(by('ann', id)));
  queue.push(by('bob', 'b1'));
  expect(await tickets[2]?.ended).toMatchObject({
    outcome: 'failed',
    error: { message: expect.stringContaining('gave way to those of others') },
  });
  expect(queue.utterances.map(({ id }) => id)).toEqual(['a1', 'b1', 'a2']);
  // With as much as anybody nobody gives way any more.
  expect(() => queue.push(by('bob', 'b2'))).toThrow(/Too much is waiting/);
  queue.push(by('cem', 'c1'));
  expect(queue.utterances.map(({ id }) => id)).toEqual(['a1', 'b1', 'c1']);
  expect(() => queue.push(by('dea', 'd1'))).toThrow(/Too much is waiting/);
});

test('a line that waits is told its place whenever that changes, until it is spoken', () => {
  const mouth = new FakeMouth({ automatic: false });
  const queue = queueOf(mouth);
  queue.open();
  queue.push(by('ann', 'a1'));
  const ticket = queue.push(by('ann', 'a2'));
  const told = [ticket.position];
  ticket.onMoved((position) => told.push(position));
  queue.push(by('bob', 'b1'));
  queue.push(by('bob', 'b2'));
  queue.skip('b1');
  // Bob had no turn yet.
  queue.skip();
  queue.skip();
  expect(told).toEqual([1, 2, 1, 0]);
});

test('whose a line is is said before it where the one before it comes to be somebody else’s', () => {
  const queue = queueOf(new FakeMouth({ automatic: false }));
  const made: string[] = [];
  const signals = new Map<string, AbortSignal>();
  const making = (name: string) => (signal: AbortSignal) => {
    made.push(name);
    signals.set(name, signal);
    return Track.of([frame]);
  };
  const line = (authorId: string, id: string): Utterance => ({
    ...utterance(id, making(id)),
    authorId,
    renderNamed: making(`named ${id}`),
  });
  queue.open();
  expect(queue.before('ann')).toBeUndefined();
  queue.push(line('ann', 'a1'));
  queue.push(line('ann', 'a2'));
  queue.push(line('ann', 'a3'));
  expect(made).toEqual(['named a1', 'a2', 'a3']);
  expect([queue.before('ann'), queue.before('bob')]).toEqual(['ann', 'ann']);
  queue.push(by('bob', 'b1'));
  // a3 still comes after a2.
  expect(made).toEqual(['named a1', 'a2', 'a3', 'named a2']);
  expect(signals.get('a2')?.aborted).toBe(true);
  queue.skip('b1');
  // That it is said twice does no harm.
  expect(made).toEqual(['named a1', 'a2', 'a3', 'named a2']);
  queue.skip();
  expect(queue.before('bob')).toBe('ann');
});

test('whoever has somebody else’s words said is not taken for the one who wrote them', () => {
  const made: string[] = [];
  const mouth = new FakeMouth({ automatic: false });
  const queue = queueOf(mouth);
  const making = (name: string) => () => {
    made.push(name);
    return Track.of([frame]);
  };
  const line = (authorId: string, id: string, wordsOf?: string): Utterance => ({
    ...utterance(id, making(id)),
    authorId,
    wordsOf,
    renderNamed: making(`named ${id}`),
  });
  queue.open();
  queue.push(line('ann', 'a1', 'bob'));
  queue.push(line('ann', 'a2', 'bob'));
  queue.push(line('ann', 'a3'));
  expect(made).toEqual(['named a1', 'a2', 'named a3']);
  expect(queue.before('ann')).toBe('ann');
  queue.skip('a3');
  expect(queue.before('ann')).toBe('bob');
  queue.skip('a2');
  mouth.current?.ended();
  // Nothing waits: this is who was heard last.
  expect(queue.before('cem')).toBe('bob');
});

test('whoever was last heard is known when nothing waits', () => {
  const mouth = new FakeMouth({ automatic: false });
  const queue = queueOf(mouth);
  queue.open();
  queue.push(by('ann', 'a1'));
  queue.push(by('bob', 'b1'));
  queue.skip('b1');
  mouth.current?.ended();
  expect(queue.before('bob')).toBe('ann');
});

test('what waits can be replaced, made already or not, and keeps its place', async () => {
  const mouth = new FakeMouth();
  const queue = queueOf(mouth, { ahead: 1 });
  const tracks = new Map<string, Track>();
  const signals = new Map<string, AbortSignal>();
  const making = (name: string) => (signal: AbortSignal) => {
    signals.set(name, signal);
    const track = Track.of([frame]);
    tracks.set(name, track);
    return track;
  };
  const tickets = ['a', 'b', 'c'].map((id) => queue.push(utterance(id, making(id))));
  expect(queue.replace('b', { render: making('new b') })).toBe(true);
  expect(queue.replace('c', { render: making('new c') })).toBe(true);
  expect(queue.replace('d', { render: making('new d') })).toBe(false);
  expect(signals.get('b')?.aborted).toBe(true);
  expect(signals.get('new b')?.aborted).toBe(false);
  queue.open();
  const ends = await Promise.all(tickets.map(({ ended }) => ended));
  expect(ends.map(({ outcome }) => outcome)).toEqual(['heard', 'heard', 'heard']);
  expect(mouth.spoken).toEqual(['a', 'new b', 'new c'].map((name) => tracks.get(name)));
  expect(tracks.has('c')).toBe(false);
});

test('what is being spoken can’t be replaced', () => {
  const mouth = new FakeMouth({ automatic: false });
  const queue = queueOf(mouth);
  queue.open();
  queue.push(utterance('a'));
  expect(queue.replace('a', { render: () => Track.of([]) })).toBe(false);
  expect(mouth.stopped).toEqual([]);
});

test('what is spoken in the place of something else is known by its own voice', () => {
  const queue = queueOf(new FakeMouth());
  queue.push({ ...utterance('a'), voiceId: 'borrowed' });
  queue.push(utterance('b'));
  const render = () => Track.of([frame]);
  queue.replace('a', { render });
  queue.replace('b', { render, voiceId: 'borrowed' });
  expect(queue.utterances.map(({ voiceId }) => voiceId)).toEqual([undefined, 'borrowed']);
});

test('one that is replaced by what fails gives way to the next', async () => {
  const queue = queueOf(new FakeMouth());
  const [first, second] = [queue.push(utterance('a')), queue.push(utterance('b'))];
  const failing = new Track();
  failing.fail(new Error('no voice'));
  queue.replace('a', { render: () => failing });
  queue.open();
  expect(await first?.ended).toMatchObject({ outcome: 'failed' });
  expect(await second?.ended).toEqual({ outcome: 'heard' });
});

test('messages that one person writes right after each other are spoken so, and what they have said is not', () => {
  const queue = queueOf(new FakeMouth({ automatic: false }));
  const message = (authorId: string, id: string): Utterance => ({
    ...by(authorId, id),
    mayBePiece: true,
  });
  queue.open();
  for (const id of ['x1', 'a1', 'a2', 'b1']) queue.push(message(id.charAt(0), id));
  for (const id of ['c1', 'c2', 'd1']) queue.push(by(id.charAt(0), id));
  const order = queue.utterances.map(({ id }) => id);
  expect(order).toEqual(['x1', 'a1', 'a2', 'b1', 'c1', 'd1', 'c2']);
});
