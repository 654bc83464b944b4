import assert from 'node:assert/strict';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Track } from '#audio/track.ts';
import type { Ticket, UtteranceEnd } from '#call/calls.ts';
import type { Mouth, MouthEvents } from '#call/mouth-port.ts';
import { QueueFullError } from '#call/queue-full.ts';
import { standardLimits } from '#call/queue-limits.ts';
import { SpeechQueue } from '#call/queue.ts';

// People write, are heard, skip and edit, in any order: the queue has to be fair to all of them at every moment.

const people = ['ann', 'bob', 'cem', 'dea'] as const;
const limits = { ...standardLimits, maxWaiting: 8, maxOfOne: 5 };

interface Line {
  readonly id: string;
  readonly authorId: string;
  /** How many are before it, as its author was told last. */
  told: number;
}

/** The rules that must hold, kept beside the queue. */
interface Model {
  /** All that was given and is not over, in the order of writing. */
  lines: Line[];
  begun: string | undefined;
  given: number;
  /** The turns of each other person that have begun since this one could have had the next, by person. */
  readonly turnsOfOthers: Map<string, string[]>;
}

class Real implements Mouth {
  readonly queue = new SpeechQueue(this, () => undefined, limits);
  readonly ends = new Map<string, Promise<UtteranceEnd>>();
  #events: MouthEvents | undefined;

  speak(_: Track, events: MouthEvents) {
    this.#events = events;
    events.started();
    return () => (this.#events = undefined);
  }

  breakIn(track: Track, events: MouthEvents) {
    return this.speak(track, events);
  }

  pause(): void {}

  /** Tells that the utterance which is being spoken was heard. */
  heard(): void {
    this.#events?.ended();
  }
}

type Step = fc.Command<Model, Real>;

const render = () => Track.of([Uint8Array.of(0xf8, 1, 2)]);
const countOf = ({ lines }: Model, authorId: string): number =>
  lines.filter((line) => line.authorId === authorId).length;

class Write implements Step {
  readonly #authorId: string;

  constructor(authorId: string) {
    this.#authorId = authorId;
  }

  check = () => true;
  toString = () => `${this.#authorId} writes`;

  run(model: Model, real: Real): void {
    const id = `${this.#authorId} ${(model.given += 1)}`;
    const authorId = this.#authorId;
    const own = countOf(model, authorId);
    const most = Math.max(...people.map((person) => countOf(model, person)));
    const isFull = model.lines.length >= limits.maxWaiting;
    const fits = own < limits.maxOfOne && (!isFull || most >= own + 2);
    assert.equal(real.queue.refusal(authorId) === undefined, fits);
    const isAlone = model.lines.length === 0;
    const before = real.queue.before(authorId);
    let ticket: Ticket;
    try {
      ticket = real.queue.push({ id, authorId, render });
    } catch (error) {
      assert(error instanceof QueueFullError);
      assert.equal(fits, false);
      return;
    }
    assert.equal(fits, true);
    const line: Line = { id, authorId, told: ticket.position };
    ticket.onMoved((position) => (line.told = position));
    real.ends.set(id, ticket.ended);
    if (isFull) this.#makeRoom(model, real, most);
    model.lines.push(line);
    if (own === 0) model.turnsOfOthers.set(authorId, []);
    look(model, real);
    const at = real.queue.utterances.findIndex((utterance) => utterance.id === id);
    assert.equal(ticket.position, at);
    if (!isAlone && !isFull) assert.equal(real.queue.utterances[at - 1]?.authorId, before);
  }

  /** The last line of somebody who had most is gone, and nothing else. */
  #makeRoom(model: Model, { queue }: Real, most: number): void {
    const ids = new Set(queue.utterances.map(({ id }) => id));
    const gone = model.lines.filter(({ id }) => !ids.has(id));
    assert.equal(gone.length, 1);
    const [line] = gone;
    assert.equal(countOf(model, line?.authorId ?? ''), most);
    assert.equal(
      model.lines.findLast(({ authorId }) => authorId === line?.authorId),
      line,
    );
    assert.notEqual(line?.id, model.begun);
    model.lines = model.lines.filter((other) => other !== line);
  }
}

/** Takes out the first, or one that waits. */
class End implements Step {
  readonly #at: number;
  readonly #how: 'heard' | 'skipped';

  constructor(at: number, how: 'heard' | 'skipped') {
    this.#at = how === 'heard' ? 0 : at;
    this.#how = how;
  }

  check = ({ lines }: Readonly<Model>) => lines.length > 0;
  toString = () => `${this.#at} is ${this.#how}`;

