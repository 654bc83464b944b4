import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

import type { Listener } from '@crier/rehearsal/discord/voice-port.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { Track } from '#audio/track.ts';
import { calls, type CallsOptions, type LiveCalls } from '#call/live-calls.ts';
import type { News } from '#call/news.ts';
import { processWorkers, type VoiceWorker } from '#call/worker-process.ts';
import { UserError } from '#errors.ts';

import {
  botId,
  framesNumbered,
  type Loopback,
  numberOf,
  quiet,
  startLoopback,
} from './loopback.ts';

let loopback: Loopback;
let guilds = 2000;

interface Bench extends AsyncDisposable {
  readonly live: LiveCalls;
  readonly news: News[];
  readonly workers: VoiceWorker[];
}

function open(options: Partial<CallsOptions> = {}): Bench {
  const news: News[] = [];
  const workers: VoiceWorker[] = [];
  const start = processWorkers(loopback.env);
  const live = calls({
    gateway: loopback.gateway,
    startWorker: (events) => {
      const worker = start(events);
      workers.push(worker);
      return worker;
    },
    onNews: (_, each) => news.push(each),
    ...options,
  });
  return { live, news, workers, [Symbol.asyncDispose]: () => live.close(0) };
}

beforeAll(async () => {
  loopback = await startLoopback();
});

afterAll(() => loopback[Symbol.asyncDispose]());

interface Scene {
  readonly guildId: string;
  readonly channelId: string;
  readonly otherId: string;
  readonly listener: Listener;
  /** Somebody in the other channel. */
  readonly other: Listener;
}

async function scene(): Promise<Scene> {
  const guildId = String((guilds += 1));
  const channelId = `${guildId}1`;
  const otherId = `${guildId}2`;
  const listener = await loopback.voice.listen(guildId, channelId, `${guildId}3`);
  const other = await loopback.voice.listen(guildId, otherId, `${guildId}4`);
  return { guildId, channelId, otherId, listener, other };
}

const patience = () => AbortSignal.timeout(15_000);

function speak({ live }: Bench, guildId: string, count: number, id = 'speech', first = 0) {
  return live.speak(guildId, {
    id,
    authorId: 'author',
    render: () => Track.of(framesNumbered(count, first)),
  });
}

const heardBy = (listener: Listener) =>
  listener.heard.filter((packet) => !packet.silence).map((packet) => numberOf(packet.opus));

const all = (count: number, first = 0) => framesNumbered(count, first).map(numberOf);

async function until(holds: () => boolean, timeoutMs = 10_000): Promise<void> {
  const untilMs = performance.now() + timeoutMs;
  while (!holds() && performance.now() < untilMs) await delay(5);
  expect(holds()).toBe(true);
}

/** How long after `sinceMs` the listener heard speech again. */
async function speechAgainMs(listener: Listener, sinceMs: number): Promise<number> {
  const packet = await listener.next((each) => !each.silence, { sinceMs, timeoutMs: 10_000 });
  return packet.atMs - sinceMs;
}

test('between queued utterances there is a breath and no dead time', async () => {
  await using bench = open();
  const { guildId, channelId, listener } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const count = 8;
  const tickets = Array.from({ length: count }, (_, index) =>
    speak(bench, guildId, 3, `speech ${index}`, index * 100),
  );
  await Promise.all(tickets.map(({ ended }) => ended));
  await quiet(listener);
  const speech = listener.heard.filter(({ silence }) => !silence);
  expect(speech).toHaveLength(3 * count);
  // The RTP timestamps lay out the sound for the listener: 48 a millisecond, 20 ms of them speech.
  const gapsMs = speech
    .slice(1)
    .map(({ timestamp }, index) => (timestamp - speech[index]!.timestamp) / 48 - 20)
    .filter((gapMs) => gapMs > 0);
  expect(gapsMs).toHaveLength(count - 1);
  // A busy machine may cost one of them a tick.
  expect(gapsMs.toSorted((left, right) => left - right)[count - 3]).toBe(40);
});

test('joins, speaks in order, skips and leaves', async () => {
  await using bench = open();
  const { live, news } = bench;
  const { guildId, channelId, listener } = await scene();
  const joined = live.join({ guildId, channelId }, patience());
  expect(live.channelOf(guildId)).toBe(channelId);
  const first = speak(bench, guildId, 5, 'first');
  const second = speak(bench, guildId, 500, 'second', 100);
  const third = speak(bench, guildId, 5, 'third', 1000);
  expect([first.position, second.position, third.position]).toEqual([0, 1, 2]);
  await joined;
  expect(await first.ended).toEqual({ outcome: 'heard' });
  expect(await second.started).toBe(true);
  expect(live.queue(guildId).map(({ id }) => id)).toEqual(['second', 'third']);
  expect(live.skip(guildId)).toBe(true);
  expect(await second.ended).toEqual({ outcome: 'skipped' });
  expect(await third.ended).toEqual({ outcome: 'heard' });
  await quiet(listener);
  const heard = heardBy(listener);
  expect(heard.slice(0, 5)).toEqual(all(5));
  expect(heard.slice(-5)).toEqual(all(5, 1000));
  expect(heard.length).toBeLessThan(60);
  expect(live.leave(guildId)).toBe(true);
  expect(live.leave(guildId)).toBe(false);
  expect(live.channelOf(guildId)).toBeUndefined();
  expect(() => speak(bench, guildId, 1)).toThrow(UserError);
  expect(news).toEqual([{ kind: 'gone', ending: 'left' }]);
  expect(loopback.voice.violations).toEqual([]);
});

