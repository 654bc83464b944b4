import { setTimeout as delay } from 'node:timers/promises';

import { startTcpRelay, type TcpRelay } from '@crier/rehearsal/network/tcp-relay.ts';

import type { Bench } from '../bench.ts';
import type { Fault, Group, Observed } from '../fault.ts';

/** As Discord says them. */
const heartbeatIntervalMs = 41_250;
/** How long a dead gateway may go unnoticed, the resume included. */
const noticedWithinMs = 25_000;
const suspendedMs = 12_000;
const noticedAfterSleepMs = 10_000;

/** Loses the gateway in that way, and waits until the bot is back on it. */
async function lost(
  bench: Bench,
  name: string,
  withinMs: number,
  lose: () => Promise<void>,
): Promise<Observed> {
  const { gateway } = bench.discord;
  const { room, said } = await bench.speaking(name);
  const since = { ...gateway.counts };
  const faultAtMs = performance.now();
  await lose();
  const lostAtMs = performance.now();
  await gateway.back(2 * heartbeatIntervalMs, since);
  const noticedMs = Math.round(performance.now() - lostAtMs);
  const sentence = await room.heard(bench.long, said.sentAtMs);
  const problems = noticedMs <= withinMs ? [] : [`it was noticed after ${noticedMs} ms`];
  return { room, sentence, faultAtMs, problems };
}

function faultsOf(relay: () => TcpRelay): readonly Fault[] {
  return [
    {
      id: 'GW1',
      how: 'Discord’s side of the gateway is gone in the middle of a sentence, and the bot is never told; heartbeats each 41 s',
      slow: true,
      gapAtMostMs: 60,
      speechAgainAtMostMs: 200,
      provoke: async (bench) =>
        lost(bench, 'half-open', noticedWithinMs, async () => relay().abandon()),
    },
    {
      id: 'GW1',
      how: 'the bot’s machine is suspended for 12 s, and the gateway is gone when it wakes; heartbeats each 41 s',
      slow: true,
      alone: true,
      gapAtMostMs: 60,
      speechAgainAtMostMs: 300,
      provoke: async (bench) =>
        lost(bench, 'suspended', noticedAfterSleepMs, async () => {
          bench.scene.bot.kill('SIGSTOP');
          relay().abandon();
          await delay(suspendedMs);
          bench.scene.bot.kill('SIGCONT');
        }),
    },
  ];
}

/** A gateway behind a relay, with heartbeats as rare as Discord's. */
export function zombies(): Group {
  let relay: TcpRelay | undefined;
  const opened = (): TcpRelay => {
    if (!relay) throw new Error('the relay was not started');
    return relay;
  };
  return {
    name: 'zombies',
    scene: {
      discord: { heartbeatIntervalMs },
      arrange: async ({ apiUrl, gateway }) => {
        relay = await startTcpRelay(Number(new URL(apiUrl).port));
        gateway.faults.announcedUrl = `ws://127.0.0.1:${relay.port}`;
      },
    },
    parallel: 1,
    calm: true,
    faults: faultsOf(opened),
    close: () => relay?.close(),
  };
}
