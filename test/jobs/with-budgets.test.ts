import { expect, test } from 'vitest';

import type { Change, Jobs } from '#jobs/job.ts';
import { OverLimit } from '#jobs/limit.ts';
import type { Limit } from '#jobs/limit.ts';
import { withBudgets } from '#jobs/with-budgets.ts';
import { DatabaseAwayError } from '#ops/database-away.ts';
import { DiskFullError } from '#ops/disk-full.ts';
import type { Amount } from '#speech/amount.ts';
import { SpeechError } from '#speech/speech.ts';
import type { Payer } from '#speech/speech.ts';

import { ann, intentOf } from '../store/busy-person.ts';

const limit: Limit = { scope: 'server', period: 'day', guildId: 'club', usd: 1 };

interface Rig {
  readonly isOver?: boolean;
  readonly now?: number;
  readonly left?: Amount;
}

/** Jobs that nothing is kept of, over which the limit is when it is asked for. */
function rig({ isOver = false, now = 0, left }: Rig = {}) {
  const limits: unknown[] = [];
  const noted: unknown[] = [];
  const news: unknown[] = [];
  const inner: Jobs = {
    async begin(_, given) {
      limits.push(given);
      if (isOver) throw new OverLimit(limit, left);
      return `job-${limits.length}`;
    },
    note: async (...what) => void noted.push(what),
    open: async () => [],
  };
  const jobs = withBudgets(inner, {
    used: async () => ({ usd: 0, chars: 0 }),
    limitsFor: async (payer) => (payer ? [limit] : []),
    news: {
      spent: (payer: Payer | undefined) => news.push(['spent', payer?.userId]),
      over: (over) => news.push(['over', over]),
    },
    now: () => now,
  });
  return { jobs, limits, noted, news };
}

test('a job begins within the limits of whoever pays', async () => {
  const { jobs, limits } = rig();
  await jobs.begin(intentOf(ann, 'club'));
  const { payer: _, ...ofNobody } = intentOf(ann);
  await jobs.begin(ofNobody);
  expect(limits).toEqual([[limit], []]);
});

test('what has no room is refused with whose budget it was and when there is a new one', async () => {
  const now = Date.parse('2026-11-29T22:00:00Z');
  const { jobs, news } = rig({ isOver: true, now });
  const refused = jobs.begin(intentOf(ann, 'club'));
  await expect(refused).rejects.toThrow(SpeechError);
  await expect(refused).rejects.toMatchObject({
    failure: 'over-budget',
    facts: {
      engine: 'deapi',
      retryAfterMs: 2 * 3_600_000,
      budget: { scope: 'server', period: 'day', againAtMs: Date.parse('2026-11-30') },
    },
  });
  expect(news).toEqual([['over', limit]]);
});

test.each<[Amount | undefined]>([[{ usd: 0.25 }], [undefined]])(
  'it is said how much is left where that was not enough: %j',
  async (left) => {
    const { jobs } = rig({ isOver: true, ...(left && { left }) });
    const error = await jobs.begin(intentOf(ann, 'club')).catch((reason: unknown) => reason);
    expect((error as SpeechError).facts.budget?.left).toEqual(left);
  },
);

test.each<[Change['to'], isEnd: boolean]>([
  ['submitted', false],
  ['done', false],
  ['kept', true],
  ['refused', true],
  ['failed', true],
  ['lost', true],
])('after %s it is told that more was spent: %s', async (to, isEnd) => {
  const { jobs, noted, news } = rig();
  const id = await jobs.begin(intentOf(ann, 'club'));
  await jobs.note(id, { to });
  expect(noted).toEqual([[id, { to }]]);
  expect(news).toEqual(isEnd ? [['spent', ann]] : []);
});

test('the end of a job is told once, and that of an earlier run’s not at all', async () => {
  const { jobs, news } = rig();
  const id = await jobs.begin(intentOf(ann, 'club'));
  for (const each of [id, id, 'of-before']) await jobs.note(each, { to: 'kept' });
  expect(news).toEqual([['spent', ann]]);
});

test('what a full disk keeps from being written down counts all the same, in its own day and for its own server', async () => {
  let nowMs = Date.parse('2026-11-29T22:00:00Z');
  const full: Jobs = {
    begin: () => Promise.reject(new DiskFullError('full')),
    note: async () => undefined,
    open: async () => [],
  };
  const jobs = withBudgets(full, {
    used: async () => ({ usd: 0, chars: 0 }),
    limitsFor: async (payer) => [{ ...limit, guildId: payer?.guildId }],
    news: { spent: () => undefined, over: () => undefined },
    now: () => nowMs,
  });
  const begin = async (guildId: string): Promise<unknown> =>
    jobs.begin({ ...intentOf(ann, guildId), reservedUsd: 0.4 }).catch((error: unknown) => error);
  for (let at = 0; at < 2; at += 1) expect(await begin('club')).toBeInstanceOf(DiskFullError);
  expect(await begin('club')).toMatchObject({ failure: 'over-budget' });
  expect(await begin('other')).toBeInstanceOf(DiskFullError);
  nowMs += 3 * 3_600_000;
  expect(await begin('club')).toBeInstanceOf(DiskFullError);
});

test('while the database is away nothing is begun that costs money, and somebody else can speak', async () => {
  const away = async () => Promise.reject(new DatabaseAwayError('away'));
  const inner: Jobs = { begin: away, note: away, open: away };
  const news = { spent: () => undefined, over: () => undefined };
  const jobs = withBudgets(inner, { used: away, limitsFor: away, news });
  const unavailable = { failure: 'unavailable', cause: expect.any(DatabaseAwayError) };
  await expect(jobs.begin(intentOf(ann, 'club'))).rejects.toMatchObject(unavailable);
  const held = await jobs.holdRoom({ engine: 'deapi', usd: 1, chars: 1 });
  await expect(jobs.begin(intentOf(ann, 'club'), held)).rejects.toMatchObject(unavailable);
});
