import { expect, test } from 'vitest';

import { reader } from '#speech/deapi/reads.ts';

import { VirtualClock } from '../virtual-clock.ts';
import { failureOf } from './rig.ts';

const { signal } = new AbortController();

test.each([
  ['a wrong key', 401, 1],
  ['an account that is suspended', 403, 1],
  ['what isn’t there', 404, 1],
  ['calls that are used up', 429, 1],
  ['a fault of the service', 503, 3],
])('%s: a call of status %i is made %i times', async (_, status, times) => {
  const clock = new VirtualClock();
  let calls = 0;
  const http = async () => {
    calls += 1;
    return { status, headers: {}, text: '', json: {} };
  };
  const read = reader({ http, clock, scrub: (words) => words });
  await clock.during(failureOf(read({ path: 'models', signal })));
  expect(calls).toBe(times);
});
