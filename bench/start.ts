import { openScene } from '../test/scene.ts';
import type { Scenario } from './row.ts';

const runs = 20;

/** From nothing to a bot that Discord has ready: the loopback's start and the bot's together. */
export const startReady: Scenario = {
  names: ['start/ready'],
  async measure() {
    const samples: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const startedAtMs = performance.now();
      const scene = await openScene();
      samples.push(performance.now() - startedAtMs);
      await scene.close({ check: false });
    }
    return [{ name: 'start/ready', unit: 'ms', samples }];
  },
};
