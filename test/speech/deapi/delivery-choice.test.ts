import { expect, test } from 'vitest';

import { DeliveryChoice, type Preference } from '#speech/deapi/delivery-choice.ts';
import { deapiError } from '#speech/deapi/refusals.ts';
import type { SpeechFailure } from '#speech/speech.ts';

const request = {
  text: 'Rain again.',
  model: 'Kokoro',
  language: 'en-us',
  voice: { mode: 'preset', id: 'af_sky' },
  speed: 1,
} as const;
const other = { ...request, model: 'Chatterbox' };
const minuteMs = 60_000;

function rig(preference: Preference = 'auto') {
  const clock = { nowMs: 0 };
  const choice = new DeliveryChoice(preference, () => clock.nowMs);
  /** Chooses so many times, when each way takes this long. */
  const chosen = (times: number, ms: { readonly gateway: number; readonly job: number }) =>
    Array.from({ length: times }, () => {
      const way = choice.choose(request, false);
      choice.heard(request.model, way, ms[way]);
      return way;
    });
  const fail = (failure: SpeechFailure, field?: string): boolean =>
    choice.failed(
      request,
      deapiError(failure, 'no', field === undefined ? {} : { fields: { [field]: ['no'] } }),
    );
  return { choice, clock, chosen, fail };
}

const count = (ways: readonly string[], way: string): number =>
  ways.filter((each) => each === way).length;

test('the gateway speaks first, and on while it is faster', () => {
  const { chosen } = rig();
  const ways = chosen(100, { gateway: 500, job: 900 });
  expect(ways[0]).toBe('gateway');
  expect(count(ways, 'job')).toBe(4);
});

test('a job speaks once it is known to be faster, and the gateway is tried one time in 25', () => {
  const { chosen } = rig();
  chosen(25, { gateway: 900, job: 500 });
  expect(count(chosen(100, { gateway: 900, job: 500 }), 'gateway')).toBe(4);
});

test('who becomes faster is taken again', () => {
  const { chosen } = rig();
  chosen(50, { gateway: 900, job: 500 });
  const ways = chosen(300, { gateway: 200, job: 500 });
  expect(ways.at(-2)).toBe('gateway');
  expect(count(ways.slice(200), 'gateway')).toBe(96);
});

test('each model has times of its own', () => {
  const { choice, chosen } = rig();
  chosen(30, { gateway: 900, job: 500 });
  expect(choice.choose(other, false)).toBe('gateway');
});

test('where status calls are scarce the gateway speaks, however slow, and jobs are not tried', () => {
  const { choice, chosen } = rig();
  chosen(30, { gateway: 900, job: 500 });
  for (let time = 0; time < 50; time += 1) {
    expect(choice.choose(request, true)).toBe('gateway');
    choice.heard(request.model, 'gateway', 900);
  }
});

test('an operator who wants the gateway has it, however slow', () => {
  const { chosen } = rig('gateway');
  expect(count(chosen(60, { gateway: 900, job: 500 }), 'gateway')).toBe(60);
});

test.each(['auto', 'gateway'] as const)(
  'what the gateway does not serve is asked for as a job (%s)',
  (preference) => {
    const { choice, clock, fail } = rig(preference);
    choice.choose(request, false);
    expect(fail('model-gone', 'model')).toBe(true);
    expect(choice.choose(request, true)).toBe('job');
    expect(choice.choose(other, true)).toBe('gateway');
    clock.nowMs += 7 * 60 * minuteMs;
    expect(choice.choose(request, true)).toBe('gateway');
  },
);

test('a refused voice is that voice alone', () => {
  const { choice, fail } = rig();
  choice.choose(request, true);
  expect(fail('refused', 'voice')).toBe(true);
  expect(choice.choose(request, true)).toBe('job');
  expect(choice.choose({ ...request, voice: { mode: 'preset', id: 'af_bella' } }, true)).toBe(
    'gateway',
  );
});

test('a refused text teaches nothing about the gateway', () => {
  const { choice, fail } = rig();
  choice.choose(request, true);
  expect(fail('refused', 'input')).toBe(true);
  expect(choice.choose(request, true)).toBe('gateway');
});

test.each([
  ['unavailable', true],
  ['maybe-submitted', false],
  ['bad-audio', false],
  ['timeout', false],
] as const)(
  'after %s jobs speak for a minute, then one line tries the gateway',
  (failure, isSafe) => {
    const { choice, clock, fail } = rig('gateway');
    choice.choose(request, false);
    expect(fail(failure)).toBe(isSafe);
    expect(choice.choose(request, false)).toBe('job');
    clock.nowMs += minuteMs;
    expect(choice.choose(request, false)).toBe('gateway');
    expect(choice.choose(request, false)).toBe('job');
    choice.heard(request.model, 'gateway', 500);
    expect(choice.choose(request, false)).toBe('gateway');
  },
);

test.each(['unauthorised', 'suspended', 'gone'] as const)(
  'a gateway that answers %s is left alone for ten minutes, and jobs speak',
  (failure) => {
    const { choice, clock, fail } = rig();
    choice.choose(request, false);
    expect(fail(failure)).toBe(true);
    clock.nowMs += 9 * minuteMs;
    expect(choice.choose(request, true)).toBe('job');
    clock.nowMs += minuteMs;
    expect(choice.choose(request, true)).toBe('gateway');
  },
);

test.each(['rate-limited', 'balance', 'too-large'] as const)(
  '%s is no fault of the gateway, and a job would fare no better',
  (failure) => {
    const { choice, fail } = rig();
    choice.choose(request, false);
    expect(fail(failure)).toBe(false);
    expect(choice.choose(request, true)).toBe('gateway');
  },
);

test('a line that was given up while it tried the gateway leaves that to the next', () => {
  const { choice, clock, fail } = rig();
  choice.choose(request, true);
  fail('unavailable');
  clock.nowMs += minuteMs;
  choice.choose(request, true);
  choice.givenUp();
  expect(choice.choose(request, true)).toBe('gateway');
});
