import { openScene } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import type { Scenario } from './row.ts';
import { sampled } from './sampled.ts';

const stepMs = 20_000;
/** Short, so that much is measured in little time, and kept once it was said. */
const lines = ['The first line.', 'The second line.', 'The third line.'];

/** The silence between what is spoken and what waits for it: from the last frame of speech to the next one's first. */
export const queuedGap: Scenario = {
  names: ['gap/queued'],
  async measure() {
    const scene = await openScene();
    try {
      const inCall = await InCall.enter(scene);
      for (const line of lines) await inCall.sayWhole(line);
      const samples = await sampled(async () => {
        const said = lines.map((text) => inCall.command('say', { text }));
        const sinceMs = said[0]?.sentAtMs ?? 0;
        for (const saying of said)
          await saying.shown(({ text }) => text.includes('Spoken'), stepMs);
        const speech = inCall.heard.filter(({ silence, atMs }) => !silence && atMs > sinceMs);
        const gaps = speech.slice(1).map(({ atMs }, at) => atMs - (speech[at]?.atMs ?? atMs));
        // The two longest are those between the three lines.
        return gaps.toSorted((one, other) => other - one).slice(0, lines.length - 1);
      });
      return [{ name: 'gap/queued', unit: 'ms', samples: samples.flat() }];
    } finally {
      await scene.close({ check: false });
    }
  },
};
