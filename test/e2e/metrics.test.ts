import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { freePort } from '../job-ways.ts';
import { listeningOf } from '../listening-sockets.ts';
import { samplesOf } from '../metrics/exposition.ts';
import type { Sample } from '../metrics/exposition.ts';
import { missingIn, queries } from '../metrics/queries.ts';
import { openScene, startBot } from '../scene.ts';
import { openQuietRoom } from './reading-room.ts';
import {
  closeClean,
  freshSentence,
  freshWords,
  nextIsHeard,
  openRoom,
  soonMs,
  told,
} from './room.ts';

// The figures that are told of the bot while people talk, to those who look after it.

let scene: Scene;
let url: string;

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  scene = await openScene({
    environment: { METRICS_LISTEN: String(port), BUDGET_BOT: '2 usd/day' },
  });
});

afterAll(() => closeClean(scene));

async function scraped(at = url): Promise<readonly Sample[]> {
  const response = await fetch(`${at}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  return samplesOf(await response.text());
}

/** The sum of the samples of that name that have these labels. */
async function valueOf(
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<number> {
  return (await scraped())
    .filter((sample) => sample.name === name && has(sample, labels))
    .reduce((sum, { value }) => sum + value, 0);
}

function has({ labels }: Sample, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([label, value]) => labels[label] === value);
}

/** Waits until a value that is looked at now and then has moved. */
async function moved(name: string, labels: Readonly<Record<string, string>>, above: number) {
  await vi.waitFor(async () => expect(await valueOf(name, labels)).toBeGreaterThan(above), {
    timeout: soonMs,
    interval: 250,
  });
}

test('the bot lives and is ready once it is connected', async () => {
  await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), soonMs);
  expect(await (await fetch(`${url}/livez`)).text()).toBe('alive\n');
  expect(await valueOf('crier_ready')).toBe(1);
  expect(await valueOf('crier_gateway_shards', { state: 'ready' })).toBe(1);
  expect(await valueOf('crier_servers')).toBeGreaterThan(0);
});

test('a line that is spoken moves the figures of frames, calls, jobs, money and the wait for it', async () => {
  const room = await openQuietRoom(scene);
  const labels = { engine: 'deapi', cache: 'none', waited_for: 'nothing' };
  const before = await valueOf('crier_first_packet_seconds_count', labels);
  const beforeSent = await valueOf('crier_frames_sent_total');
  const words = freshSentence();
  const { sentAtMs } = room.use('say', { text: words });
  expect(await nextIsHeard(room)).toBe(true);
  await moved('crier_first_packet_seconds_count', labels, before);
  await moved('crier_frames_sent_total', {}, beforeSent + 50);
  const tookSecs = await valueOf('crier_first_packet_seconds_sum', labels);
  expect(tookSecs).toBeGreaterThan(0);
  expect(tookSecs).toBeLessThan((performance.now() - sentAtMs) / 1_000 + 60);
  expect(
    await valueOf('crier_cache_requests_total', { engine: 'deapi', from: 'made' }),
  ).toBeGreaterThan(0);
  expect(await valueOf('crier_job_changes_total', { to: 'begun' })).toBeGreaterThan(0);
  await moved('crier_job_changes_total', { to: 'kept' }, 0);
  expect(await valueOf('crier_calls')).toBeGreaterThan(0);
  await moved('crier_spent_today_usd', {}, 0);
  expect(await valueOf('crier_budget_limit', { period: 'day', unit: 'usd' })).toBe(2);
  expect(await valueOf('crier_budget_left', { period: 'day', unit: 'usd' })).toBeLessThan(2);
  await moved('crier_balance_usd', { engine: 'deapi' }, 0);
  const quota = { engine: 'deapi', endpoint: 'speech', period: 'minute' };
  expect(await valueOf('crier_quota_left', quota)).toBeLessThan(
    await valueOf('crier_quota_limit', quota),
  );
});

test('what was said before comes from memory, in no time', async () => {
  const room = await openRoom(scene);
  await told(room.use('join'), /I’m in/);
  const words = freshWords();
  await told(room.use('say', { text: words }), /Spoken/);
  const labels = { engine: 'deapi', cache: 'memory', waited_for: 'nothing' };
  const before = await valueOf('crier_first_packet_seconds_count', labels);
  await told(room.use('say', { text: words }), /Spoken/);
  await moved('crier_first_packet_seconds_count', labels, before);
  expect(await valueOf('crier_cache_requests_total', { from: 'memory' })).toBeGreaterThan(0);
});

test('lines that wait are counted while they do, and heard as lines that waited for others', async () => {
  const room = await openRoom(scene);
  await told(room.use('join'), /I’m in/);
  const all = [1, 2, 3].map(() => room.use('say', { text: freshSentence() }));
  await moved('crier_lines', { state: 'waiting' }, 0);
  await moved('crier_lines', { state: 'spoken' }, 0);
  expect(await valueOf('crier_lines_waiting_most')).toBeGreaterThan(0);
  await Promise.all(all.map((each) => told(each, /Spoken/)));
  await moved('crier_first_packet_seconds_count', { waited_for: 'lines' }, 1);
});

test('messages are counted by what became of them, and refusals by why', async () => {
  const room = await openQuietRoom(scene);
  room.write(freshWords());
  await moved('crier_messages_total', { outcome: 'heard' }, 0);
  room.write('; a remark that is not for the call');
  await moved('crier_refusals_total', { to: 'message', kind: 'skip-mark' }, 0);
  room.use('leave');
  await vi.waitFor(() => room.use('skip').acknowledged);
  await moved('crier_refusals_total', { to: 'command', kind: 'asked-wrong' }, 0);
  scene.deapi.next({ on: 'submit', fail: 'unauthenticated', times: 1 });
  await told(room.use('join'), /I’m in/);
  await told(room.use('say', { text: freshWords() }), /./);
  await moved('crier_refusals_total', { to: 'speech', kind: 'unauthorised' }, 0);
  expect(await valueOf('crier_refusals_total')).toBeGreaterThan(2);
});

test('a call that is lost is counted with its cause', async () => {
  const room = await openRoom(scene);
  await told(room.use('join'), /I’m in/);
  expect(await nextIsHeard(room)).toBe(true);
  scene.discord.voiceServer.guild(room.server.id).closeSockets(4006);
  await moved('crier_rejoins_total', { cause: 'closed-4006' }, 0);
});

test('memory is told by what processes do, and nothing in all that is anybody’s id, name or text', async () => {
  await moved('crier_process_memory_bytes', { process: 'calls' }, 10e6);
  expect(await valueOf('crier_process_memory_bytes', { process: 'bot' })).toBeGreaterThan(50e6);
  expect(await valueOf('crier_processes', { process: 'calls' })).toBe(1);
  const samples = await scraped();
  const values = new Set(samples.flatMap(({ labels }) => Object.values(labels)));
  for (const value of values) expect(value).toMatch(/^(?:[a-z][a-z0-9-]*|\d+(?:\.\d+)*|\+Inf)$/u);
  for (const { labels } of samples)
    for (const value of Object.values(labels)) expect(value).not.toMatch(/\d{6}/u);
  // One scene makes the most that another could, but for words of the same closed lists.
  expect(samples.length).toBeLessThan(1_000);
});

test('a port that another program has ends the start with a sentence and the code for configuration', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const environment = { METRICS_LISTEN: `127.0.0.1:${port}` };
  const second = await openScene({ environment, awaitReady: false });
  expect(await second.bot.exited).toMatchObject({ code: 78 });
  expect(second.bot.output.join('\n')).toContain(
    `Crier can't listen on 127.0.0.1:${port} for metrics: another program does. Name another address in METRICS_LISTEN.`,
  );
  await second.close({ check: false });
  other.close();
});

