import { expect, test } from 'vitest';

import { fuzzClips } from './fuzz-clips.ts';

test(
  'spoiled clips are read or refused, in time and within memory',
  { timeout: 120_000 },
  async () => {
    // Five files share two cores here: what takes this long doesn’t end. `npm run fuzz` has the machine, and asks for two seconds.
    const report = await fuzzClips({ seed: 20_261_122, fileCount: 300, maxMs: 15_000 });
    expect(report.faults).toEqual([]);
    expect(report.read).toBeGreaterThan(50);
    expect(report.refused).toBeGreaterThan(50);
  },
);
