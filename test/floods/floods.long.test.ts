import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import type { Flood } from './flood.ts';
import { measuredOnce } from './measure.ts';
import { familyOf } from './processes.ts';

// The floods themselves are for `npm run floods`, which takes most of an hour: here, that it finds out what a bad bot does.

const soon = { seed: 1, settleMs: 1_000, restMs: 2_000 };

test(
  'a bot that lets others wait, or no longer answers, is found out',
  { timeout: 90_000 },
  async () => {
    const flood: Flood = {
      name: 'stands still',
      how: 'all processes of the bot stand still for a while',
      async pour(stage) {
        const { pid } = stage.scene.bot;
        for (const each of familyOf(pid)) process.kill(each, 'SIGSTOP');
        stage.use('say', { text: 'Nobody answers this in time.' });
        await delay(4_000);
        for (const each of familyOf(pid)) process.kill(each, 'SIGCONT');
        await delay(500);
      },
    };
    const row = await measuredOnce(flood, soon);
    expect(row.gapMs).toBeGreaterThan(3_000);
    expect(row.helpMs).toBeGreaterThan(3_000);
    expect(row.problems).toEqual(
      expect.arrayContaining([
        '1 of 1 were never answered',
        expect.stringMatching(/^the longest gap elsewhere in ms was \d+, and may be 60$/u),
        expect.stringMatching(/^the slowest \/help elsewhere in ms was \d+, and may be 1000$/u),
      ]),
    );
  },
);
