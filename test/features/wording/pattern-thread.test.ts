import type { Worker } from 'node:worker_threads';

import { afterEach, expect, test } from 'vitest';

import { patternThread, TooSlow } from '#features/wording/pattern-thread.ts';
import type { PatternThread } from '#features/wording/pattern-thread.ts';
import { GivenUp } from '#ops/supervisor.ts';

const opened: PatternThread[] = [];
afterEach(() => {
  for (const thread of opened.splice(0)) thread.close();
});

function open(options: Parameters<typeof patternThread>[0] = {}) {
  const thread = patternThread({ waitMs: 20_000, ...options });
  opened.push(thread);
  const replace = (text: string, from: string, words: string) =>
    thread.run({
      kind: 'replace',
      texts: [text],
      patterns: [{ from, caseSensitive: false, to: { kind: 'words', words } }],
    });
  return { thread, replace, vet: (pattern: string) => thread.run({ kind: 'vet', pattern }) };
}

/** Looks as often as the text is long, and each time through all of it: no engine is quick at that. */
const slow = 'a.*z|a';
const long = 'a'.repeat(4_000);

test('patterns are replaced in the order in which they come, by the words and groups that they have', async () => {
  const { replace } = open();
  expect(await replace('issue-12, please', 'issue-(\\d+)', 'issue number $1')).toEqual({
    texts: [[{ kind: 'words', words: 'issue number 12' }, ', please']],
  });
});

test('one that takes too long is given up, and the next is looked for', async () => {
  const { replace } = open();
  const [given, next] = [replace(long, slow, 'b'), replace('ab', 'b', 'c')];
  await expect(given).rejects.toBeInstanceOf(TooSlow);
  expect(await next).toEqual({ texts: [['a', { kind: 'words', words: 'c' }]] });
});

test('what waits too long for its turn is given up without being looked for', async () => {
  const { replace } = open({ cpuMs: 2_000, waitMs: 100 });
  const given = replace(long, slow, 'b').catch(() => undefined);
  await expect(replace('ab', 'b', 'c')).rejects.toBeInstanceOf(GivenUp);
  await given;
});

test.each([
  ['\\bw{2,}\\b', undefined],
  ['(a+)+$', undefined],
  ['(', { kind: 'no-expression' }],
  ['a*', { kind: 'empty-pattern' }],
])('%s is tried on long texts before it is taken', async (pattern, problem) => {
  expect(await open().vet(pattern)).toEqual({ problem });
});

test.each([slow, '(.{1,70}){2}!', `(?i)${'[A-\\x{1e942}]'.repeat(14)}`])(
  '%s is never taken',
  async (pattern) => {
    await expect(open({ cpuMs: 50 }).vet(pattern)).rejects.toBeInstanceOf(TooSlow);
  },
);

test('a thread that has nothing to do ends, and another is started', async () => {
  const threads: Worker[] = [];
  const note = (worker: Worker): void => void threads.push(worker);
  process.on('worker', note);
  const { replace } = open({ idleMs: 10 });
  await replace('ab', 'b', 'c');
  const [first] = threads;
  await new Promise((resolve) => first?.once('exit', resolve));
  expect(await replace('ab', 'b', 'c')).toHaveProperty('texts');
  expect(threads).toHaveLength(2);
  process.off('worker', note);
});

test('closing gives up what is looked for and what waits', async () => {
  const { thread, replace } = open({ cpuMs: 2_000 });
  const outcomes = Promise.allSettled([replace(long, slow, 'b'), replace('ab', 'b', 'c')]);
  thread.close();
  const givenUp = { status: 'rejected', reason: expect.any(GivenUp) };
  expect(await outcomes).toEqual([givenUp, givenUp]);
});
