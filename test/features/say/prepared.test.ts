import { setImmediate as nextTurn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { ada, bob, hello, replyOf, setUp } from './speaking-rig.ts';

test('what one person asks for is prepared in order, one at a time, and nobody else waits for it', async () => {
  const gates = new Map([
    ['first', Promise.withResolvers<void>()],
    ['second', Promise.withResolvers<void>()],
  ]);
  const begun: string[] = [];
  const { speaking, calls, whereabouts } = setUp({
    beforeWords: async (text) => {
      begun.push(text);
      await gates.get(text)?.promise;
    },
  });
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a').put('bob', 'a');
  const say = (asker: typeof ada, text: string) =>
    void speaking.say(asker, { ...hello, text }, replyOf().reply);
  say(ada, 'first');
  say(ada, 'second');
  say(bob, 'other');
  const queued = () => calls.spoken.map(({ utterance }) => utterance.authorId);
  await expect.poll(queued).toEqual(['bob']);
  expect(begun).toEqual(['first', 'other']);
  gates.get('second')?.resolve();
  await nextTurn();
  expect(queued()).toEqual(['bob']);
  gates.get('first')?.resolve();
  await expect.poll(queued).toEqual(['bob', 'ada', 'ada']);
  expect(begun).toEqual(['first', 'other', 'second']);
});