test('what a track grows by is heard as it comes', async () => {
  await using bench = open();
  const { guildId, channelId, listener } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const track = new Track();
  const ticket = bench.live.speak(guildId, {
    id: 'grows',
    authorId: 'author',
    render: () => track,
  });
  for (const [index, frame] of framesNumbered(40).entries()) {
    track.append(frame);
    if (index % 10 === 9) await delay(150);
  }
  track.end();
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(listener);
  expect(heardBy(listener)).toEqual(all(40));
});

test('a full queue says so', async () => {
  await using bench = open({ queueLimits: { maxWaiting: 1 } });
  const { guildId, channelId } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  speak(bench, guildId, 50);
  expect(() => speak(bench, guildId, 1)).toThrow(UserError);
});

test('leaving while joining rejects the join and ends what waits', async () => {
  await using bench = open();
  const { guildId, channelId } = await scene();
  const joined = bench.live.join({ guildId, channelId }, patience());
  const ticket = speak(bench, guildId, 5);
  bench.live.leave(guildId);
  await expect(joined).rejects.toThrow(UserError);
  expect(await ticket.ended).toEqual({ outcome: 'left' });
  expect(await ticket.started).toBe(false);
});

test('a join that is given up by its asker is not waited for', async () => {
  await using bench = open();
  const { guildId, channelId } = await scene();
  loopback.gateway.answers.set(guildId, ['nothing']);
  const reason = new Error('never mind');
  const controller = new AbortController();
  const joined = bench.live.join({ guildId, channelId }, controller.signal);
  controller.abort(reason);
  await expect(joined).rejects.toBe(reason);
});

test('joining another channel of the guild goes there and keeps the queue', async () => {
  await using bench = open();
  const { guildId, channelId, otherId, other } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const ticket = speak(bench, guildId, 30);
  await ticket.started;
  await bench.live.join({ guildId, channelId: otherId }, patience());
  expect(bench.live.channelOf(guildId)).toBe(otherId);
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(other);
  expect(heardBy(other)).toEqual(all(30));
});

test('moved by a moderator it follows, and speaks the sentence there from its start', async () => {
  await using bench = open();
  const { guildId, channelId, otherId, other } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const ticket = speak(bench, guildId, 60);
  await ticket.started;
  const sinceMs = performance.now();
  loopback.gateway.move(guildId, otherId);
  const againMs = await speechAgainMs(other, sinceMs);
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(other);
  expect(heardBy(other)).toEqual(all(60));
  expect(bench.live.channelOf(guildId)).toBe(otherId);
  expect(bench.news).toContainEqual({ kind: 'moved', channelId: otherId });
  expect(againMs).toBeLessThan(1000);
});

test('kicked it stays away, ends what waited, and says so once', async () => {
  await using bench = open();
  const { guildId, channelId } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const ticket = speak(bench, guildId, 100);
  await ticket.started;
  loopback.gateway.kick(guildId);
  expect(await ticket.ended).toMatchObject({ outcome: 'failed' });
  await delay(300);
  expect(bench.news).toEqual([{ kind: 'gone', ending: 'kicked' }]);
  expect(loopback.gateway.joins(guildId)).toBe(1);
});

test('muted it waits, says so once, and begins the sentence again when it is unmuted', async () => {
  await using bench = open();
  const { guildId, channelId, listener } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const ticket = speak(bench, guildId, 30);
  await ticket.started;
  loopback.gateway.state(guildId, { mute: true });
  await until(() => bench.news.length > 0);
  const heardMuted = heardBy(listener).length;
  await delay(200);
  expect(heardBy(listener).length - heardMuted).toBeLessThanOrEqual(1);
  loopback.gateway.state(guildId, { mute: false });
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(listener);
  expect(heardBy(listener).slice(-30)).toEqual(all(30));
  expect(bench.news).toEqual([
    { kind: 'suspended', why: 'muted' },
    { kind: 'resumed', why: 'muted' },
  ]);
});

test('in the audience of a Stage it asks to speak, and tells the asker when nobody lets it', async () => {
  await using bench = open({ limits: { hindranceMs: 100 } });
  const { guildId, channelId } = await scene();
  loopback.voice.guild(guildId).faults.daveVersion = 0;
  const asked: string[] = [];
  loopback.gateway.suppressed.add(guildId);
  loopback.gateway.onUnsuppress = (id) => asked.push(id);
  await expect(bench.live.join({ guildId, channelId }, patience())).rejects.toThrow(/Stage/);
  expect(asked).toEqual([guildId]);
  const ticket = speak(bench, guildId, 5);
  loopback.gateway.state(guildId, { suppress: false });
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
});

