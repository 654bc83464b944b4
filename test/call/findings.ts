import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { HeardPacket, Listener } from '@crier/rehearsal/discord/voice-port.ts';
import { afterAll, beforeAll, expect } from 'vitest';

import { Track } from '#audio/track.ts';
import { calls, type CallsOptions, type LiveCalls } from '#call/live-calls.ts';
import type { News } from '#call/news.ts';

import { framesNumbered, type Loopback, numberOf, quiet, startLoopback } from './loopback.ts';

/** Calls of one test, with what they told. */
export interface Bench extends AsyncDisposable {
  readonly live: LiveCalls;
  readonly news: News[];
}

/** A guild of its own. */
export interface Scene {
  readonly guildId: string;
  readonly channelId: string;
  readonly listener: Listener;
}

/** Voice servers with heartbeats each second, and calls in them, for the tests of a file. */
export interface Findings {
  readonly loopback: Loopback;
  readonly open: (options?: Partial<CallsOptions>) => Bench;
  /** A guild of its own with one listener; the bot is not there yet. */
  readonly scene: () => Promise<Scene>;
  /** Another guild that speaks all the while; the check says that it was heard without a gap or a lost frame. */
  readonly bystander: (bench: Bench, count: number) => Promise<() => Promise<void>>;
}

/** Starts them before the first test of the file, and ends them with the last. */
export function findings(): Findings {
  let loopback: Loopback;
  let guilds = 1000;
  beforeAll(async () => {
    loopback = await startLoopback({ heartbeatIntervalMs: 1000 });
  });
  afterAll(() => loopback[Symbol.asyncDispose]());

  async function scene(): Promise<Scene> {
    const guildId = String((guilds += 1));
    const channelId = `${guildId}1`;
    const listener = await loopback.voice.listen(guildId, channelId, `${guildId}2`);
    return { guildId, channelId, listener };
  }

  return {
    get loopback() {
      return loopback;
    },
    open(options = {}) {
      const news: News[] = [];
      const { gateway, env } = loopback;
      const live = calls({
        gateway,
        environment: env,
        onNews: (_, each) => news.push(each),
        ...options,
      });
      return { live, news, [Symbol.asyncDispose]: () => live.close(0) };
    },
    scene,
    async bystander(bench, count) {
      const other = await scene();
      await join(bench, other);
      const stalls = monitorEventLoopDelay();
      stalls.enable();
      const ticket = speak(bench, other, count);
      await ticket.started;
      return async () => {
        expect(await ticket.ended).toEqual({ outcome: 'heard' });
        await quiet(other.listener);
        const heard = spoken(other.listener);
        expect(numbers(heard)).toEqual(framesNumbered(count).map(numberOf));
        expect(heard.every((packet) => packet.e2ee)).toBe(true);
        expect(other.listener.refused).toEqual([]);
        const gaps = heard.slice(1).map((packet, index) => packet.atMs - heard[index]!.atMs);
        // While this process stands still it hears nothing, and the bot is not to blame for it.
        expect(Math.max(...gaps)).toBeLessThan(400 + stalls.max / 1e6);
      };
    },
  };
}

/** The bot joins the call of a guild. */
export const join = ({ live }: Bench, { guildId, channelId }: Scene) =>
  live.join({ guildId, channelId }, AbortSignal.timeout(20_000));

/** Says frames with numbers in the call. */
export function speak({ live }: Bench, { guildId }: Scene, count: number, id = 'speech') {
  return live.speak(guildId, {
    id,
    authorId: 'author',
    render: () => Track.of(framesNumbered(count)),
  });
}

/** The packets that are no silence. */
export const spoken = (listener: Listener) => listener.heard.filter((packet) => !packet.silence);

/** The numbers of frames. */
export const numbers = (packets: readonly HeardPacket[]) =>
  packets.map((packet) => numberOf(packet.opus));

/** The last complete speech that was heard: from its first frame to its last. */
export function expectWhole(listener: Listener, count: number): void {
  const all = numbers(spoken(listener));
  expect(all.slice(all.lastIndexOf(0))).toEqual(framesNumbered(count).map(numberOf));
}
