import { setImmediate as turn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import type { Memo } from '#ops/memo.ts';
import { Prices } from '#speech/deapi/prices.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import { VirtualClock } from '../virtual-clock.ts';
import { line } from './rig.ts';

const hourMs = 3_600_000;
const kokoro: SpeechRequest = { ...line, text: 'x'.repeat(1_000) };
const other: SpeechRequest = { ...kokoro, model: 'Other' };

function memoOf(kept = new Map<string, unknown>()): Memo {
  return {
    get: async (name) => kept.get(name),
    put: async (name, value) => void kept.set(name, JSON.parse(JSON.stringify(value))),
  };
}

function rig(answer: number | undefined | Error, memo?: Memo) {
  const clock = new VirtualClock();
  const asked: SpeechRequest[] = [];
  const troubles: unknown[] = [];
  const prices = new Prices({
    account: {
      async usdPerChar(request) {
        asked.push(request);
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    clock,
    memo,
    onTrouble: (error) => troubles.push(error),
  });
  return { prices, clock, asked, troubles };
}

test('a price is asked for once, and counted by characters and speed', async () => {
  const { prices, asked } = rig(0.000_002);
  expect(prices.estimate(other)).toBeUndefined();
  await turn();
  expect(prices.estimate(other)).toBeCloseTo(0.002, 9);
  expect(prices.estimate({ ...other, speed: 2 })).toBeCloseTo(0.001, 9);
  expect(prices.estimate({ ...other, text: 'é🎉' })).toBeCloseTo(0.000_004, 9);
  expect(asked).toHaveLength(1);
});

test('what is asked for at another speed is taken for the usual one', async () => {
  const { prices } = rig(0.000_001);
  prices.estimate({ ...other, speed: 2 });
  await turn();
  expect(prices.estimate(other)).toBeCloseTo(0.002, 9);
});

test('until the service has said it, the known price of its usual model counts', () => {
  const { prices } = rig(undefined);
  expect(prices.estimate(kokoro)).toBeCloseTo(0.000_77, 9);
  const description = 'A calm voice.';
  const design = { ...kokoro, model: 'Qwen3_TTS_12Hz_1_7B_VoiceDesign' };
  expect(prices.estimate({ ...design, voice: { mode: 'design', description } })).toBeCloseTo(
    0.012_86,
    9,
  );
});

test('what nobody knows the price of is taken for as dear as the dearest, until it is known', async () => {
  const { prices } = rig(0.000_002);
  expect(prices.atMost(other)).toBeCloseTo(0.012_86, 9);
  expect(prices.atMost({ ...other, speed: 0.5 })).toBeCloseTo(0.025_72, 9);
  await turn();
  expect(prices.atMost(other)).toBeCloseTo(0.002, 9);
  expect(prices.atMost(kokoro)).toBeCloseTo(0.000_77, 9);
  const dear = rig(0.000_05).prices;
  dear.estimate(other);
  await turn();
  expect(dear.atMost({ ...other, model: 'Unknown' })).toBeCloseTo(0.05, 9);
});

test('each kind of voice of a model has its own price', async () => {
  const { prices, asked } = rig(0.000_002);
  prices.estimate(other);
  await turn();
  expect(prices.estimate({ ...other, voice: { mode: 'design', description: 'x' } })).toBe(
    undefined,
  );
  expect(asked).toHaveLength(2);
});

test('a price is kept for the next run, and asked for anew after a day', async () => {
  const memo = memoOf();
  const first = rig(0.000_002, memo);
  first.prices.estimate(other);
  await turn();
  const { prices, clock, asked } = rig(0.000_004, memo);
  await prices.restore();
  expect(prices.estimate(other)).toBeCloseTo(0.002, 9);
  expect(asked).toHaveLength(0);
  clock.pass(25 * hourMs);
  // Nobody waits for the new one.
  expect(prices.estimate(other)).toBeCloseTo(0.002, 9);
  await turn();
  expect(prices.estimate(other)).toBeCloseTo(0.004, 9);
});

test('a price that was asked for since is newer than one that is taken up', async () => {
  const memo = memoOf();
  rig(0.000_002, memo).prices.estimate(other);
  await turn();
  const { prices } = rig(0.000_004, memo);
  prices.estimate(other);
  const kept = prices.restore();
  await turn();
  await kept;
  expect(prices.estimate(other)).toBeCloseTo(0.004, 9);
});

test.each([[undefined], [new Error('away')]])(
  'a service that answers %s is not asked again for an hour',
  async (answer) => {
    const { prices, clock, asked, troubles } = rig(answer);
    for (let minute = 0; minute < 59; minute += 1) {
      expect(prices.estimate(other)).toBeUndefined();
      clock.pass(60_000);
      await turn();
    }
    expect(asked).toHaveLength(1);
    clock.pass(60_001);
    prices.estimate(other);
    await turn();
    expect(asked).toHaveLength(2);
    expect(troubles).toHaveLength(answer === undefined ? 0 : 2);
  },
);

test.each([[{}], ['rubbish'], [{ version: 1, rates: { 'Other preset': { usdPerChar: -1 } } }]])(
  'what is damaged (%j) is as good as absent',
  async (kept) => {
    const { prices, asked } = rig(0.000_002, memoOf(new Map([['deapi-prices', kept]])));
    await prices.restore();
    expect(prices.estimate(other)).toBeUndefined();
    expect(asked).toHaveLength(1);
  },
);

test('after the end nothing is asked for', () => {
  const { prices, asked } = rig(0.000_002);
  prices.close();
  expect(prices.estimate(kokoro)).toBeCloseTo(0.000_77, 9);
  expect(asked).toHaveLength(0);
});
