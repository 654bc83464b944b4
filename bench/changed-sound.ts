import { ChangedSound } from '#audio/changing/changed-sound.ts';
import { frames } from '#audio/frames.ts';
import { frameMs } from '#audio/track.ts';

import type { Figure, Scenario } from './row.ts';
import { spokenMp3 } from './spoken-mp3.ts';

const runs = 30;
const warmUps = 3;
const changes = {
  'cpu/volume': { gainDb: -6, tempo: 1 },
  'cpu/louder': { gainDb: 3, tempo: 1 },
  'cpu/tempo': { gainDb: 0, tempo: 1.3 },
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** CPU for changing frames that are there: decoding, the change and encoding, per second of the speech that goes in. */
export const cpuChanged: Scenario = {
  names: Object.keys(changes),
  async measure() {
    const mp3 = await spokenMp3();
    const given = await frames(once(mp3), { signal: AbortSignal.timeout(30_000) }).whole();
    const secs = (given.length * frameMs) / 1000;
    const figures: Figure[] = [];
    for (const [name, change] of Object.entries(changes)) {
      const samples: number[] = [];
      for (let run = 0; run < runs + warmUps; run += 1) {
        const sound = await ChangedSound.open(change);
        const before = process.cpuUsage();
        for (let at = 0; at < given.length; at += 25) sound.push(given.slice(at, at + 25));
        sound.end();
        const { user, system } = process.cpuUsage(before);
        sound.close();
        if (run >= warmUps) samples.push((user + system) / 1000 / secs);
      }
      figures.push({ name, unit: 'ms/s', samples });
    }
    return figures;
  },
};
