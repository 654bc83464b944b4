import { startOpenai } from '@crier/rehearsal/openai/openai.ts';
import type { Latency } from '@crier/rehearsal/openai/options.ts';

import { openScene } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import { openaiEnvironment } from './openai-environment.ts';
import type { Figure, Scenario } from './row.ts';
import { runs, sampled, warmUps } from './sampled.ts';

const starts = 7;

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
        environment: openaiEnvironment(openai),
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

/** The first line that a bot says since its start, of a job that ends at once: nothing was learned yet. */
export const firstPacketOfAll: Scenario = {
  names: ['first-packet/after-start'],
  async measure() {
    const samples: number[] = [];
    for (let run = 0; run < starts; run += 1) {
      const scene = await openScene();
      try {
        // The stand-in's time to make a sound is no part of a job that ends at once.
        await scene.deapi.prepare([{ text: short(run) }]);
        const inCall = await InCall.enter(scene);
        const { said, packet } = await inCall.firstPacket(short(run));
        samples.push(packet.atMs - said.sentAtMs);
      } finally {
        await scene.close({ check: false });
      }
    }
    return [ms('first-packet/after-start', samples)];
  },
};

function ms(name: string, samples: readonly number[]): Figure {
  return { name, unit: 'ms', samples };
}
