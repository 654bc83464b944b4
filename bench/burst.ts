import { setTimeout as delay } from 'node:timers/promises';

import { startOpenai } from '@crier/rehearsal/openai/openai.ts';

import { ManyCalls } from './many-calls.ts';
import { peakResidentMb, residentMb, startPeak } from './process-figures.ts';
import { quantileOf } from './row.ts';
import type { Scenario } from './row.ts';

const servers = 50;
const bursts = 6;
const warmUps = 1;
/** What a burst leaves behind, edits of messages and garbage, is no part of the next one. */
const restMs = 1_500;

/** About three seconds of speech, which nobody has said before. */
const line = (burst: number, at: number): string =>
  `In hall number ${servers * (burst + 1) + at} somebody says a line that nobody has said before.`;

interface Burst {
  readonly waitsMs: readonly number[];
  readonly moreMb: number;
}

/** How long people wait where fifty servers have a new line in the same instant, and the memory that it takes. */
export const burst: Scenario = {
  names: ['burst/50', 'burst/50-p95', 'burst/50-rss'],
  async measure() {
    const openai = await startOpenai();
    for (let run = 0; run < bursts + warmUps; run += 1)
      await openai.prepare(Array.from({ length: servers }, (_, at) => line(run, at)));
    const calls = await ManyCalls.open(servers, 'This is said before anything is measured.', {
      light: true,
      environment: {
        SPEECH_ENGINE: 'openai',
        OPENAI_SPEECH_URL: openai.url,
        DEAPI_KEY: undefined,
      },
    });
    try {
      await calls.fill(servers);
      await delay(restMs);
      const idleMb = residentMb(calls.scene.bot.pid);
      const measured: Burst[] = [];
      for (let run = 0; run < bursts + warmUps; run += 1) {
        const one = await burstIn(calls, run, idleMb);
        await delay(restMs);
        if (run >= warmUps) measured.push(one);
      }
      return [
        { name: 'burst/50', unit: 'ms', samples: measured.flatMap(({ waitsMs }) => waitsMs) },
        {
          name: 'burst/50-p95',
          unit: 'ms',
          samples: measured.map(({ waitsMs }) => quantileOf(waitsMs, 0.95)),
        },
        { name: 'burst/50-rss', unit: 'MB', samples: measured.map(({ moreMb }) => moreMb) },
      ];
    } finally {
      await calls.close();
      await openai.close();
    }
  },
};

/** `idleMb`: the memory in all these calls before anything new was said in them. */
async function burstIn(calls: ManyCalls, run: number, idleMb: number): Promise<Burst> {
  const { pid } = calls.scene.bot;
  startPeak(pid);
  const waitsMs = await calls.sayAtOnce((at) => line(run, at));
  await calls.silence();
  return { waitsMs, moreMb: peakResidentMb(pid) - idleMb };
}
