import { expect, test, vi } from 'vitest';

import { GivenUp, LateStart, Supervisor } from '#ops/supervisor.ts';
import type { ChildEvents, SupervisorOptions } from '#ops/supervisor.ts';

interface Started {
  readonly events: ChildEvents<string>;
  readonly begun: string[];
  isWorn: boolean;
  isHeld: boolean;
  isKilled: boolean;
}

/** Children that do nothing but what a test tells of them. */
function open(options: Partial<SupervisorOptions<string, string>> = {}) {
  const children: Started[] = [];
  const supervisor = new Supervisor<string, string>({
    name: 'the child',
    idleMs: 60_000,
    start(events) {
      const child = {
        events,
        begun: [] as string[],
        isWorn: false,
        isHeld: false,
        isKilled: false,
      };
      children.push(child);
      return {
        async begin(task) {
          child.begun.push(task);
        },
        isWorn: () => child.isWorn,
        kill: () => void (child.isKilled = true),
        hold: (isHeld) => void (child.isHeld = isHeld),
      };
    },
    ...options,
  });
  return { supervisor, children };
}

test('tasks are given one after the other to one child, which is held while there are any', async () => {
  const { supervisor, children } = open();
  const answers = ['one', 'two'].map((task) => supervisor.run(task));
  const [child] = children;
  child!.events.ready();
  expect(child).toMatchObject({ begun: ['one'], isHeld: true });
  child!.events.answer('first');
  expect(child!.begun).toEqual(['one', 'two']);
  child!.events.answer('second');
  expect(await Promise.all(answers)).toEqual(['first', 'second']);
  expect(children).toMatchObject([{ isHeld: false, isKilled: false }]);
});

test('a child that is begun ahead of any task keeps no process alive', () => {
  const { supervisor, children } = open();
  supervisor.warm();
  expect(children).toMatchObject([{ isHeld: false }]);
  children[0]!.events.ready();
  expect(children).toMatchObject([{ isHeld: false }]);
});

test('a child that ends fails its task, and another does the next; what the old one says is not heard', async () => {
  const { supervisor, children } = open();
  const [bad, good] = [supervisor.run('bad'), supervisor.run('good')];
  children[0]!.events.ready();
  const why = new Error('too much');
  children[0]!.events.ended(why);
  await expect(bad).rejects.toBe(why);
  children[1]!.events.ready();
  children[0]!.events.answer('late');
  children[1]!.events.answer('fine');
  expect(await good).toBe('fine');
  expect(children.map(({ isKilled }) => isKilled)).toEqual([true, false]);
});

test('a task that is not at fault is done by another child, before all others', async () => {
  const { supervisor, children } = open();
  const answer = supervisor.run('one');
  void supervisor.run('two').catch(() => undefined);
  children[0]!.events.ready();
  children[0]!.events.ended();
  children[1]!.events.ready();
  children[1]!.events.answer('fine');
  expect(await answer).toBe('fine');
  expect(children.map(({ begun }) => begun)).toEqual([['one'], ['one', 'two']]);
});

test('a worn child is replaced before it is given another task', async () => {
  const { supervisor, children } = open();
  const answers = ['one', 'two'].map((task) => supervisor.run(task));
  children[0]!.events.ready();
  children[0]!.isWorn = true;
  children[0]!.events.answer('first');
  children[1]!.events.ready();
  children[1]!.events.answer('second');
  expect(await Promise.all(answers)).toEqual(['first', 'second']);
  expect(children.map(({ begun }) => begun)).toEqual([['one'], ['two']]);
});

test('a child that does not start fails all that wait for it', async () => {
  const { supervisor, children } = open();
  const outcomes = Promise.allSettled([supervisor.run('one'), supervisor.run('two')]);
  children[0]!.events.ended(new Error('no room'));
  const reason = expect.objectContaining({ message: 'the child does not start: no room' });
  const failed = { status: 'rejected', reason };
  expect(await outcomes).toEqual([failed, failed]);
  expect(children).toHaveLength(1);
});

test('a child that takes too long to start is ended, and so is one that has nothing to do', async () => {
  vi.useFakeTimers();
  const { supervisor, children } = open({ idleMs: 1_000 });
  const late = supervisor.run('one').catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await late).toEqual(new LateStart('the child did not start in time'));
  supervisor.warm();
  children[1]!.events.ready();
  await vi.advanceTimersByTimeAsync(999);
  expect(children[1]!.isKilled).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(children.map(({ isKilled }) => isKilled)).toEqual([true, true]);
  vi.useRealTimers();
});

test('what waits too long for its turn is given up without being begun, what was begun is not', async () => {
  vi.useFakeTimers();
  const { supervisor, children } = open({ waitMs: 1_000 });
  const begun = supervisor.run('one');
  const waits = supervisor.run('two').catch((error: unknown) => error);
  children[0]!.events.ready();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await waits).toBeInstanceOf(GivenUp);
  expect(supervisor.load).toBe(1);
  children[0]!.events.answer('fine');
  expect(await begun).toBe('fine');
  expect(children[0]!.begun).toEqual(['one']);
  vi.useRealTimers();
});

test('an abort rejects with its reason at once; what was begun goes on, and nobody hears of it', async () => {
  const { supervisor, children } = open();
  const stop = new AbortController();
  const outcomes = Promise.allSettled(
    ['one', 'two'].map((task) => supervisor.run(task, stop.signal)),
  );
  children[0]!.events.ready();
  const reason = new Error('the person left');
  stop.abort(reason);
  const aborted = { status: 'rejected', reason };
  expect(await outcomes).toEqual([aborted, aborted]);
  const next = supervisor.run('three');
  children[0]!.events.answer('nobody hears this');
  children[0]!.events.answer('fine');
  expect(await next).toBe('fine');
  expect(children[0]!.begun).toEqual(['one', 'three']);
});

test('a task is over when what was sent is no longer needed', async () => {
  const sent = Promise.withResolvers<void>();
  let tell: ChildEvents<string> | undefined;
  const { supervisor } = open({
    start(events) {
      tell = events;
      return { begin: () => sent.promise, isWorn: () => false, kill() {}, hold() {} };
    },
  });
  let isOver = false;
  const answer = supervisor.run('one').finally(() => void (isOver = true));
  tell!.ready();
  tell!.answer('fine');
  await new Promise((resolve) => setImmediate(resolve));
  expect(isOver).toBe(false);
  sent.resolve();
  expect(await answer).toBe('fine');
});

test('closing gives up everything, and nothing is started any more', async () => {
  const { supervisor, children } = open();
  const outcomes = Promise.allSettled([supervisor.run('one'), supervisor.run('two')]);
  children[0]!.events.ready();
  supervisor.close();
  const givenUp = { status: 'rejected', reason: expect.any(GivenUp) };
  expect(await outcomes).toEqual([givenUp, givenUp]);
  supervisor.warm();
  await expect(supervisor.run('three')).rejects.toThrow('the child is closed');
  expect(children).toMatchObject([{ isKilled: true }]);
});
