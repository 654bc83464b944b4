import { setTimeout as delay } from 'node:timers/promises';

import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { closeClean, nextIsHeard, openRoom, soonMs } from './room.ts';
import type { Room } from './room.ts';

// People type anything and use the commands in any order: each gets an answer, and the bot lives.

let scene: Scene;
let room: Room;

beforeAll(async () => {
  scene = await openScene();
  room = await openRoom(scene);
});

// Speech that was skipped or left before it was whole is not kept.
afterAll(() => closeClean(scene, { mayPayTwice: true }));

const awkward = fc.constantFrom(
  '```js\n1```',
  '<t:0:R> <:x:1> <@1>',
  '||a||b||',
  '\u202e\u0000\uffff',
  '../../etc',
  '${1}{{2}}',
  'x'.repeat(900),
  '🧑‍🧑‍🧒‍🧒'.repeat(30),
);
/** Discord counts UTF-16, as JavaScript does. */
const text = (maxLength: number) =>
  fc
    .oneof(fc.string({ unit: 'binary', minLength: 1, maxLength }), awkward)
    .map((each) => each.slice(0, maxLength));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 1 });

/** Names that exist, three times of four. */
const mostly = (good: fc.Arbitrary<string>, any: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 3, arbitrary: good }, { weight: 1, arbitrary: any });

const say = fc.record({
  name: fc.constant('say'),
  options: fc.record({
    text: text(60),
    voice: maybe(mostly(fc.constantFrom('sky', 'Emma', 'af_alloy', 'Ryan'), text(100))),
    language: maybe(mostly(fc.constantFrom('en', 'German', 'ja', 'pt-br'), text(100))),
    speed: maybe(fc.double({ min: 0.25, max: 4, noNaN: true })),
    style: maybe(text(300)),
    as: maybe(fc.constantFrom('speak', 'voice message', 'file')),
    format: maybe(mostly(fc.constantFrom('mp3', 'wav', 'flac'), text(20))),
    private: maybe(fc.boolean()),
  }),
});
const other = fc.record({
  name: fc.constantFrom('join', 'skip', 'leave', 'help'),
  options: fc.constant({}),
});
/** Mostly speech; without waiting for it, or waiting until something can be heard. */
const step = fc.record({
  use: fc.oneof({ weight: 2, arbitrary: say }, { weight: 1, arbitrary: other }),
  pauseMs: fc.constantFrom(0, 0, 100, 600),
});

test('any session of commands: every one is answered in the end, and the bot goes on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (session) => {
      const used = [];
      for (const { use, pauseMs } of session) {
        used.push(room.use(use.name, given(use.options)));
        await delay(pauseMs);
      }
      // All that is still to be spoken gets its end by this.
      const left = room.use('leave');
      const answers = [...used, left].map(async (each) =>
        each.shown(({ text }) => isFinal(text), soonMs),
      );
      for (const { text } of await Promise.all(answers)) {
        expect(text).not.toBe('');
        expect(text).not.toContain('Something went wrong');
      }
    }),
    { numRuns: 15, endOnFailure: true, interruptAfterTimeLimit: 40_000 },
  );
  expect(await nextIsHeard(room)).toBe(true);
}, 90_000);

function given(options: object): Record<string, OptionValue> {
  return Object.fromEntries(
    Object.entries(options).filter(
      (entry): entry is [string, OptionValue] => entry[1] !== undefined,
    ),
  );
}

const onTheWay = /-# (?:Joining|Waiting|Being made|Nearly there|Speaking)/;
/** A voice message has no text of its own. */
const isFinal = (shown: string): boolean => shown !== '' && !onTheWay.test(shown);
