import { setTimeout as delay } from 'node:timers/promises';

import type { Listener } from '@crier/rehearsal/discord/voice-port.ts';

import { ManyCalls } from './many-calls.ts';
import { outageMs } from './outage.ts';
import { voiceWorkers } from './process-figures.ts';
import type { Figure, Scenario } from './row.ts';

const callsAtOnce = 20;
const stalls = 24;
const stalledMs = 1000;
const restMs = 500;
/** How long after a fault speech must have come back to count. */
const patienceMs = 15_000;

/** About nine seconds of speech. */
const line =
  'This line is long enough for something bad to happen while it is spoken, and for everybody to hear how it goes on after it, until it comes to its end, which is now.';

/** The bot's main process is stopped for a second while a sentence, handed over already, is heard: the longest pause. */
export const stallMain: Scenario = {
  names: ['stall/main-1s'],
  async measure() {
    const calls = await ManyCalls.open(1, line);
    const { bot } = calls.scene;
    const samples: number[] = [];
    try {
      await calls.fill(1);
      const perLine = Math.floor((calls.lineMs - restMs) / (stalledMs + restMs));
      while (samples.length < stalls) {
        await calls.say();
        for (let stall = 0; stall < perLine; stall += 1) {
          await delay(restMs);
          const sinceMs = performance.now();
          bot.kill('SIGSTOP');
          await delay(stalledMs);
          const longestMs = longestPauseMs(calls.full[0]?.listener, sinceMs);
          bot.kill('SIGCONT');
          samples.push(longestMs);
        }
        await calls.silence();
      }
      return [ms('stall/main-1s', samples)];
    } finally {
      bot.kill('SIGCONT');
      await calls.close();
    }
  },
};

/** The voice server closes with 4015, and lets the session be resumed; or really has crashed, and knows it no more. */
export const rejoinCrash: Scenario = {
  names: ['rejoin/4015', 'rejoin/4015-forgotten'],
  async measure() {
    const resumed = await faultEverywhere((calls, hall) =>
      calls.scene.discord.voiceServer.guild(hall.server.id).closeSockets(4015),
    );
    const forgotten = await faultEverywhere((calls, hall) => {
      const guild = calls.scene.discord.voiceServer.guild(hall.server.id);
      guild.faults.resumes = 'refused';
      guild.closeSockets(4015);
    });
    return [ms('rejoin/4015', resumed), ms('rejoin/4015-forgotten', forgotten)];
  },
};

/** The worker with all the calls dies, or is stopped and says no more; its being noticed is counted in. */
export const rejoinWorker: Scenario = {
  names: ['rejoin/worker', 'rejoin/worker-hung'],
  async measure() {
    const died = await workersGet('SIGKILL');
    const hung = await workersGet('SIGSTOP');
    return [ms('rejoin/worker', died), ms('rejoin/worker-hung', hung)];
  },
};

/** The fault strikes one call after the other while all speak. Returns how long each was silent from then. */
async function faultEverywhere(
  strike: (calls: ManyCalls, hall: ManyCalls['full'][number]) => void,
): Promise<number[]> {
  const calls = await ManyCalls.open(callsAtOnce, line);
  try {
    await calls.fill(callsAtOnce);
    await calls.say();
    await delay(restMs);
    return await Promise.all(
      calls.full.map(async (hall, index) => {
        await delay(index * 50);
        const struckAtMs = performance.now();
        strike(calls, hall);
        return speechAgainMs(hall.listener, struckAtMs);
      }),
    );
  } finally {
    await calls.close();
  }
}

async function workersGet(signal: NodeJS.Signals): Promise<number[]> {
  const calls = await ManyCalls.open(callsAtOnce, line);
  try {
    await calls.fill(callsAtOnce);
    await calls.say();
    await delay(restMs);
    const struckAtMs = performance.now();
    for (const pid of voiceWorkers(calls.scene.bot.pid)) process.kill(pid, signal);
    return await Promise.all(
      calls.full.map(async ({ listener }) => speechAgainMs(listener, struckAtMs)),
    );
  } finally {
    await calls.close();
  }
}

async function speechAgainMs({ heard }: Listener, struckAtMs: number): Promise<number> {
  while (performance.now() - struckAtMs < patienceMs) {
    await delay(100);
    const againMs = outageMs(speechTimes(heard, struckAtMs), struckAtMs, performance.now());
    if (againMs !== undefined) return againMs;
  }
  throw new Error('speech did not come back');
}

/** The longest time between two frames of speech that the listener heard since then. */
function longestPauseMs(listener: Listener | undefined, sinceMs: number): number {
  const times = speechTimes(listener?.heard ?? [], sinceMs);
  const pauses = times.slice(1).map((atMs, index) => atMs - (times[index] ?? atMs));
  if (pauses.length === 0) return stalledMs;
  return Math.max(...pauses);
}

function speechTimes(heard: Listener['heard'], sinceMs: number): readonly number[] {
  return heard.filter(({ atMs, silence }) => !silence && atMs >= sinceMs).map(({ atMs }) => atMs);
}

function ms(name: string, samples: readonly number[]): Figure {
  return { name, unit: 'ms', samples };
}
