import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Durations } from '#speech/deapi/durations.ts';
import { type Pace, inspectionPlan } from '#speech/deapi/inspection.ts';

const premium: Pace = { calls: 5, minGapMs: 100, lateGapMs: { from: 200, to: 5_000 } };

/** Numbers in [0, 1) that are the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

interface Outcome {
  readonly medianDelayMs: number;
  readonly meanCalls: number;
  readonly medianCalls: number;
}

/** Asks for the ends of many jobs as the plan says, learning from each; the first `untried` are left out of the figures. */
function simulate(pace: Pace, durationMs: () => number, jobs = 500, untried = 0): Outcome {
  const durations = new Durations();
  const delays: number[] = [];
  const calls: number[] = [];
  for (let job = 0; job < jobs; job += 1) {
    const endMs = durationMs();
    const next = inspectionPlan(durations.expected('Kokoro', 40), pace);
    let [runningMs, askedMs, asks] = [0, next(0), 1];
    while (askedMs < endMs) {
      runningMs = askedMs;
      askedMs = next(askedMs);
      asks += 1;
    }
    durations.observe('Kokoro', 40, runningMs, askedMs);
    if (job < untried) continue;
    delays.push(askedMs - endMs);
    calls.push(asks);
  }
  const median = (of: number[]) => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)]!;
  const meanCalls = calls.reduce((sum, count) => sum + count) / calls.length;
  return { medianDelayMs: median(delays), meanCalls, medianCalls: median(calls) };
}

test.each([1, 7, 42, 1234, 99_991])(
  'jobs that end at random between 0.5 and 4 s are heard of within 200 ms with 5 calls (seed %i)',
  (seed) => {
    const next = random(seed);
    const outcome = simulate(premium, () => 500 + 3_500 * next());
    expect(outcome.medianDelayMs).toBeLessThan(200);
    expect(outcome.meanCalls).toBeLessThanOrEqual(5);
    expect(outcome.medianCalls).toBeLessThanOrEqual(5);
  },
);

test.each([
  ['quick', (share: number) => 250 + 100 * share, 100],
  ['slow', (share: number) => 11_000 + 2_000 * share, 250],
  ['always alike', () => 1_000, 100],
  [
    'of two kinds',
    (share: number) => (share < 0.5 ? 800 + 400 * share : 5_000 + 2_000 * share),
    250,
  ],
])('a service that is %s is learned', (_, durationMs, medianMs) => {
  const next = random(3);
  const outcome = simulate(premium, () => durationMs(next()), 500, 100);
  expect(outcome.medianDelayMs).toBeLessThan(medianMs);
  expect(outcome.meanCalls).toBeLessThan(6);
});

test('an even spacing of the same number of calls hears later', () => {
  const next = random(5);
  const ends = Array.from({ length: 2_000 }, () => 500 + 3_500 * next());
  const planned = simulate(premium, () => ends[Math.floor(next() * ends.length)]!);
  // Nine even gaps cost five calls on average; half a gap is what one waits.
  const evenMedianMs = 3_500 / 9 / 2;
  expect(planned.medianDelayMs).toBeLessThan(evenMedianMs);
});

test('few calls are spread wide', () => {
  const next = random(11);
  const thrifty: Pace = { calls: 1.3, minGapMs: 1_500, lateGapMs: { from: 2_000, to: 15_000 } };
  expect(simulate(thrifty, () => 500 + 3_500 * next()).meanCalls).toBeLessThan(1.5);
});

test('long texts are not judged by short ones', () => {
  const durations = new Durations();
  for (let job = 0; job < 80; job += 1) {
    durations.observe('Kokoro', 20, 900, 1_000);
    durations.observe('Kokoro', 2_000, 9_900, 10_000);
  }
  const middle = (chars: number) => durations.expected('Kokoro', chars)[30]!;
  expect(middle(25)).toBeLessThan(1_100);
  expect(middle(1_800)).toBeGreaterThan(9_000);
});

test('models are learned apart', () => {
  const durations = new Durations();
  for (let job = 0; job < 80; job += 1) durations.observe('Kokoro', 20, 90, 100);
  expect(durations.expected('Chatterbox', 20)[0]).toBeGreaterThan(400);
});

test('whatever was observed, every plan goes on, and never faster than allowed', () => {
  const ms = fc.integer({ min: 0, max: 100_000 });
  fc.assert(
    fc.property(
      fc.array(ms, { maxLength: 80 }),
      fc.double({ min: 0.1, max: 50, noNaN: true }),
      (sample, calls) => {
        const next = inspectionPlan(
          sample.toSorted((a, b) => a - b),
          { ...premium, calls },
        );
        let askedMs = 0;
        for (let asks = 0; asks < 60; asks += 1) {
          const thenMs = next(askedMs);
          expect(thenMs).toBeGreaterThanOrEqual(askedMs + premium.minGapMs);
          expect(thenMs).toBeLessThan(askedMs + 200_000);
          askedMs = thenMs;
        }
      },
    ),
  );
});
