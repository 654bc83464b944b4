import { expect, test } from 'vitest';

import { TooSlow } from '#features/wording/pattern-thread.ts';
import type { PatternAnswer } from '#features/wording/pattern-worker.ts';
import { dictionaryPatterns } from '#features/wording/patterns.ts';
import { GivenUp, LateStart } from '#ops/supervisor.ts';
import { compile } from '#text/dictionary/dictionary.ts';
import { problemText } from '#text/dictionary/problem.ts';

import { ann } from '../../fakes/asker.ts';
import { FakeLog } from '../../fakes/log.ts';

const answer: PatternAnswer = { texts: [['b']] };

/** A thread that answers what it is told, and notes how often it was asked. */
function open(answers: (PatternAnswer | Error)[]) {
  let nowMs = 0;
  let asked = 0;
  const log = new FakeLog();
  const patterns = dictionaryPatterns(
    log,
    {
      async run() {
        asked += 1;
        const next = answers.shift() ?? answer;
        if (next instanceof Error) throw next;
        return next;
      },
      close: () => undefined,
    },
    () => nowMs,
  );
  return {
    ...patterns,
    log,
    asked: () => asked,
    wait: (ms: number) => {
      nowMs += ms;
    },
  };
}

const dictionary = () =>
  compile([
    { match: 'pattern', from: 'a', caseSensitive: false, to: { kind: 'words', words: 'b' } },
  ]).dictionary;

test('a dictionary that takes too long rests for ten minutes, and others do not', async () => {
  const { replacePatterns, asked, wait } = open([new TooSlow()]);
  const [slow, other] = [dictionary(), dictionary()];
  expect(await replacePatterns(['a'], slow)).toBeUndefined();
  expect(await replacePatterns(['a'], slow)).toBeUndefined();
  expect(asked()).toBe(1);
  expect(await replacePatterns(['a'], other)).toEqual([['b']]);
  wait(10 * 60_000);
  expect(await replacePatterns(['a'], slow)).toEqual([['b']]);
});

test('one that only waited too long is looked for with the next text', async () => {
  const { replacePatterns } = open([new GivenUp()]);
  const words = dictionary();
  expect(await replacePatterns(['a'], words)).toBeUndefined();
  expect(await replacePatterns(['a'], words)).toEqual([['b']]);
});

test.each([new Error('no thread'), new LateStart()])(
  'a thread that does not start leaves texts as they are, and is told of in the log: %s',
  async (why) => {
    const { replacePatterns, log } = open([why]);
    expect(await replacePatterns(['a'], dictionary())).toBeUndefined();
    expect(log.lines).toHaveLength(1);
  },
);

test.each<readonly [PatternAnswer | Error, unknown]>([
  [{ problem: undefined }, undefined],
  [{ problem: { kind: 'empty-pattern' } }, expect.stringMatching(/nothing at all/)],
  [new TooSlow(), expect.stringMatching(/takes too long/)],
])('what a trial gives (%j) is the verdict on a pattern', async (given, verdict) => {
  const told = await open([given]).vetPattern('a');
  expect(told && ann.t(problemText(told))).toEqual(verdict);
});

test('where there is no time for a trial, the person is asked to come again', async () => {
  await expect(open([new GivenUp()]).vetPattern('a')).rejects.toThrow(/Try again in a minute/);
});
