import { afterEach, expect, test, vi } from 'vitest';

import { Track } from '#audio/track.ts';
import { CallLines } from '#call/call-lines.ts';
import { QueueFullError } from '#call/queue-full.ts';
import { standardLimits } from '#call/queue-limits.ts';

import { FakeMouth, frame, utterance } from './fake-mouth.ts';

afterEach(() => vi.useRealTimers());

const alert = (id: string, authorId = 'author') => ({ ...utterance(id), authorId, isAlert: true });

function scene({ automatic = false } = {}) {
  const mouth = new FakeMouth({ automatic });
  const lines = new CallLines(mouth, () => undefined, standardLimits);
  lines.open();
  return { mouth, lines };
}

test('an alert breaks into what is spoken, before all that waits', () => {
  const { mouth, lines } = scene();
  for (const id of ['one', 'two']) lines.push(utterance(id));
  const ticket = lines.push(alert('help'));
  expect(ticket.position).toBe(0);
  expect(mouth.brokenIn).toHaveLength(1);
  expect(lines.utterances.map(({ id }) => id)).toEqual(['help', 'one', 'two']);
  expect(lines.lines.map(({ isSpoken }) => isSpoken)).toEqual([true, true, false]);
});

test('a line that is cut may take as much longer as what broke in takes', async () => {
  vi.useFakeTimers();
  const { mouth, lines } = scene();
  const ends: unknown[] = [];
  void lines.push(utterance('one')).ended.then((end) => ends.push(end));
  const { current } = mouth;
  current?.started();
  current?.cut?.(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ends).toEqual([]);
  current?.cut?.(false);
  await vi.advanceTimersByTimeAsync(standardLimits.graceMs + 1_000);
  expect(ends).toMatchObject([{ outcome: 'failed' }]);
});

test('nobody has more than two alerts, and all together four', async () => {
  const { lines } = scene();
  for (const id of ['a', 'b']) lines.push(alert(id));
  expect(() => lines.push(alert('c'))).toThrow(QueueFullError);
  const [, second] = ['d', 'e'].map((id) => lines.push(alert(id, 'bea')));
  // Somebody who has none yet takes the place of somebody's second.
  lines.push(alert('f', 'cem'));
  expect((await second?.ended)?.outcome).toBe('failed');
  expect(lines.utterances).toHaveLength(4);
  expect(() => lines.push(alert('g', 'dan'))).not.toThrow();
  expect(() => lines.push(alert('h', 'eve'))).toThrow(QueueFullError);
  expect(() => lines.push(utterance('line'))).not.toThrow();
});

test('an alert is skipped, held, paused and ended as lines are', async () => {
  const { mouth, lines } = scene();
  lines.push(utterance('one'));
  const [first, second] = [lines.push(alert('a')), lines.push(alert('b'))];
  expect(lines.pause(true)).toBe(true);
  expect(mouth.pauses).toEqual([true]);
  lines.pause(false);
  expect(lines.skip()).toBe(true);
  expect(await first.ended).toEqual({ outcome: 'skipped' });
  lines.hold();
  expect(lines.speaking).toBe(false);
  lines.open();
  expect(mouth.brokenIn).toHaveLength(3);
  lines.end({ outcome: 'left' });
  expect(await second.ended).toEqual({ outcome: 'left' });
  expect(lines.utterances).toEqual([]);
});

test('the end of a call waits for the alert that is heard, and for the line behind it', async () => {
  const { lines } = scene({ automatic: true });
  const long = new Track();
  long.append(frame);
  lines.push(utterance('one', () => long));
  lines.push(alert('a'));
  const finished = lines.finish();
  long.end();
  expect(await finished).toBe(true);
});