test('a voice server that crashed is taken up again within a second, and nothing is lost', async () => {
  await using bench = open();
  const { guildId, channelId, listener } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const ticket = speak(bench, guildId, 60);
  await ticket.started;
  await delay(200);
  loopback.voice.guild(guildId).closeSockets(4015);
  await delay(30);
  const againMs = await speechAgainMs(listener, performance.now());
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  expect(againMs + 30).toBeLessThan(1000);
  expect(bench.live.metrics().rejoins).toEqual({});
});

test('another voice server is followed, with a pause between or without', async () => {
  await using bench = open();
  const { guildId, channelId, listener } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  for (const withPause of [false, true]) {
    const ticket = speak(bench, guildId, 20);
    await ticket.started;
    loopback.voice.guild(guildId).faults.endpoint = withPause ? 'first' : 'second';
    if (withPause) loopback.gateway.server(guildId, { endpoint: null });
    await delay(withPause ? 100 : 0);
    loopback.gateway.server(guildId);
    expect(await ticket.ended).toEqual({ outcome: 'heard' });
    await quiet(listener);
    expect(heardBy(listener).slice(-20)).toEqual(all(20));
  }
});

test('while the gateway is away a join waits for it', async () => {
  await using bench = open({ limits: { gatewayMs: 50 } });
  const { guildId, channelId } = await scene();
  loopback.gateway.up = false;
  const joined = bench.live.join({ guildId, channelId }, patience());
  await delay(120);
  loopback.gateway.up = true;
  await joined;
  loopback.gateway.drop(guildId);
  await until(() => bench.live.metrics().calls.ready !== 1);
  await until(() => bench.live.metrics().calls.ready === 1);
  expect(bench.live.metrics().rejoins).toEqual({ detached: 1 });
});

test.each(['dies', 'hangs'] as const)(
  '20 calls speak again when their worker %s, each from the start of its sentence',
  async (how) => {
    await using bench = open();
    const scenes = await Promise.all(Array.from({ length: 20 }, scene));
    await Promise.all(
      scenes.map(({ guildId, channelId }) => bench.live.join({ guildId, channelId }, patience())),
    );
    const tickets = scenes.map(({ guildId }) => speak(bench, guildId, 60));
    await Promise.all(tickets.map((ticket) => ticket.started));
    const sinceMs = performance.now();
    const { id } = bench.workers[0]!;
    process.kill(id, how === 'dies' ? 'SIGSEGV' : 'SIGSTOP');
    await delay(60);
    const again = await Promise.all(
      scenes.map(({ listener }) => speechAgainMs(listener, sinceMs + 60)),
    );
    expect(await Promise.all(tickets.map((ticket) => ticket.ended))).toEqual(
      scenes.map(() => ({ outcome: 'heard' })),
    );
    await Promise.all(scenes.map(({ listener }) => quiet(listener)));
    for (const { listener } of scenes) expect(heardBy(listener).slice(-60)).toEqual(all(60));
    const latestMs = Math.max(...again) + 60;
    // 0.9 s and 1.7 s on two busy cores; a benchmark has the figure, this only catches a hang.
    expect(latestMs).toBeLessThan(10_000);
    expect(bench.live.metrics()).toMatchObject({
      workerDeaths: 1,
      workersAlive: 1,
      rejoins: { 'worker-died': 20 },
    });
  },
  40_000,
);

test('guilds in another worker hear nothing of one that dies', async () => {
  await using bench = open({ workerLimits: { maxCalls: 1 } });
  const [first, second] = await Promise.all([scene(), scene()]);
  for (const { guildId, channelId } of [first, second])
    await bench.live.join({ guildId, channelId }, patience());
  expect(bench.workers).toHaveLength(2);
  const ticket = speak(bench, second.guildId, 60);
  await ticket.started;
  bench.workers[0]!.kill();
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(second.listener);
  expect(heardBy(second.listener)).toEqual(all(60));
});

test('closing lets the sentence in the air finish, and drops the rest', async () => {
  await using bench = open();
  const { guildId, channelId, listener } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const air = speak(bench, guildId, 40, 'air');
  const rest = speak(bench, guildId, 40, 'rest', 100);
  await air.started;
  await bench.live.close(5000);
  expect(await air.ended).toEqual({ outcome: 'heard' });
  expect(await rest.ended).toEqual({ outcome: 'left' });
  expect(heardBy(listener)).toEqual(all(40));
  expect(loopback.voice.guild(guildId).connected).not.toContain(botId);
  await expect(bench.live.join({ guildId, channelId }, patience())).rejects.toThrow(UserError);
});

test('closing does not wait longer than its grace', async () => {
  await using bench = open();
  const { guildId, channelId } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const ticket = speak(bench, guildId, 1000);
  await ticket.started;
  const beganMs = performance.now();
  await bench.live.close(200);
  expect(performance.now() - beganMs).toBeLessThan(2000);
  expect(await ticket.ended).toEqual({ outcome: 'left' });
});
