import { expect, test } from 'vitest';

import { Durations } from '#speech/deapi/durations.ts';

class Memory {
  readonly values = new Map<string, unknown>();
  puts = 0;

  async get(name: string): Promise<unknown> {
    return this.values.get(name);
  }

  async put(name: string, value: unknown): Promise<void> {
    this.puts += 1;
    this.values.set(name, JSON.parse(JSON.stringify(value)));
  }
}

const medianOf = (durations: Durations): number => {
  const expected = durations.expected('Kokoro', 20);
  return expected[Math.floor(expected.length / 2)] ?? 0;
};

function learn(durations: Durations, jobs: number): void {
  for (let job = 0; job < jobs; job += 1) durations.observe('Kokoro', 20, 280, 320);
}

test('what was learned of jobs is known to the next run', async () => {
  const memo = new Memory();
  const first = new Durations(memo);
  learn(first, 40);
  await first.keep();
  const next = new Durations(memo);
  expect(medianOf(next)).toBeGreaterThan(1_000);
  await next.restore();
  expect(medianOf(next)).toBeGreaterThan(270);
  expect(medianOf(next)).toBeLessThan(330);
});

test('what was learned before the memo was read stays', async () => {
  const memo = new Memory();
  const first = new Durations(memo);
  learn(first, 1);
  await first.keep();
  const next = new Durations(memo);
  learn(next, 30);
  await next.restore();
  expect(medianOf(next)).toBeLessThan(330);
});

test('many jobs are written down once', async () => {
  const memo = new Memory();
  const durations = new Durations(memo, 20);
  learn(durations, 1_000);
  expect(memo.puts).toBe(0);
  await expect.poll(() => memo.puts).toBe(1);
  await durations.keep();
  expect(memo.puts).toBe(1);
  const { models } = memo.values.get('deapi-durations') as { models: { Kokoro: unknown[] } };
  expect(models.Kokoro).toHaveLength(60);
});

test('a service that has become slower is known as that to the next run, however long it was quick', async () => {
  const memo = new Memory();
  const first = new Durations(memo);
  learn(first, 100);
  for (let job = 0; job < 60; job += 1) first.observe('Kokoro', 20, 7_900, 8_100);
  await first.keep();
  const next = new Durations(memo);
  await next.restore();
  expect(medianOf(next)).toBeGreaterThan(7_800);
});

test.each([
  ['nothing', undefined],
  ['a word', 'damaged'],
  ['another version', { version: 2, models: {} }],
  ['times that are none', { version: 1, models: { Kokoro: [{ chars: 1, ms: -5 }] } }],
  ['no lists', { version: 1, models: { Kokoro: { chars: 1 } } }],
])('%s in the memo is as good as absent', async (_, value) => {
  const memo = new Memory();
  memo.values.set('deapi-durations', value);
  const durations = new Durations(memo);
  await durations.restore();
  expect(durations.expected('Kokoro', 20)).toEqual(new Durations().expected('Kokoro', 20));
});
