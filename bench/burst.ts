import { setTimeout as delay } from 'node:timers/promises';

import { startOpenai } from '@crier/rehearsal/openai/openai.ts';

import { ManyCalls } from './many-calls.ts';
import { openaiEnvironment } from './openai-environment.ts';
import { peakResidentMb, residentMb, startPeak } from './process-figures.ts';
import { quantileOf } from './row.ts';
import type { Scenario } from './row.ts';

const servers = 50;
/** After one that shows what the first takes of memory, and warms up. */
const bursts = 6;
/** A burst's leftovers, edits of messages and garbage, are no part of the next one. */
const restMs = 1_500;

/** About three seconds of speech, which nobody has said before. */
const line = (burst: number, at: number): string =>
  `In hall number ${servers * (burst + 1) + at} somebody says a line that nobody has said before.`;

/** How long people wait where fifty servers have a new line in the same instant, and the memory that it takes. */
export const burst: Scenario = {
  names: ['burst/50', 'burst/50-p95', 'burst/50-rss'],
  async measure() {
    const openai = await startOpenai();
    for (let run = 0; run <= bursts; run += 1)
      await openai.prepare(Array.from({ length: servers }, (_, at) => line(run, at)));
    const calls = await ManyCalls.open(servers, 'This is said before anything is measured.', {
      light: true,
      environment: openaiEnvironment(openai),
    });
    try {
      await calls.fill(servers);
      await delay(restMs);
      const { pid } = calls.scene.bot;
      startPeak(pid);
      const idleMb = residentMb(pid);
      await calls.sayAtOnce((at) => line(0, at));
      await calls.silence();
      // Later bursts leave sound in memory to be heard again, as any other lines do: it is not of the moment.
      const moreMb = peakResidentMb(pid) - idleMb;
      const waits: (readonly number[])[] = [];
      for (let run = 1; run <= bursts; run += 1) {
        await delay(restMs);
        waits.push(await calls.sayAtOnce((at) => line(run, at)));
        await calls.silence();
      }
      return [
        { name: 'burst/50', unit: 'ms', samples: waits.flat() },
        { name: 'burst/50-p95', unit: 'ms', samples: waits.map((all) => quantileOf(all, 0.95)) },
        { name: 'burst/50-rss', unit: 'MB', samples: [moreMb] },
      ];
    } finally {
      await calls.close();
      await openai.close();
    }
  },
};
