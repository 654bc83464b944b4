import { setImmediate as turn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import type { Intent } from '#jobs/job.ts';
import { OverLimit } from '#jobs/limit.ts';
import type { Limit } from '#jobs/limit.ts';
import { withJobs } from '#jobs/paying.ts';
import { Unfinished } from '#jobs/unfinished.ts';
import { withBudgets } from '#jobs/with-budgets.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import { withCache } from '#speech/cached-renderer.ts';
import { withFallback } from '#speech/fallback.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import type { Speech, SpeechContext, Spoken } from '#speech/speech.ts';

import { mp3, speechLike } from '../audio/sound.ts';
import { requestOf } from '../speech/fake-speech.ts';
import { FakeService } from './fake-service.ts';
import { MemoryJobs } from './memory-jobs.ts';

// Equal words that several ask for at the same time are one job, and each is judged by their own budgets.

const sound = Buffer.from(await mp3(speechLike(0.3)));

/** Jobs for which these people have no budget left. */
class Bounded extends MemoryJobs {
  readonly broke: ReadonlySet<string>;

  constructor(...broke: readonly string[]) {
    super();
    this.broke = new Set(broke);
  }

  override async begin(intent: Intent): Promise<string> {
    const userId = intent.payer?.userId ?? '';
    const limit: Limit = { scope: 'person', period: 'day', userId, usd: 1 };
    await turn();
    if (this.broke.has(userId)) throw new OverLimit(limit, { usd: userId.length / 100 });
    return super.begin(intent);
  }
}

const inside: Speech = {
  speak: async () => ({
    engine: 'embedded',
    format: 'mp3',
    bytes: (async function* () {
      yield sound;
    })(),
  }),
};

function rig(jobs: MemoryJobs, isSpokenInstead = false) {
  const service = new FakeService();
  const bounded = withBudgets(jobs, {
    limitsFor: async () => [],
    used: async () => ({ usd: 0, chars: 0 }),
    news: { spent: () => undefined, over: () => undefined },
  });
  const onTrouble = (error: unknown): never => {
    throw error;
  };
  const paying = withJobs(service, { jobs: bounded, unfinished: new Unfinished(), onTrouble });
  const speech = isSpokenInstead
    ? withFallback(paying, inside, { adapt: (request) => request })
    : paying;
  const renderer = withCache(renderedSpeech(speech), {
    keys: cacheKeys(Buffer.alloc(32, 1)),
    engine: 'deapi',
    maxBytes: 1_000_000,
    ttlMs: 60_000,
    priceOf: () => 0.25,
  });
  /** Says the same as everybody does. */
  const say = (userId: string, signal = new AbortController().signal) => {
    const told: Partial<Spoken> & { savedUsd?: number | undefined } = {};
    const context: SpeechContext = {
      signal,
      payer: { userId, way: 'asked' },
      onSpoken: (spoken) => void Object.assign(told, spoken),
      onSaved: ({ usd }) => void (told.savedUsd = usd),
    };
    const whole = renderer.render(requestOf('Hello.'), context).whole();
    whole.catch(() => undefined);
    return { whole, told };
  };
  const finish = async (requestId: string): Promise<void> => {
    await expect.poll(() => service.sent.length).toBe(1);
    service.last.take(requestId);
    service.finish(requestId, [sound]);
  };
  return { service, say, finish };
}

test('whoever has room in their budget hears it, though the one who asked first has none', async () => {
  const jobs = new Bounded('ann');
  const { say, finish } = rig(jobs);
  const [ann, bob, cem] = ['ann', 'bob', 'cem'].map((who) => say(who));
  await finish('r-1');
  await expect(ann?.whole).rejects.toMatchObject({
    failure: 'over-budget',
    facts: { budget: { left: { usd: 0.03 } } },
  });
  for (const one of [bob, cem]) expect((await one?.whole)?.length).toBeGreaterThan(5);
  expect([...jobs.all.values()].map(({ intent }) => intent.payer?.userId)).toEqual(['bob']);
  // Non-payers are told what was saved, and no price.
  expect(bob?.told).toMatchObject({ costUsd: 0.25 });
  expect(bob?.told).not.toHaveProperty('savedUsd');
  expect(cem?.told).toMatchObject({ savedUsd: 0.25 });
  expect(cem?.told).not.toHaveProperty('costUsd');
});

test('each is refused by their own budget', async () => {
  const { say, service } = rig(new Bounded('ann', 'robert'));
  const refusals = ['ann', 'robert'].map((who) => say(who).whole.catch((error: unknown) => error));
  expect(await Promise.all(refusals)).toMatchObject([
    { facts: { budget: { left: { usd: 0.03 } } } },
    { facts: { budget: { left: { usd: 0.06 } } } },
  ]);
  expect(service.sent).toEqual([]);
});

test('another engine speaks for the one without room alone, also when somebody asks meanwhile', async () => {
  const { say, finish } = rig(new Bounded('ann'), true);
  const ann = say('ann');
  const bob = say('bob');
  await finish('r-1');
  const [mine, theirs] = [await ann.whole, await bob.whole];
  expect(mine.length).toBeGreaterThan(5);
  expect(theirs.length).toBeGreaterThan(5);
  expect(ann.told).toMatchObject({ engine: 'embedded', instead: { failure: 'over-budget' } });
  expect(bob.told).toMatchObject({ engine: 'deapi', costUsd: 0.25 });
});

test('whoever left before is judged no more', async () => {
  const { say, finish } = rig(new Bounded('ann', 'cem'));
  const leaving = new AbortController();
  const [ann, bob, cem] = [say('ann', leaving.signal), say('bob'), say('cem')];
  leaving.abort(new Error('skipped'));
  await finish('r-1');
  await expect(ann.whole).rejects.toThrow('skipped');
  expect((await bob.whole).length).toBeGreaterThan(5);
  // They joined what bob pays.
  expect((await cem.whole).length).toBeGreaterThan(5);
});
