import { setTimeout as delay } from 'node:timers/promises';

import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';

import { Track } from '#audio/track.ts';
import type { Utterance, UtteranceEnd } from '#call/calls.ts';
import { standardLimits } from '#call/queue-limits.ts';
import { SpeechQueue } from '#call/queue.ts';
import { failureKind } from '#discord/failures.ts';
import { ServiceError } from '#errors.ts';
import { inEnglish } from '#i18n/texts.ts';

import { FakeMouth, frame, queueOf, utterance } from './fake-mouth.ts';

afterEach(() => vi.useRealTimers());

test('utterances are heard in the order they were given, whatever each synthesis takes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ afterMs: fc.integer({ min: 0, max: 8 }), fails: fc.boolean() }), {
        minLength: 1,
        maxLength: 12,
      }),
      async (plans) => {
        const mouth = new FakeMouth();
        const queue = queueOf(mouth);
        queue.open();
        const tracks = plans.map(() => new Track());
        const ends: string[] = [];
        const tickets = plans.map(({ afterMs, fails }, index) => {
          const render = () => {
            const track = tracks[index]!;
            setTimeout(() => {
              if (fails) return track.fail(new Error('no sound'));
              track.append(frame);
              track.end();
            }, afterMs);
            return track;
          };
          const ticket = queue.push(utterance(`u${index}`, render));
          void ticket.ended.then((end) => ends.push(`${index} ${end.outcome}`));
          return ticket;
        });
        expect(tickets.map((ticket) => ticket.position)).toEqual(plans.map((_, index) => index));
        const outcomes = await Promise.all(tickets.map((ticket) => ticket.ended));
        expect(outcomes.map((end) => end.outcome)).toEqual(
          plans.map(({ fails }) => (fails ? 'failed' : 'heard')),
        );
        expect(mouth.spoken).toEqual(tracks.filter((_, index) => !plans[index]!.fails));
        expect(await Promise.all(tickets.map((ticket) => ticket.started))).toEqual(
          plans.map(({ fails }) => !fails),
        );
        const heard = ends.filter((end) => end.endsWith('heard'));
        expect(heard).toEqual(
          heard.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)),
        );
        expect(queue.utterances).toEqual([]);
      },
    ),
    {
      numRuns: 40,
    },
  );
});

test('the one being spoken and the next two are rendered, the rest not yet', () => {
  const queue = queueOf(new FakeMouth({ automatic: false }));
  const rendered: number[] = [];
  for (let index = 0; index < 5; index += 1) {
    queue.push(
      utterance(`u${index}`, () => {
        rendered.push(index);
        return Track.of([frame]);
      }),
    );
  }
  expect(rendered).toEqual([0, 1, 2]);
  queue.open();
  expect(rendered).toEqual([0, 1, 2]);
  queue.skip();
  expect(rendered).toEqual([0, 1, 2, 3]);
});

test('skip aborts what is being spoken and the next one goes on', async () => {
  const mouth = new FakeMouth({ automatic: false });
  const queue = queueOf(mouth);
  const signals: AbortSignal[] = [];
  const render = (signal: AbortSignal) => {
    signals.push(signal);
    return Track.of([frame]);
  };
  const first = queue.push(utterance('first', render));
  queue.push(utterance('second', render));
  queue.open();
  expect(queue.skip()).toBe(true);
  expect(await first.ended).toEqual({ outcome: 'skipped' });
  expect(signals.map((signal) => signal.aborted)).toEqual([true, false]);
  expect(mouth.stopped).toHaveLength(1);
  expect(mouth.spoken).toHaveLength(2);
});

