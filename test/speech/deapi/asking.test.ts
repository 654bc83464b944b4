import { expect, test } from 'vitest';

import { askingFor } from '#speech/deapi/asking.ts';
import { Durations } from '#speech/deapi/durations.ts';
import type { Answer } from '#speech/deapi/http.ts';
import { LearnedTier } from '#speech/deapi/learned-tier.ts';
import { quotasOf } from '#speech/deapi/quotas.ts';
import { routes } from '#speech/deapi/routes.ts';
import { Ways } from '#speech/deapi/ways.ts';

import { VirtualClock } from '../virtual-clock.ts';

/** How often a job of 30 s is asked for by a basic account that has ten status calls left, and so many jobs. */
async function callsFor({ jobsLeft }: { readonly jobsLeft: number }): Promise<number> {
  const clock = new VirtualClock();
  const tier = new LearnedTier({ assumed: 'basic', account: 'one', clock });
  const quotas = quotasOf(tier, clock, undefined);
  while (quotas.jobs.leftToday > 10) quotas.jobs.reserve();
  while (quotas.speech.leftToday > jobsLeft) quotas.speech.reserve();
  let calls = 0;
  const asking = askingFor({
    http: async (): Promise<Answer> => {
      calls += 1;
      const status = clock.nowMs() < 30_000 ? 'processing' : 'done';
      return { status: 200, headers: {}, text: '', json: { data: { status } } };
    },
    routes: routes.v2,
    scrub: (words) => words,
    quotas,
    durations: new Durations(),
    clock,
    ways: new Ways(),
  });
  const job = { requestId: 'job-1', model: 'Kokoro', textChars: 50, submittedAtMs: 0 };
  await clock.during(asking.follow(job, () => undefined, new AbortController().signal));
  return calls;
}

test('the calls of a day that are left are shared out among the jobs that are', async () => {
  expect(await callsFor({ jobsLeft: 1 })).toBeGreaterThan(await callsFor({ jobsLeft: 100 }));
});
