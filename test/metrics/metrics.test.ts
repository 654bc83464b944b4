import * as prometheus from 'prom-client';
import { expect, test } from 'vitest';

import { metrics } from '#metrics/metrics.ts';
import type { Watched } from '#metrics/watched.ts';

import { samplesOf } from './exposition.ts';

const frames = { ticks: 9, framesSent: 50, stalls: 1, underruns: 2 };
const watched: Watched = {
  version: '1.2.3',
  engine: 'deapi',
  notReady: () => undefined,
  gateway: () => ({ shards: 3, shardsReady: 2, servers: 4 }),
  shards: () => [
    { shard: 0, ready: true, servers: 3 },
    { shard: 1, ready: false, servers: 1 },
  ],
  calls: () => ({
    frames,
    workersAlive: 1,
    workerDeaths: 0,
    calls: { ready: 2 },
    lines: { spoken: 1, waiting: 5, mostWaiting: 3 },
    rejoins: { udp: 2 },
  }),
  openJobs: async () => ({ submitted: 2 }),
  money: async () => ({ balanceUsd: undefined, spentTodayUsd: 0.5, budgets: [] }),
  quotas: () => [{ endpoint: 'speech', period: 'minute', limit: 300, left: 299 }],
  eventLoop: { delaysSecs: () => ({ p50: 0, p99: 0.01, max: 0.02 }), busySecs: () => 7 },
  processes: async () => new Map([['bot', { count: 1, bytes: 5e6 }]]),
};

async function pageOf(parts: Partial<Watched>) {
  const all = metrics(prometheus, { message: ['muted'], command: ['bug'], speech: ['timeout'] });
  all.watch({ ...watched, ...parts });
  const samples = async () => samplesOf((await all.page()).text);
  const of = async (name: string) =>
    (await samples())
      .filter((sample) => sample.name === name)
      .map(({ labels, value }) => [labels, value]);
  return { all, of, samples };
}

test('what is looked at is told as it is, however often it is asked', async () => {
  const { of } = await pageOf({});
  expect(await of('crier_frames_sent_total')).toEqual([[{}, 50]]);
  expect(await of('crier_frames_sent_total')).toEqual([[{}, 50]]);
  expect(await of('crier_gateway_shards')).toEqual([
    [{ state: 'ready' }, 2],
    [{ state: 'away' }, 1],
  ]);
  expect(await of('crier_shard_ready')).toEqual([
    [{ shard: '0' }, 1],
    [{ shard: '1' }, 0],
  ]);
  expect(await of('crier_shard_servers')).toEqual([
    [{ shard: '0' }, 3],
    [{ shard: '1' }, 1],
  ]);
  expect(await of('crier_rejoins_total')).toContainEqual([{ cause: 'udp' }, 2]);
  expect(await of('crier_jobs_open')).toContainEqual([{ state: 'intended' }, 0]);
  expect(await of('crier_balance_usd')).toEqual([]);
});

test('a figure that can’t be looked up is left out, and all others are told', async () => {
  const broken = async () => Promise.reject(new Error('the disk is broken'));
  const { of } = await pageOf({ openJobs: broken, money: broken });
  expect(await of('crier_jobs_open')).toEqual([]);
  expect(await of('crier_spent_today_usd')).toEqual([]);
  expect(await of('crier_servers')).toEqual([[{}, 4]]);
});

test('every kind of refusal is told from the start, and counted from there', async () => {
  const { all, of } = await pageOf({});
  all.counting.refused('command', 'bug');
  expect(await of('crier_refusals_total')).toEqual([
    [{ to: 'message', kind: 'muted' }, 0],
    [{ to: 'command', kind: 'bug' }, 1],
    [{ to: 'speech', kind: 'timeout' }, 0],
  ]);
});

const full: Watched = {
  ...watched,
  calls: () => ({
    frames: { ticks: 9, framesSent: 50, stalls: 1, underruns: 2 },
    workersAlive: 3,
    workerDeaths: 4,
    calls: { ready: 5, speaking: 6 },
    lines: { spoken: 7, waiting: 8, mostWaiting: 9 },
    rejoins: { udp: 10 },
  }),
  openJobs: async () => ({ intended: 1, submitted: 2, done: 3 }),
  money: async () => ({
    balanceUsd: 11.5,
    spentTodayUsd: 0.5,
    budgets: [{ period: 'day', unit: 'usd', limit: 3, left: 2 }],
  }),
  eventLoop: { delaysSecs: () => ({ p50: 0.01, p99: 0.02, max: 0.03 }), busySecs: () => 7 },
  processes: async () => new Map([['calls', { count: 2, bytes: 5e6 }]]),
};
const budget = { period: 'day', unit: 'usd' };
const quota = { engine: 'deapi', endpoint: 'speech', period: 'minute' };

