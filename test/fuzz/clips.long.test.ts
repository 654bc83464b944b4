import { expect, test } from 'vitest';

import { fuzzClips } from './fuzz-clips.ts';

test(
  'spoiled clips are read or refused, in time and within memory',
  { timeout: 120_000 },
  async () => {
    const report = await fuzzClips({ seed: 20_261_122, fileCount: 300 });
    expect(report.faults).toEqual([]);
    expect(report.read).toBeGreaterThan(50);
    expect(report.refused).toBeGreaterThan(50);
  },
);
