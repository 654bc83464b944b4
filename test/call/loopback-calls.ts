import { setTimeout as delay } from 'node:timers/promises';

import type { Listener } from '@crier/rehearsal/discord/voice-port.ts';
import { afterAll, beforeAll, expect } from 'vitest';

import { Track } from '#audio/track.ts';
import { calls, type CallsOptions, type LiveCalls } from '#call/live-calls.ts';
import type { News } from '#call/news.ts';
import { processWorkers, type VoiceWorker } from '#call/worker-process.ts';

import { framesNumbered, type Loopback, numberOf, startLoopback } from './loopback.ts';

/** Calls with workers of their own. */
export interface Bench extends AsyncDisposable {
  readonly live: LiveCalls;
  readonly news: News[];
  readonly workers: VoiceWorker[];
}

/** A server with two voice channels. */
interface Scene {
  readonly guildId: string;
  readonly channelId: string;
  readonly otherId: string;
  readonly listener: Listener;
  /** Somebody in the other channel. */
  readonly other: Listener;
}

/** Voice servers and a gateway on loopback for the tests of a file. */
export interface LoopbackCalls {
  readonly loopback: Loopback;
  readonly open: (options?: Partial<CallsOptions>) => Bench;
  readonly scene: () => Promise<Scene>;
}

/** Starts them before the first test of the file, and ends them with the last. */
export function loopbackCalls(): LoopbackCalls {
  let loopback: Loopback;
  let guilds = 2000;
  beforeAll(async () => {
    loopback = await startLoopback();
  });
  afterAll(() => loopback[Symbol.asyncDispose]());
  return {
    get loopback() {
      return loopback;
    },
    open(options = {}) {
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
    },
    async scene() {
      const guildId = String((guilds += 1));
      const channelId = `${guildId}1`;
      const otherId = `${guildId}2`;
      const listener = await loopback.voice.listen(guildId, channelId, `${guildId}3`);
      const other = await loopback.voice.listen(guildId, otherId, `${guildId}4`);
      return { guildId, channelId, otherId, listener, other };
    },
  };
}

/** For whatever a call has to do. */
export const patience = (): AbortSignal => AbortSignal.timeout(15_000);

/** Says frames with numbers in the call, from `first` on. */
export function speak({ live }: Bench, guildId: string, count: number, id = 'speech', first = 0) {
  return live.speak(guildId, {
    id,
    authorId: 'author',
    render: () => Track.of(framesNumbered(count, first)),
  });
}

/** The numbers of the frames that were heard. */
export const heardBy = (listener: Listener): number[] =>
  listener.heard.filter((packet) => !packet.silence).map((packet) => numberOf(packet.opus));

/** The numbers of so many frames. */
export const all = (count: number, first = 0): number[] =>
  framesNumbered(count, first).map(numberOf);

/** Resolves once it holds. */
export async function until(holds: () => boolean, timeoutMs = 10_000): Promise<void> {
  const untilMs = performance.now() + timeoutMs;
  while (!holds() && performance.now() < untilMs) await delay(5);
  expect(holds()).toBe(true);
}

/** How long after `sinceMs` the listener heard speech again. */
export async function speechAgainMs(listener: Listener, sinceMs: number): Promise<number> {
  const packet = await listener.next((each) => !each.silence, { sinceMs, timeoutMs: 10_000 });
  return packet.atMs - sinceMs;
}
