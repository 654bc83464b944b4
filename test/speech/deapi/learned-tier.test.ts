import { expect, test } from 'vitest';

import type { Answer } from '#speech/deapi/http.ts';
import { LearnedTier, type LearnedTierOptions } from '#speech/deapi/learned-tier.ts';
import { type Quotas, quotasOf } from '#speech/deapi/quotas.ts';
import { SpeechError } from '#speech/speech.ts';

import { MapMemo } from '../../fakes/map-memo.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** An account's quotas, of which an hour of silence has passed. */
function account(options: Partial<LearnedTierOptions> = {}) {
  const clock = new VirtualClock();
  const tier = new LearnedTier({ account: 'one', clock, ...options });
  const quotas = quotasOf(tier, clock, undefined);
  clock.pass(3_600_000);
  return { clock, tier, quotas };
}

/** One call that is answered at once. Returns why it was not made, or what a 429 means. */
function call(
  quotas: Quotas,
  endpoint: keyof Quotas,
  status = 200,
  headers: Record<string, string> = {},
): SpeechError | undefined {
  try {
    quotas[endpoint].begin();
  } catch (error) {
    if (error instanceof SpeechError) return error;
    throw error;
  }
  const answer: Answer = { status, headers, text: '', json: undefined };
  return quotas[endpoint].finish(answer);
}

const minuteSays = (limit: number, remaining = limit - 1) => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
});

test('nobody knows of a new account more than that it has the quotas of a basic one', () => {
  const { tier, quotas } = account();
  expect(tier.current).toBe('basic');
  expect([quotas.speech.leftThisMinute, quotas.speech.leftToday]).toEqual([5, 300]);
  expect([quotas.jobs.leftThisMinute, quotas.jobs.leftToday]).toEqual([50, 200]);
  expect([quotas.price.leftThisMinute, quotas.price.leftToday]).toEqual([50, 200]);
  expect([quotas.transcription.leftThisMinute, quotas.transcription.leftToday]).toEqual([1, 10]);
});

test.each([
  ['speech', 200, minuteSays(300), 'premium'],
  ['jobs', 200, minuteSays(300), 'premium'],
  ['transcription', 422, minuteSays(300), 'premium'],
  ['speech', 429, { ...minuteSays(300, 0), 'x-ratelimit-type': 'minute' }, 'premium'],
  ['speech', 200, minuteSays(5), 'basic'],
  ['jobs', 200, minuteSays(50), 'basic'],
  ['speech', 429, { ...minuteSays(5, 0), 'x-ratelimit-type': 'minute' }, 'basic'],
  ['speech', 429, { 'x-ratelimit-type': 'daily', 'retry-after': '7200' }, 'basic'],
  ['jobs', 200, { 'x-ratelimit-daily-limit': '200' }, 'basic'],
] as const)(
  'a call to %s that answers %i with %j shows a %s account',
  (endpoint, status, headers, shown) => {
    for (const assumed of ['basic', 'premium'] as const) {
      const { tier, quotas } = account({ assumed });
      call(quotas, endpoint, status, headers);
      expect(tier.current).toBe(shown);
    }
  },
);

test.each([
  ['speech', 200, minuteSays(60)],
  ['speech', 200, { 'x-ratelimit-daily-limit': '1000' }],
  // The day's limit of a basic account is 300, too.
  ['speech', 429, minuteSays(300, 0)],
  ['speech', 429, {}],
  ['jobs', 500, {}],
] as const)('a call to %s that answers %i with %j shows nothing', (endpoint, status, headers) => {
  for (const assumed of ['basic', 'premium'] as const) {
    const { tier, quotas } = account({ assumed });
    call(quotas, endpoint, status, headers);
    expect(tier.current).toBe(assumed);
  }
});

test('limits that are of no known tier are kept to all the same', () => {
  const { quotas } = account();
  call(quotas, 'speech', 200, { ...minuteSays(60), 'x-ratelimit-daily-limit': '1000' });
  expect([quotas.speech.leftThisMinute, quotas.speech.leftToday]).toEqual([59, 999]);
});

test('with the tier all quotas change, upwards and downwards', () => {
  const { tier, quotas } = account();
  call(quotas, 'jobs', 200, minuteSays(300));
  expect([quotas.speech.leftThisMinute, quotas.speech.leftToday]).toEqual([300, Infinity]);
  expect(quotas.transcription.leftThisMinute).toBe(300);
  call(quotas, 'price', 200, minuteSays(50));
  expect(tier.current).toBe('basic');
  expect([quotas.speech.leftThisMinute, quotas.speech.leftToday]).toEqual([5, 300]);
  // Calls made meanwhile count.
  expect(quotas.jobs.leftToday).toBe(199);
});

test('one endpoint’s minute does not block another’s, unless the service says that they share it', () => {
  const { quotas } = account({ assumed: 'premium' });
  for (let made = 0; made < 300; made += 1) call(quotas, 'jobs');
  expect(call(quotas, 'jobs')?.failure).toBe('rate-limited');
  expect(quotas.speech.leftThisMinute).toBe(300);
  call(quotas, 'speech', 200, minuteSays(300, 2));
  expect(quotas.speech.leftThisMinute).toBe(2);
});

