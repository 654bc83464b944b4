import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import type { WorkerListener } from '#call/call-workers.ts';
import type { ToWorker } from '#call/voice-port.ts';
import type { StartWorker, VoiceWorkerEvents } from '#call/worker-process.ts';
import { standardLimits, Workers } from '#call/workers.ts';

class FakeWorker {
  readonly sent: ToWorker[] = [];
  readonly events: VoiceWorkerEvents;
  readonly id: number;
  killed = false;
  #ticks = 0;

  constructor(id: number, events: VoiceWorkerEvents) {
    this.id = id;
    this.events = events;
  }

  send(message: ToWorker, taken?: () => void): void {
    this.sent.push(message);
    taken?.();
    if (message.type === 'close') this.events.died('exited with 0');
  }

  kill(): void {
    this.killed = true;
  }

  beat({ speaking = 0, moves = true } = {}): void {
    if (moves) this.#ticks += 10;
    const counters = { ticks: this.#ticks, framesSent: this.#ticks, stalls: 0, underruns: 0 };
    this.events.message({ type: 'heartbeat', counters, speaking });
  }
}

function scene(limits: Partial<typeof standardLimits> = {}) {
  const hired: FakeWorker[] = [];
  const start: StartWorker = (events) => {
    const worker = new FakeWorker(hired.length + 1, events);
    hired.push(worker);
    return worker;
  };
  const workers = new Workers(start, { ...standardLimits, lookMs: 20, closeMs: 50, ...limits });
  const deaths: string[] = [];
  const take = (guildId: string) => {
    const listener: WorkerListener = {
      message: () => undefined,
      workerDied: (reason) => deaths.push(`${guildId}: ${reason}`),
    };
    workers.take(guildId, listener);
    workers.send({ type: 'disconnect', guildId });
  };
  return { workers, hired, deaths, take };
}

const guildsOf = (worker: FakeWorker) =>
  worker.sent.map((message) => ('guildId' in message ? message.guildId : message.type));

test('the first worker starts at once, and another only when it is full', async () => {
  const { workers, hired, take } = scene({ maxCalls: 2 });
  expect(hired).toHaveLength(1);
  for (const guildId of ['a', 'b', 'c', 'a']) take(guildId);
  expect(hired.map(guildsOf)).toEqual([['a', 'b', 'a'], ['c']]);
  workers.release('a');
  take('d');
  expect(guildsOf(hired[0]!)).toEqual(['a', 'b', 'a', 'd']);
  await workers.close();
});

test('a worker that dies is replaced, and its guilds alone are told', async () => {
  const { workers, hired, deaths, take } = scene({ maxCalls: 2 });
  for (const guildId of ['a', 'b', 'c']) take(guildId);
  hired[0]!.events.died('exited with SIGSEGV');
  expect(deaths).toEqual([
    'a: voice worker 1 exited with SIGSEGV',
    'b: voice worker 1 exited with SIGSEGV',
  ]);
  take('a');
  expect(guildsOf(hired[1]!)).toEqual(['c', 'a']);
  expect(workers.counters).toMatchObject({ deaths: 1, alive: 1 });
  await workers.close();
});

test('a worker that falls silent is killed and replaced', async () => {
  const { workers, hired, deaths, take } = scene({ maxSilentLooks: 3 });
  take('a');
  hired[0]!.beat({ speaking: 1 });
  await delay(40);
  expect(deaths).toEqual([]);
  await delay(120);
  expect(deaths).toEqual(['a: voice worker 1 fell silent']);
  expect(hired[0]!.killed).toBe(true);
  expect(hired).toHaveLength(2);
  await workers.close();
});

test('one that has nothing to do is looked at now and then, and closely once it is given something', async () => {
  const { workers, hired, deaths, take } = scene({ maxSilentLooks: 3, restMs: 300 });
  take('a');
  hired[0]!.beat();
  await delay(200);
  expect(deaths).toEqual([]);
  take('a');
  await delay(150);
  expect(deaths).toEqual(['a: voice worker 1 fell silent']);
  hired[1]!.beat();
  take('b');
  hired[1]!.beat();
  await delay(600);
  expect(deaths).toHaveLength(1);
  await delay(900);
  expect(deaths.at(-1)).toBe('b: voice worker 2 fell silent');
  await workers.close();
});

test('a worker that is too busy with joins for its heartbeats is left to finish them', async () => {
  const { workers, hired, deaths, take } = scene({ maxSilentLooks: 3 });
  take('a');
  hired[0]!.beat();
  for (let step = 0; step < 15; step += 1) {
    hired[0]!.events.message({ type: 'step', guildId: 'a', connection: 1, step: 'opening' });
    await delay(20);
  }
  expect(deaths).toEqual([]);
  await workers.close();
});

test('a worker that speaks while its clock stands still is as good as silent', async () => {
  const { workers, hired, deaths, take } = scene({ maxSilentLooks: 3 });
  take('a');
  hired[0]!.beat({ speaking: 1 });
  const beats = setInterval(() => hired[0]!.beat({ speaking: 1, moves: false }), 10);
  await delay(200);
  clearInterval(beats);
  expect(deaths).toEqual(['a: voice worker 1 fell silent']);
  await workers.close();
});

test('a worker that is still starting has more time', async () => {
  const { workers, deaths, take } = scene({ maxSilentLooks: 1, maxStartLooks: 50 });
  take('a');
  await delay(150);
  expect(deaths).toEqual([]);
  await workers.close();
});

test('a stall of this process is no silence of the workers', async () => {
  const { workers, hired, deaths, take } = scene({ maxSilentLooks: 3 });
  take('a');
  hired[0]!.beat();
  const untilMs = performance.now() + 300;
  while (performance.now() < untilMs);
  await delay(25);
  hired[0]!.beat();
  expect(deaths).toEqual([]);
  await workers.close();
});

test('the totals go on when a worker is replaced', async () => {
  const { workers, hired } = scene();
  hired[0]!.beat();
  hired[0]!.events.died('exited with 1');
  hired[1]!.beat();
  hired[1]!.beat();
  expect(workers.counters).toMatchObject({ ticks: 30, framesSent: 30, deaths: 1, alive: 1 });
  await workers.close();
});

test('a worker that does not end by itself is killed', async () => {
  const { workers, hired } = scene();
  hired[0]!.send = () => undefined;
  hired[0]!.kill = () => hired[0]!.events.died('exited with SIGKILL');
  await workers.close();
  expect(workers.counters.alive).toBe(0);
});
