import { setTimeout as delay } from 'node:timers/promises';

import { startOpenai } from '@crier/rehearsal/openai/openai.ts';
import type { Latency } from '@crier/rehearsal/openai/options.ts';

import { openScene } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import type { Figure, Scenario } from './row.ts';

const runs = 24;
/** Between runs, so that edits of messages and closing sockets of one are not measured with the next. */
const restMs = 150;
const warmUps = 2;

const short = (run: number): string => `Line number ${run} of the benchmark is spoken now.`;
/** About 3 s of speech. */
const long = (run: number): string =>
  `Line number ${run} of the benchmark is long enough to last for three whole seconds.`;

export const firstPacketCached: Scenario = {
  names: ['first-packet/cached'],
  async measure() {
    const scene = await openScene();
    try {
      const inCall = await InCall.enter(scene);
      await inCall.sayWhole(short(0));
      const samples = await sampled(async () => {
        const { said, packet } = await inCall.firstPacket(short(0));
        await inCall.hush();
        return packet.atMs - said.sentAtMs;
      });
      return [ms('first-packet/cached', samples)];
    } finally {
      await scene.close({ check: false });
    }
  },
};

export const joinAndFirstPacket: Scenario = {
  names: ['join-and-first-packet'],
  async measure() {
    const scene = await openScene();
    try {
      const inCall = await InCall.enter(scene);
      await inCall.sayWhole(short(0));
      await inCall.leave();
      const samples = await sampled(async () => {
        const { said, packet } = await inCall.firstPacket(short(0));
        await inCall.leave();
        return packet.atMs - said.sentAtMs;
      });
      return [ms('join-and-first-packet', samples)];
    } finally {
      await scene.close({ check: false });
    }
  },
};

export const firstPacketInstant = openaiScenario('first-packet/instant-api', 'instant', short);
export const firstPacketSlow = openaiScenario(
  'first-packet/slow-api',
  { firstByteMs: 300, lastByteMs: 1200 },
  long,
);

/** An OpenAI-style server that answers with mp3; every line is new to the bot. */
function openaiScenario(name: string, latency: Latency, line: (run: number) => string): Scenario {
  return {
    names: [name],
    async measure() {
      const openai = await startOpenai({ latency });
      await openai.prepare(Array.from({ length: runs + warmUps }, (_, run) => line(run)));
      const scene = await openScene({
        environment: {
          SPEECH_ENGINE: 'openai',
          OPENAI_SPEECH_URL: openai.url,
          DEAPI_KEY: undefined,
        },
      });
      try {
        const inCall = await InCall.enter(scene);
        const samples = await sampled(async (run) => {
          const { said, packet } = await inCall.firstPacket(line(run));
          await inCall.hush();
          return packet.atMs - said.sentAtMs;
        });
        return [ms(name, samples)];
      } finally {
        await scene.close({ check: false });
        await openai.close();
      }
    },
  };
}

/** deAPI jobs that end at seeded random times; measured from the job's end, as the bot learns of it by asking. */
export const firstPacketJob: Scenario = {
  names: ['first-packet/job-api', 'api/status-calls'],
  async measure() {
    const scene = await openScene({
      deapi: { tier: 'premium', latency: { minMs: 500, maxMs: 4000 }, seed: 20 },
    });
    const statusCalls: number[] = [];
    try {
      const inCall = await InCall.enter(scene);
      const samples = await sampled(async (run) => {
        const next = scene.deapi.nextJob();
        const { packet } = await inCall.firstPacket(short(run));
        const job = await next;
        await inCall.hush();
        if (run >= warmUps) statusCalls.push(job.statusCalls);
        return packet.atMs - (job.endedAtMs ?? Number.NaN);
      });
      return [
        ms('first-packet/job-api', samples),
        { name: 'api/status-calls', unit: 'calls', samples: statusCalls },
      ];
    } finally {
      await scene.close({ check: false });
    }
  },
};

/** Samples of `runs` runs after some that warm up, with a rest between them. */
async function sampled(sample: (run: number) => Promise<number>): Promise<number[]> {
  const samples: number[] = [];
  for (let run = 0; run < runs + warmUps; run += 1) {
    const value = await sample(run);
    if (run >= warmUps) samples.push(value);
    await delay(restMs);
  }
  return samples;
}

function ms(name: string, samples: readonly number[]): Figure {
  return { name, unit: 'ms', samples };
}
