import { setTimeout as delay } from 'node:timers/promises';

import fc from 'fast-check';
import { expect, test, vi } from 'vitest';

import { Track } from '#audio/track.ts';
import type { Utterance, UtteranceEnd } from '#call/calls.ts';
import { QueueFullError } from '#call/queue-full.ts';
import { type Mouth, type MouthEvents, SpeechQueue, standardLimits } from '#call/queue.ts';

const frame = Uint8Array.of(0xf8, 1, 2);

/** Says a track by itself as soon as it is whole, or when told. */
class FakeMouth implements Mouth {
  readonly spoken: Track[] = [];
  readonly stopped: Track[] = [];
  readonly #automatic: boolean;
  current: MouthEvents | undefined;

  constructor({ automatic = true } = {}) {
    this.#automatic = automatic;
  }

  speak(track: Track, events: MouthEvents) {
    this.spoken.push(track);
    this.current = events;
    let stopped = false;
    const end = async () => {
      await Promise.resolve();
      events.started();
      await track.whole().catch(() => undefined);
      if (!stopped) events.ended();
    };
    if (this.#automatic) void end();
    return () => {
      if (!stopped) this.stopped.push(track);
      stopped = true;
    };
  }
}

function utterance(id: string, render: Utterance['render'] = () => Track.of([frame])): Utterance {
  return { id, authorId: 'author', render };
}

const by = (authorId: string, id: string): Utterance => ({ ...utterance(id), authorId });

function queueOf(mouth: Mouth, limits: Partial<typeof standardLimits> = {}): SpeechQueue {
  return new SpeechQueue(mouth, () => undefined, { ...standardLimits, ...limits });
}

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

test('nobody has more waiting than their share, and others still have room', () => {
  const queue = queueOf(new FakeMouth({ automatic: false }), { maxWaiting: 3, maxOfOne: 2 });
  queue.push(by('ann', 'a1'));
  queue.push(by('ann', 'a2'));
  expect(queue.refusal('bob')).toBeUndefined();
  expect(() => queue.push(by('ann', 'a3'))).toThrow(
    new QueueFullError(
      '2 of your lines wait to be spoken here, which is as many as may. Please wait until one was spoken, or use /skip.',
    ),
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
