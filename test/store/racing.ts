import fc from 'fast-check';
import { expect } from 'vitest';

import type { Change, Intent, Jobs } from '#jobs/job.ts';
import { OverLimit } from '#jobs/limit.ts';
import type { Limit } from '#jobs/limit.ts';
import type { Spending } from '#store/spending.ts';

import { ann, intentOf } from './busy-person.ts';

/** All that the bot spends in a day. */
export const bot = { scope: 'bot', period: 'day' } as const;

/** Whether it was let begin, and under which id. */
export async function begun(
  jobs: Jobs,
  intent: Intent,
  limits: readonly Limit[],
): Promise<string | undefined> {
  try {
    return await jobs.begin(intent, limits);
  } catch (error) {
    if (error instanceof OverLimit) return undefined;
    throw error;
  }
}

export const limitsOfAll = (usd: number, chars: number): readonly Limit[] => [
  { ...bot, usd },
  { scope: 'server', period: 'month', guildId: 'club', chars },
  { scope: 'person', period: 'day', userId: ann, guildId: 'club', usd: usd / 2, chars },
];

interface Asked {
  readonly who: string;
  readonly where: 'club' | 'pub';
  readonly chars: number;
  readonly cents: number;
  /** How it ends, if it does. */
  readonly ends: readonly Change[];
}

const ends: fc.Arbitrary<readonly Change[]> = fc.constantFrom<readonly Change[]>(
  [],
  [{ to: 'refused' }],
  [
    { to: 'submitted', requestId: 'r' },
    { to: 'failed', refunded: true },
  ],
  [{ to: 'submitted', requestId: 'r' }, { to: 'failed' }],
  [{ to: 'lost' }],
  [{ to: 'submitted', requestId: 'r' }, { to: 'done' }, { to: 'kept' }],
  [{ to: 'done', costUsd: 0 }, { to: 'kept' }],
);
export const asks: fc.Arbitrary<readonly Asked[]> = fc.array(
  fc.record({
    who: fc.constantFrom(ann, 'bob'),
    where: fc.constantFrom('club', 'pub'),
    chars: fc.integer({ min: 1, max: 60 }),
    cents: fc.integer({ min: 0, max: 60 }),
    ends,
  }),
  { minLength: 20, maxLength: 40 },
);

/** All ask at once, and end in any order; whatever happens meanwhile, no limit is exceeded. */
export async function neverOverruns(
  jobs: Jobs,
  spending: Spending,
  all: readonly Asked[],
  limits: readonly Limit[],
): Promise<void> {
  const before = await Promise.all(limits.map((limit) => spending.used(limit)));
  const within = async (): Promise<void> => {
    for (const [at, limit] of limits.entries()) {
      const { usd, chars } = await spending.used(limit);
      // The sum before may be more than somebody allows now.
      const most = {
        usd: Math.max(limit.usd ?? Infinity, before[at]?.usd ?? 0),
        chars: Math.max(limit.chars ?? Infinity, before[at]?.chars ?? 0),
      };
      expect(usd).toBeLessThanOrEqual(most.usd + 1e-9);
      expect(chars).toBeLessThanOrEqual(most.chars);
    }
  };
  const lives = all.map(async ({ who, where, chars, cents, ends }) => {
    const intent = { ...intentOf(who, where), chars, reservedUsd: cents / 100 };
    const ofTheirs = limits.filter(
      ({ userId = who, guildId = where }) => userId === who && guildId === where,
    );
    const id = await begun(jobs, intent, ofTheirs);
    for (const change of ends) if (id !== undefined) await jobs.note(id, change);
    await within();
  });
  await Promise.all(lives);
}
