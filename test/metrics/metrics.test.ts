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