test('a bot that takes the place of another with the same data takes its port as well, and one that is told to end says so as long as it speaks, and frees it', async () => {
  const port = await freePort();
  const dataFolder = await mkdtemp(join(tmpdir(), 'crier-metrics-'));
  // An account that never paid has quotas of a day, which the other of this scene has not.
  const environment = { METRICS_LISTEN: `127.0.0.1:${port}`, DEAPI_TIER: 'basic' };
  const own = await openScene({ environment, dataFolder });
  const { discord, deapi, bot } = own;
  const next = startBot({
    environment: environmentOf(discord, deapi, environment),
    caPem: discord.caPem + deapi.caPem,
    dataFolder,
  });
  expect(await bot.exited).toEqual({ code: 0, signal: null });
  const at = `http://127.0.0.1:${port}`;
  await vi.waitFor(async () => expect((await fetch(`${at}/readyz`)).status).toBe(200), {
    timeout: soonMs,
    interval: 100,
  });
  expect(await listeningOf(next.pid)).toHaveLength(1);
  const room = await openRoom(own);
  await told(room.use('join'), /^I’m in/);
  room.use('say', { text: freshSentence() });
  await vi.waitFor(
    async () =>
      expect(await (await fetch(`${at}/metrics`)).text()).toContain(
        'crier_lines{state="spoken"} 1',
      ),
    { timeout: soonMs, interval: 50 },
  );
  // Every query of the dashboard and the alerts asks for what is there.
  const samples = [...(await scraped(at)), ...(await scraped())];
  expect(queries.flatMap((query) => missingIn(query, samples))).toEqual([]);
  next.kill('SIGTERM');
  await vi.waitFor(
    async () =>
      expect(await (await fetch(`${at}/readyz`)).text()).toBe('not ready: it is about to end\n'),
    { timeout: 2_000, interval: 20 },
  );
  expect(await next.exited).toEqual({ code: 0, signal: null });
  await expect(fetch(`${at}/livez`)).rejects.toThrow('fetch failed');
  await own.close({ check: false });
  await rm(dataFolder, { recursive: true });
});
