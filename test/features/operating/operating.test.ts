import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { measureLoad } from '#features/operating/load.ts';
import { Operating } from '#features/operating/operating.ts';
import type { OperatingParts } from '#features/operating/operating.ts';
import { stateView } from '#features/operating/state-view.ts';

import { ann, translations } from '../../fakes/asker.ts';

// How the bot does, as whoever runs it is told.

const calls = {
  frames: { ticks: 0, framesSent: 1, stalls: 2, underruns: 3 },
  workersAlive: 1,
  workerDeaths: 0,
  calls: { ready: 1 },
  lines: { spoken: 0, waiting: 0, mostWaiting: 0 },
  rejoins: {},
};

test('the work of the process is measured in shares of the time', async () => {
  const measuring = measureLoad(new AbortController().signal);
  const began = performance.now();
  await delay(50);
  while (performance.now() - began < 600);
  const { cpuPercent, busyPercent, memoryBytes } = await measuring;
  expect(busyPercent).toBeGreaterThan(20);
  expect(busyPercent).toBeLessThanOrEqual(101);
  // Other files of tests beside it may take more than a core.
  expect(cpuPercent).toBeGreaterThan(3);
  expect(cpuPercent).toBeLessThan(400);
  expect(memoryBytes).toBeGreaterThan(20e6);
});

test('a bot that stops measures no longer', async () => {
  await expect(measureLoad(AbortSignal.abort())).rejects.toThrow('aborted');
});

test('the load is told in percent with a decimal, and the memory in megabytes', () => {
  const load = { cpuPercent: 12.345, busyPercent: 6.789, memoryBytes: 150 * 2 ** 20 };
  const log = { level: 'info' };
  const shown = { version: '1', startedAtMs: 0, servers: { count: 1, members: 2 }, money: [] };
  const shards = { ids: [0], ready: 1, count: 1 };
  const text = JSON.stringify(stateView({ ...shown, shards, calls, load, log }, translations()));
  expect(text).toContain('12.3% of a core, 6.8% busy, 150 MB');
});

test.each([
  [{ ids: [0], ready: 1, count: 1 }, undefined, false],
  [{ ids: [0, 1], ready: 1, count: 2 }, '0-1/2, 1 connected', false],
  [{ ids: [2, 3], ready: 2, count: 4 }, '2-3/4, 2 connected', true],
  [{ ids: [3], ready: 1, count: 4 }, '3/4, 1 connected', true],
])(
  'of the shards %j it is told which they are, and of what the figures are',
  (shards, told, isPart) => {
    const load = { cpuPercent: 1, busyPercent: 1, memoryBytes: 1 };
    const log = { level: 'info' };
    const shown = { version: '1', startedAtMs: 0, servers: { count: 1, members: 2 }, money: [] };
    const text = JSON.stringify(stateView({ ...shown, shards, calls, load, log }, translations()));
    expect(text.includes('Shards')).toBe(told !== undefined);
    expect(text).toContain(told ?? '');
    expect(text.includes('Other processes have the other shards')).toBe(isPart);
  },
);

test('the members of all servers are counted', async () => {
  const guilds = [30, 12].map((memberCount, id) => ({ id: `${id}`, name: 'x', memberCount }));
  const operating = new Operating({
    client: {
      guilds: { cache: new Map(guilds.map((guild) => [guild.id, guild])) },
      ws: { shards: new Map() },
      options: { shardCount: 1 },
    },
    version: '1',
    usage: { linesOfBot: async () => ['nothing was paid'] },
    callMetrics: () => calls,
    logLevel: { current: { level: 'info' } },
    now: Date.now,
    closing: new AbortController().signal,
  } as unknown as OperatingParts);
  expect(JSON.stringify(await operating.show(ann))).toContain('2 with 42 members');
});