test.each<[string, readonly (readonly [object, number])[]]>([
  ['crier_info', [[{ version: '1.2.3' }, 1]]],
  ['crier_ready', [[{}, 1]]],
  ['crier_servers', [[{}, 4]]],
  [
    'crier_calls',
    [
      [{ state: 'joining' }, 0],
      [{ state: 'moved' }, 0],
      [{ state: 'rejoining' }, 0],
      [{ state: 'ready' }, 5],
      [{ state: 'speaking' }, 6],
      [{ state: 'suspended' }, 0],
    ],
  ],
  [
    'crier_lines',
    [
      [{ state: 'spoken' }, 7],
      [{ state: 'waiting' }, 8],
    ],
  ],
  ['crier_lines_waiting_most', [[{}, 9]]],
  [
    'crier_rejoins_total',
    [
      [{ cause: 'worker-died' }, 0],
      [{ cause: 'udp' }, 10],
    ],
  ],
  [
    'crier_frames_late_total',
    [
      [{ cause: 'clock' }, 1],
      [{ cause: 'sound' }, 2],
    ],
  ],
  ['crier_voice_workers', [[{}, 3]]],
  ['crier_voice_worker_deaths_total', [[{}, 4]]],
  [
    'crier_jobs_open',
    [
      [{ state: 'intended' }, 1],
      [{ state: 'submitted' }, 2],
      [{ state: 'done' }, 3],
    ],
  ],
  ['crier_balance_usd', [[{ engine: 'deapi' }, 11.5]]],
  ['crier_spent_today_usd', [[{}, 0.5]]],
  ['crier_budget_limit', [[budget, 3]]],
  ['crier_budget_left', [[budget, 2]]],
  ['crier_quota_limit', [[quota, 300]]],
  ['crier_quota_left', [[quota, 299]]],
  [
    'crier_event_loop_delay_seconds',
    [
      // Whole numbers come first among the keys of an object.
      [{ quantile: '1' }, 0.03],
      [{ quantile: '0.5' }, 0.01],
      [{ quantile: '0.99' }, 0.02],
    ],
  ],
  ['crier_event_loop_busy_seconds_total', [[{}, 7]]],
  ['crier_processes', [[{ process: 'calls' }, 2]]],
  ['crier_process_memory_bytes', [[{ process: 'calls' }, 5e6]]],
])('%s tells of what its name says', async (name, samples) => {
  const { of } = await pageOf(full);
  expect(await of(name)).toEqual(samples);
});

test('a bot that is not ready is told as that', async () => {
  const { of } = await pageOf({ notReady: () => 'it is about to end' });
  expect(await of('crier_ready')).toEqual([[{}, 0]]);
});

test('what happens is counted by its kind, and the wait for a first packet in seconds', async () => {
  const { all, of } = await pageOf({});
  all.counting.firstPacket({
    tookMs: 250,
    waitedFor: 'lines',
    source: { engine: 'deapi', cache: 'disk' },
  });
  all.counting.served('embedded', 'shared');
  all.counting.messageEnded('heard');
  all.counting.jobChanged('kept');
  const labels = { engine: 'deapi', cache: 'disk', waited_for: 'lines' };
  expect(await of('crier_first_packet_seconds_sum')).toEqual([[labels, 0.25]]);
  expect(await of('crier_first_packet_seconds_bucket')).toEqual(
    expect.arrayContaining([
      [{ ...labels, le: '0.2' }, 0],
      [{ ...labels, le: '0.3' }, 1],
    ]),
  );
  expect(await of('crier_cache_requests_total')).toEqual([
    [{ engine: 'embedded', from: 'shared' }, 1],
  ]);
  expect(await of('crier_messages_total')).toEqual([[{ outcome: 'heard' }, 1]]);
  expect(await of('crier_job_changes_total')).toEqual([[{ to: 'kept' }, 1]]);
});

test('the page is of the format that Prometheus asks for, in its version', async () => {
  const { all } = await pageOf({});
  expect((await all.page()).type).toMatch(/^text\/plain; version=\d+\.\d+\.\d+; charset=utf-8$/u);
});
