import fc from 'fast-check';
import { expect, test } from 'vitest';

import { JobRate } from '#speech/deapi/job-rate.ts';

import { VirtualClock } from '../virtual-clock.ts';

test('the jobs of the last hour are counted in slots, whatever the pauses between them', () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 60 });
  fc.assert(
    fc.property(pauses, (pausesMs) => {
      const clock = new VirtualClock();
      const rate = new JobRate(clock);
      const atSlots: number[] = [];
      for (const pauseMs of pausesMs) {
        clock.pass(pauseMs);
        rate.note();
        atSlots.push(Math.floor(clock.nowMs() / 10_000));
        const now = atSlots.at(-1)!;
        const lately = atSlots.filter((slot) => slot > now - 360);
        expect(rate.lastHour).toBe(lately.length);
      }
    }),
  );
});
