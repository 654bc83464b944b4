import type { HeardPacket } from '@crier/rehearsal/discord/voice-port.ts';

import { frameMs } from '#audio/track.ts';

import { openScene } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import { quantileOf } from './row.ts';
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
        return gapsMs(inCall.heard.filter(({ atMs }) => atMs > sinceMs));
      });
      return [{ name: 'gap/queued', unit: 'ms', samples: samples.flat() }];
    } finally {
      await scene.close({ check: false });
    }
  },
};

/**
 * The time from each line's last frame to the next one's first. A frame comes up to a ms sooner or later than it is due,
 * which nobody hears, and the gap is a whole number of frames: taken from two frames alone, half of all gaps would be
 * above it. Each line therefore counts by when most of its frames came, and the time between two to the ms.
 */
function gapsMs(heard: readonly HeardPacket[]): readonly number[] {
  const spoken: number[][] = [];
  for (const [at, { silence, atMs }] of heard.entries()) {
    if (silence) continue;
    const line = heard[at - 1]?.silence === false ? spoken.at(-1) : undefined;
    if (line) line.push(atMs);
    else spoken.push([atMs]);
  }
  if (spoken.length !== lines.length) throw new Error(`${spoken.length} lines were heard`);
  return spoken.slice(1).map((line, at) => {
    const before = spoken[at] ?? [];
    return Math.round(beganAtMs(line) - beganAtMs(before) - (before.length - 1) * frameMs);
  });
}

/** When a line's first frame was due, by all of its frames. */
function beganAtMs(line: readonly number[]): number {
  return quantileOf(
    line.map((atMs, at) => atMs - at * frameMs),
    0.5,
  );
}
