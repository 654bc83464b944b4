import { setTimeout as delay } from 'node:timers/promises';

import { freePort } from '../test/job-ways.ts';
import { ManyCalls } from './many-calls.ts';
import { cpuMs } from './process-figures.ts';
import type { Scenario } from './row.ts';

const windows = 3;
/** As long as the slowest figures are good for, so that each window has one look at them. */
const windowMs = 15_000;
const everyMs = 1_000;

/** The share of a core that a scrape every second takes, of all processes, while the bot is in 200 calls. */
export const scrapes: Scenario = {
  names: ['metrics/scrape'],
  async measure() {
    const port = await freePort();
    const environment = { METRICS_LISTEN: String(port) };
    const calls = await ManyCalls.open(200, 'A line.', { light: true, environment });
    try {
      await calls.fill(200);
      const { pid } = calls.scene.bot;
      const samples: number[] = [];
      // The listeners know that a call is secured a little before the bot does.
      while (!(await isInAll(port))) await delay(everyMs);
      // The first ones have code loaded and compiled, which is no cost of the others.
      await scrapeUntil(port, performance.now() + 5 * everyMs);
      for (let run = 0; run < windows; run += 1) {
        const quiet = await shareOf(pid, () => delay(windowMs));
        const scraped = await shareOf(pid, () => scrapeUntil(port, performance.now() + windowMs));
        process.stderr.write(
          `  ${scraped.toFixed(2)} % of a core with scrapes, ${quiet.toFixed(2)} % without\n`,
        );
        samples.push(Math.max(0, scraped - quiet));
      }
      return [{ name: 'metrics/scrape', unit: '%', samples }];
    } finally {
      await calls.close();
    }
  },
};

async function scrapeUntil(port: number, untilMs: number): Promise<void> {
  while (performance.now() < untilMs) {
    const nextMs = performance.now() + everyMs;
    if (!(await isInAll(port))) throw new Error('the bot is not in 200 calls');
    await delay(nextMs - performance.now());
  }
}

async function isInAll(port: number): Promise<boolean> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return text.includes('crier_calls{state="ready"} 200\n');
}

async function shareOf(pid: number, work: () => Promise<void>): Promise<number> {
  const beforeMs = cpuMs(pid);
  const sinceMs = performance.now();
  await work();
  return ((cpuMs(pid) - beforeMs) / (performance.now() - sinceMs)) * 100;
}