test('where no header says it, a sixth submit of a minute that passes shows a premium account', () => {
  const { tier, quotas } = account();
  for (let made = 0; made < 5; made += 1) expect(call(quotas, 'speech')).toBeUndefined();
  // Refused it costs nothing, and is tried once.
  expect(call(quotas, 'speech')).toBeUndefined();
  expect(tier.current).toBe('premium');
  for (let made = 0; made < 100; made += 1) expect(call(quotas, 'speech')).toBeUndefined();
});

test('a sixth that does not pass shows a basic account, and is tried once a day', () => {
  const { clock, tier, quotas } = account();
  const fill = () => {
    for (let made = 0; made < 5; made += 1) expect(call(quotas, 'speech')).toBeUndefined();
  };
  fill();
  expect(call(quotas, 'speech', 429)?.facts.status).toBe(429);
  expect(tier.current).toBe('basic');
  clock.pass(121_000);
  fill();
  expect(call(quotas, 'speech')?.facts.status).toBeUndefined();
  clock.pass(86_400_000);
  fill();
  expect(call(quotas, 'speech')).toBeUndefined();
  expect(tier.current).toBe('premium');
});

test('an operator who says that the account is basic has nothing tried', () => {
  const { quotas } = account({ assumed: 'basic' });
  for (let made = 0; made < 5; made += 1) call(quotas, 'speech');
  expect(call(quotas, 'speech')?.facts).toMatchObject({ quota: 'minute' });
});

test('a service that names its limits has nothing tried', () => {
  const { quotas } = account();
  for (let made = 0; made < 5; made += 1) call(quotas, 'speech', 200, minuteSays(5, 4 - made));
  expect(call(quotas, 'speech', 429)?.facts.status).toBeUndefined();
});

test('six within a minute that no silence goes before show nothing: they may lie in two minutes of the service', () => {
  const { clock, tier, quotas } = account();
  for (let made = 0; made < 40; made += 1) {
    call(quotas, 'speech');
    clock.pass(12_300);
  }
  expect(tier.current).toBe('basic');
});

test('a minute that ends after the fifth, without a word, shows that the operator is wrong', () => {
  const { tier, quotas } = account({ assumed: 'premium' });
  // All at once: their answers come in any order.
  for (let made = 0; made < 7; made += 1) quotas.speech.begin();
  const answers = [200, 429, 200, 200, 429, 200, 200];
  for (const status of answers)
    quotas.speech.finish({ status, headers: {}, text: '', json: undefined });
  expect(tier.current).toBe('basic');
});

test('a refusal that others have caused shows nothing', () => {
  const { tier, quotas } = account({ assumed: 'premium' });
  for (let made = 0; made < 3; made += 1) call(quotas, 'speech');
  call(quotas, 'speech', 429);
  expect(tier.current).toBe('premium');
});

test('when the day is used up, an account that was filled up meanwhile shows within an hour', () => {
  const { clock, tier, quotas } = account();
  for (let made = 0; made < 300; made += 1) {
    expect(call(quotas, 'speech', 200, minuteSays(5))).toBeUndefined();
    clock.pass(61_000);
  }
  expect(call(quotas, 'speech', 429, { 'x-ratelimit-type': 'daily' })?.facts.status).toBe(429);
  expect(call(quotas, 'speech')?.facts).toMatchObject({ quota: 'day' });
  expect(tier.current).toBe('basic');
  clock.pass(3_600_000);
  expect(call(quotas, 'speech')).toBeUndefined();
  expect(tier.current).toBe('premium');
});

test('what was learned is known to the next run, and told, but not of another account', async () => {
  const memo = new MapMemo();
  const first = account({ memo, assumed: 'basic' });
  call(first.quotas, 'speech', 200, minuteSays(300));
  const told: string[] = [];
  const onLearned = (tier: string) => void told.push(tier);
  const next = account({ memo, assumed: 'basic', onLearned });
  await next.tier.restore();
  expect(next.tier.current).toBe('premium');
  call(next.quotas, 'speech', 200, minuteSays(300));
  call(next.quotas, 'speech', 200, minuteSays(5));
  call(next.quotas, 'speech', 200, minuteSays(5));
  expect(told).toEqual(['premium', 'basic']);
  const other = account({ memo, assumed: 'premium', account: 'two' });
  await other.tier.restore();
  expect(other.tier.current).toBe('premium');
});

test.each([undefined, 'premium', { tier: 'gold', account: 'one' }, { tier: 'premium' }])(
  'a memory of the tier that says %j says nothing',
  async (value) => {
    const memo = new MapMemo();
    memo.values.set('deapi-tier', value);
    const { tier } = account({ memo });
    await tier.restore();
    expect(tier.current).toBe('basic');
  },
);