  run(model: Model, real: Real): void {
    const { utterances } = real.queue;
    const { id = '' } = utterances[this.#at % utterances.length] ?? {};
    if (this.#how === 'skipped') assert.equal(real.queue.skip(id), true);
    else real.heard();
    model.lines = model.lines.filter((line) => line.id !== id);
    look(model, real);
  }
}

class Edit implements Step {
  readonly #at: number;

  constructor(at: number) {
    this.#at = at;
  }

  check = ({ lines }: Readonly<Model>) => lines.length > 1;
  toString = () => `${this.#at} is edited`;

  run(model: Model, real: Real): void {
    const before = real.queue.utterances.map(({ id }) => id);
    const at = 1 + (this.#at % (before.length - 1));
    assert.equal(real.queue.replace(before[at] ?? '', { render }), true);
    assert.deepEqual(
      real.queue.utterances.map(({ id }) => id),
      before,
    );
    look(model, real);
  }
}

/** The call is lost for a while, and speaks on. */
class Hold implements Step {
  check = () => true;
  toString = () => 'the call is lost and comes back';

  run(model: Model, real: Real): void {
    real.queue.hold();
    real.queue.open();
    look(model, real);
  }
}

/** Follows what has begun, and looks whether all is as it must be. */
function look(model: Model, { queue }: Real): void {
  const { utterances } = queue;
  const [first] = utterances;
  if (first && first.id !== model.begun) begin(model, first.authorId);
  model.begun = first?.id;
  // Nothing is lost and nothing there twice, and everybody knows where they are.
  assert.deepEqual(
    utterances.map(({ id }) => id).toSorted(),
    model.lines.map(({ id }) => id).toSorted(),
  );
  assert(utterances.length <= limits.maxWaiting);
  for (const [at, { id }] of utterances.entries())
    if (at > 0) assert.equal(model.lines.find((line) => line.id === id)?.told, at);
  for (const person of people) {
    const own = (lines: readonly { id: string; authorId: string }[]): string[] =>
      lines.filter(({ authorId }) => authorId === person).map(({ id }) => id);
    assert.deepEqual(own(utterances), own(model.lines));
    assert(own(utterances).length <= limits.maxOfOne);
    isFair(model, person, utterances);
  }
}

function begin({ turnsOfOthers }: Model, authorId: string): void {
  for (const [person, turns] of turnsOfOthers)
    if (person === authorId) turnsOfOthers.set(person, []);
    else turns.push(authorId);
}

/** Between two turns of one person nobody else has two, neither those that were nor those that are announced. */
function isFair(
  { turnsOfOthers }: Model,
  person: string,
  [, ...waiting]: readonly { readonly authorId: string }[],
): void {
  const next = waiting.findIndex(({ authorId }) => authorId === person);
  if (next === -1) return;
  const before = waiting.slice(0, next).map(({ authorId }) => authorId);
  const turns = [...(turnsOfOthers.get(person) ?? []), ...before];
  assert.deepEqual(turns, [...new Set(turns)]);
}

const person = fc.constantFrom(...people);
const steps = fc.commands(
  [
    fc.constantFrom(...people, 'ann', 'ann', 'ann').map((who) => new Write(who)),
    person.map((who) => new Write(who)),
    fc.constant(new End(0, 'heard')),
    fc.nat(7).map((at) => new End(at, 'skipped')),
    fc.nat(7).map((at) => new Edit(at)),
    fc.constant(new Hold()),
  ],
  { size: '+1' },
);

test('whatever people do, the queue stays within its bounds, in order, and fair', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (commands) => {
      const real = new Real();
      real.queue.open();
      const model: Model = { lines: [], begun: undefined, given: 0, turnsOfOthers: new Map() };
      fc.modelRun(() => ({ model, real }), commands);
      // Nobody starves: with nothing more to come, all of it is heard in the order that was announced.
      const announced = real.queue.utterances.map(({ id }) => id);
      const heard: string[] = [];
      for (const id of announced) {
        expect(real.queue.utterances[0]?.id).toBe(id);
        real.heard();
        if ((await real.ends.get(id))?.outcome === 'heard') heard.push(id);
      }
      expect(heard).toEqual(announced);
      expect(real.queue.utterances).toEqual([]);
      const ends = await Promise.all(real.ends.values());
      const failures = ends.filter((end) => end.outcome === 'failed');
      expect(failures.every(({ error }) => error instanceof QueueFullError)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('whoever writes without end takes no more than every other turn', async () => {
  const real = new Real();
  real.queue.open();
  const give = (authorId: string, at: number): void =>
    void real.queue.push({ id: `${authorId} ${at}`, authorId, render });
  const heard: string[] = [];
  for (let at = 0; at < 40; at += 1) {
    while (!real.queue.refusal('ann')) give('ann', at);
    if (!real.queue.utterances.some(({ authorId }) => authorId === 'bob')) give('bob', at);
    heard.push(real.queue.utterances[0]?.authorId ?? '');
    real.heard();
  }
  expect(heard.filter((authorId) => authorId === 'bob')).toHaveLength(20);
  expect(heard.join(' ')).not.toContain('ann ann');
});