test('one that waits is skipped by its name, and nothing else changes', async () => {
  const mouth = new FakeMouth({ automatic: false });
  const queue = queueOf(mouth);
  for (const id of ['a', 'b', 'c']) queue.push(utterance(id));
  queue.open();
  expect(queue.skip('b')).toBe(true);
  expect(queue.skip('b')).toBe(false);
  expect(queue.utterances.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(mouth.stopped).toEqual([]);
});

test('a sentence that is cut is spoken again from its start, with its track rendered once', async () => {
  const mouth = new FakeMouth({ automatic: false });
  const queue = queueOf(mouth);
  let renders = 0;
  const ticket = queue.push(
    utterance('cut', () => {
      renders += 1;
      return Track.of([frame, frame]);
    }),
  );
  queue.open();
  mouth.current?.started();
  queue.hold();
  expect(mouth.stopped).toHaveLength(1);
  expect(queue.speaking).toBe(false);
  queue.open();
  expect(mouth.spoken).toHaveLength(2);
  mouth.current?.ended();
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  expect(renders).toBe(1);
});

test('an utterance whose deadline passes while the call can speak fails, and the next goes on', async () => {
  const mouth = new FakeMouth({ automatic: false });
  const queue = queueOf(mouth, { graceMs: 20 });
  const ticket = queue.push(utterance('stuck'));
  queue.push(utterance('next'));
  queue.open();
  const end = await ticket.ended;
  expect(end).toMatchObject({ outcome: 'failed', error: { name: 'UnheardError' } });
  expect(mouth.spoken).toHaveLength(2);
});

test('a call or a machine that is too slow is told as that, and not as a bug', async () => {
  const queue = queueOf(new FakeMouth({ automatic: false }), { graceMs: 20 });
  const ticket = queue.push(utterance('stuck'));
  queue.open();
  const end = await ticket.ended;
  const error = end.outcome === 'failed' ? end.error : undefined;
  expect(failureKind(error)).toBe('service');
  expect(error instanceof ServiceError && inEnglish(error.text)).toMatch(/^This wasn’t heard/u);
});

test('one that begins late has its whole time from then on, and no more', async () => {
  vi.useFakeTimers();
  const mouth = new FakeMouth({ automatic: false });
  const queue = queueOf(mouth, { graceMs: 5_000 });
  const [late, stuck] = ['late', 'stuck'].map((id) => queue.push(utterance(id)));
  queue.open();
  vi.advanceTimersByTime(4_000);
  mouth.current?.started();
  vi.advanceTimersByTime(4_000);
  mouth.current?.ended();
  expect(await late?.ended).toEqual({ outcome: 'heard' });
  vi.advanceTimersByTime(4_000);
  mouth.current?.started();
  vi.advanceTimersByTime(6_000);
  expect(await stuck?.ended).toMatchObject({ error: { name: 'UnheardError' } });
});

test('the deadline does not run while the call cannot speak', async () => {
  const mouth = new FakeMouth({ automatic: false });
  const queue = queueOf(mouth, { graceMs: 20 });
  const ticket = queue.push(utterance('patient'));
  let ended: UtteranceEnd | undefined;
  void ticket.ended.then((end) => (ended = end));
  queue.open();
  queue.hold();
  await delay(80);
  expect(ended).toBeUndefined();
});

test('a track that stops growing fails after its limit', async () => {
  const queue = queueOf(new FakeMouth({ automatic: false }), { growthMs: 20 });
  const ticket = queue.push(utterance('endless', () => new Track()));
  queue.open();
  expect(await ticket.ended).toMatchObject({ outcome: 'failed', error: { name: 'UnheardError' } });
  expect(await ticket.started).toBe(false);
});

test('a track that has sound for minutes may go that long without a new frame', async () => {
  const queue = queueOf(new FakeMouth({ automatic: false }), { growthMs: 20 });
  const track = new Track();
  for (let ms = 0; ms < 200; ms += 20) track.append(frame);
  const ticket = queue.push(utterance('long', () => track));
  let ended: UtteranceEnd | undefined;
  void ticket.ended.then((end) => (ended = end));
  queue.open();
  await delay(120);
  expect(ended).toBeUndefined();
  expect(await ticket.ended).toMatchObject({ error: { name: 'UnheardError' } });
});

test.each<[string, Utterance['render'], UtteranceEnd['outcome']]>([
  [
    'throws',
    () => {
      throw new Error('no voice');
    },
    'failed',
  ],
  [
    'fails before a frame',
    () => {
      const track = new Track();
      track.fail(new Error('no sound'));
      return track;
    },
    'failed',
  ],
  ['has no frames', () => Track.of([]), 'heard'],
])(
  'an utterance whose render %s is over at once and does not stop the next',
  async (_, render, outcome) => {
    const queue = queueOf(new FakeMouth());
    const first = queue.push(utterance('first', render));
    const second = queue.push(utterance('second'));
    queue.open();
    expect((await first.ended).outcome).toBe(outcome);
    expect((await second.ended).outcome).toBe('heard');
  },
);

test('one that fails while it is spoken ends as failed once its frames are heard', async () => {
  const mouth = new FakeMouth();
  const queue = queueOf(mouth);
  const track = new Track();
  const ticket = queue.push(utterance('broken', () => track));
  queue.open();
  track.append(frame);
  await ticket.started;
  const error = new Error('cut off');
  track.fail(error);
  expect(await ticket.ended).toEqual({ outcome: 'failed', error });
});

test('one that failed while it waited is told at once and never spoken', async () => {
  const mouth = new FakeMouth({ automatic: false });
  const queue = queueOf(mouth);
  const track = new Track();
  queue.push(utterance('first'));
  const ticket = queue.push(utterance('second', () => track));
  queue.open();
  track.append(frame);
  track.fail(new Error('no sound'));
  expect((await ticket.ended).outcome).toBe('failed');
  expect(mouth.spoken).toHaveLength(1);
});

test('begin and end of speech are told, each when it is so', () => {
  const mouth = new FakeMouth({ automatic: false });
  const told: boolean[] = [];
  const changed = () => told.push(queue.speaking);
  const queue = new SpeechQueue(mouth, changed, standardLimits);
  expect(queue.speaking).toBe(false);
  queue.push(utterance('one'));
  queue.open();
  expect(told).toEqual([true]);
  queue.hold();
  expect(told).toEqual([true, false]);
  queue.open();
  mouth.current?.ended();
  expect(told).toEqual([true, false, true, false]);
});

test.each([
  [
    'thrown',
    (error: Error) => () => {
      throw error;
    },
  ],
  [
    'failed before a word',
    (error: Error) => () => {
      const track = new Track();
      track.fail(error);
      return track;
    },
  ],
])('what a speech fails with is what its ticket says: %s', async (_, render) => {
  const error = new Error('no voice');
  const ticket = queueOf(new FakeMouth()).push(utterance('one', render(error)));
  expect(await ticket.ended).toEqual({ outcome: 'failed', error });
});
