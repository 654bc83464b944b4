import { expect, test } from 'vitest';

import { LearnedTier } from '#speech/deapi/learned-tier.ts';
import { quotasOf } from '#speech/deapi/quotas.ts';
import { deapiError } from '#speech/deapi/refusals.ts';
import { routes } from '#speech/deapi/routes.ts';
import { deapiSpeaking } from '#speech/deapi/speaking.ts';
import { Ways } from '#speech/deapi/ways.ts';
import type { Payer } from '#speech/speech.ts';

import { VirtualClock } from '../virtual-clock.ts';
import { noModels } from './no-models.ts';
import { failureOf } from './rig.ts';

/** How long somebody waits for the sound of a job that is done, while the host of results is away. */
async function patienceMs(way: Payer['way']): Promise<number> {
  const clock = new VirtualClock();
  const away = async (): Promise<never> => {
    throw deapiError('unavailable', 'away');
  };
  const speaking = deapiSpeaking({
    http: away,
    routes: routes.v2,
    quotas: quotasOf(new LearnedTier({ account: 'one', clock }), clock, undefined),
    news: [{ follow: async (_, hear) => hear({ state: 'done', resultUrl: 'https://r' }) }],
    ways: new Ways(),
    webhook: () => undefined,
    results: { warm: () => undefined, open: away, text: away },
    clock,
    jobTimeoutMs: 120_000,
    catalogue: noModels(clock),
    key: 'key',
    reread: async () => ({ state: 'pending' }),
  });
  const { signal } = new AbortController();
  const followed = speaking.follow('job-1', { signal, payer: { userId: 'ann', way } });
  expect((await clock.during(failureOf(followed))).failure).toBe('unavailable');
  return clock.nowMs();
}

test('a message of a channel is read soon or not at all; what somebody asked for is waited for', async () => {
  const readMs = await patienceMs('read');
  expect(readMs).toBeGreaterThan(10_000);
  expect(readMs).toBeLessThanOrEqual(30_000);
  expect(await patienceMs('asked')).toBeGreaterThan(30_000);
});
