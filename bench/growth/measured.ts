import { setTimeout as delay } from 'node:timers/promises';

import { startOpenai } from '@crier/rehearsal/openai/openai.ts';
import { seededRandom } from '@crier/rehearsal/random.ts';

import { ManyCalls } from '../many-calls.ts';
import type { FullHall } from '../many-calls.ts';
import { openaiEnvironment } from '../openai-environment.ts';
import { cpuMs, memoryAloneMb } from '../process-figures.ts';
import { quantileOf } from '../row.ts';
import type { Scenario } from '../row.ts';
import calibration from './calibration.json' with { type: 'json' };
import { costsOf } from './calibration.ts';
import { simulated, waitOf } from './simulation.ts';

const servers = 12;
const everyMs = 8_000;
/** A busy machine takes longer, and the figure should say so. */
const latestMs = 30_000;
const linesInEach = 8;
/** After one round that has what runs often compiled. */
const warmUpLines = 1;
/** Lines of some 3.2 s of speech. */
const lineSeconds = 3.2;
const api = { firstByteMs: 300, lastByteMs: 600 };

const line = (hall: number, at: number): string =>
  `In hall ${hall} somebody says line number ${at}, which nobody has said before.`;

/** A minute of speech in some calls: how many times what the model says of its CPU and of its waits was measured. */
export const growthMeasured: Scenario = {
  names: ['growth/cpu', 'growth/latency', 'growth/call-memory'],
  async measure() {
    const costs = costsOf(calibration.figures);
    const openai = await startOpenai({ latency: api });
    const all = Array.from({ length: servers }, (_, hall) =>
      Array.from({ length: warmUpLines + linesInEach }, (_, at) => line(hall, at)),
    );
    await openai.prepare(all.flat());
    const calls = await ManyCalls.open(servers, 'This is said before anything is measured.', {
      light: true,
      environment: openaiEnvironment(openai),
    });
    try {
      const { pid } = calls.scene.bot;
      const withoutMb = memoryAloneMb(pid);
      await calls.fill(servers);
      await spoken(calls, 0, warmUpLines);
      const beforeMs = cpuMs(pid);
      const waits = await spoken(calls, warmUpLines, linesInEach);
      const spentMs = cpuMs(pid) - beforeMs;
      const lines = servers * linesInEach;
      const predictedMs =
        lines * lineSeconds * costs.newSecondMs +
        (servers * linesInEach * everyMs * costs.idleCallMs) / 1_000;
      const predicted = simulated({
        linesPerSecond: (servers / everyMs) * 1_000,
        newShare: 1,
        processes: 1,
        readMs: costs.readMs,
        soundMs: costs.ownNewMs / 2,
        busy: 0,
        quotaPerMinute: Number.MAX_SAFE_INTEGER,
        api: { medianMs: api.firstByteMs, p95Ms: api.firstByteMs },
        ownNewMs: costs.ownNewMs,
        ownKeptMs: costs.ownKeptMs,
        seconds: 600,
        seed: 18,
      });
      return [
        { name: 'growth/cpu', unit: 'ratio', samples: [spentMs / predictedMs] },
        {
          name: 'growth/latency',
          unit: 'ratio',
          samples: [quantileOf(waits, 0.5) / waitOf(predicted.fresh, 0.5)],
        },
        {
          name: 'growth/call-memory',
          unit: 'MB',
          samples: [(memoryAloneMb(pid) - withoutMb) / servers],
        },
      ];
    } finally {
      await calls.close();
      await openai.close();
    }
  },
};

/** Has lines said in every call, each at a moment of its own; resolves with how long each took to be heard. */
async function spoken(calls: ManyCalls, from: number, count: number): Promise<readonly number[]> {
  const inEach = calls.full.map(async (hall, index) =>
    spokenIn(calls, hall, { index, from, count }),
  );
  return (await Promise.all(inEach)).flat();
}

async function spokenIn(
  calls: ManyCalls,
  hall: FullHall,
  { index, from, count }: { readonly index: number; readonly from: number; readonly count: number },
): Promise<readonly number[]> {
  const random = seededRandom(1_000 * index + from);
  const waits: number[] = [];
  const startMs = performance.now();
  for (let at = 0; at < count; at += 1) {
    const sayAtMs = startMs + (at + 0.4 * random()) * everyMs;
    await delay(Math.max(0, sayAtMs - performance.now()));
    const sinceMs = performance.now();
    calls.sayIn(hall, line(index, from + at));
    await delay(Math.max(0, startMs + (at + 1) * everyMs - performance.now()));
    waits.push((await heardFirst(calls, hall, sinceMs)) - sinceMs);
  }
  return waits;
}

async function heardFirst(calls: ManyCalls, hall: FullHall, sinceMs: number): Promise<number> {
  while (performance.now() - sinceMs < latestMs) {
    const heardMs = calls.heardFirst(hall, sinceMs);
    if (heardMs !== undefined) return heardMs;
    await delay(100);
  }
  throw new Error('a line was not heard in time');
}
