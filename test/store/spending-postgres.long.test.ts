import { PGlite } from '@electric-sql/pglite';
import fc from 'fast-check';
import { Kysely, PGliteDialect } from 'kysely';
import { expect, test } from 'vitest';

import { dayOf } from '#ops/utc-day.ts';
import { sqlJobs } from '#store/jobs.ts';
import { sqlSpending } from '#store/spending.ts';
import { migrate } from '#store/sql/migrations.ts';
import type { Tables } from '#store/sql/tables.ts';

import { asks, bot, limitsOfAll, neverOverruns } from './racing.ts';

const now = Date.parse('2026-11-29T12:00:00Z');

test(
  'however many ask at once, no limit is overrun on PostgreSQL',
  { timeout: 120_000 },
  async () => {
    const database = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: new PGlite() }) });
    await migrate(database);
    const [jobs, spending] = [sqlJobs(database, () => now), sqlSpending(database, () => now)];
    const all = fc.sample(asks, { numRuns: 2, seed: 1 }).flat();
    await neverOverruns(jobs, spending, all, limitsOfAll(3, 300));
    expect((await spending.used(bot)).usd).toBeGreaterThan(0);
    expect((await spending.days({ guildId: 'club' }, 0)).map(({ day }) => day)).toEqual([
      dayOf(now),
    ]);
    await database.destroy();
  },
);
