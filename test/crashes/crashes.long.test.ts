import { expect, test } from 'vitest';

import { borders } from './borders.ts';
import { crash, planned } from './crash.ts';

// A short run of `npm run crashes`: once at each border, and twice at any moment.

test(
  'killed at every border, it pays nothing twice and leaves nobody without an answer',
  { timeout: 600_000 },
  async () => {
    const seed = Date.now() % 1_000_000;
    const kills = planned(borders.length + 2, 1, borders, seed);
    const { problems, asked } = await crash(kills, { seed, say: () => undefined });
    expect(problems, `seed ${seed}`).toEqual([]);
    expect(asked).toBeGreaterThan(5);
  },
);
