import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';

import { StoreError } from '../store-error.ts';
import { columnsOf, isSqlite } from './columns.ts';
import { up as bans } from './migrations/bans.ts';
import { up as botBudgets } from './migrations/bot-budgets.ts';
import { up as budgets } from './migrations/budgets.ts';
import { up as consentLanguage } from './migrations/consent-language.ts';
import { up as earlierLines } from './migrations/earlier-lines.ts';
import { up as helpers } from './migrations/helpers.ts';
import { up as jobs } from './migrations/jobs.ts';
import { up as nodes } from './migrations/nodes.ts';
import { up as oversight } from './migrations/oversight.ts';
import { up as people } from './migrations/people.ts';
import { up as phrases } from './migrations/phrases.ts';
import { up as reading } from './migrations/reading.ts';
import { up as reports } from './migrations/reports.ts';
import { up as settings } from './migrations/settings.ts';
import { up as sharedNotes } from './migrations/shared-notes.ts';
import { up as speechAsks } from './migrations/speech-asks.ts';
import { up as taps } from './migrations/taps.ts';
import { up as usualMarks } from './migrations/usual-marks.ts';
import { up as voices } from './migrations/voices.ts';
import type { Database } from './tables.ts';

/**
 * Every step from an empty database to the newest schema, in order of name. Steps go forward only; one that was
 * released is never changed, since somebody's database has taken it already.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '001-voices': { up: voices },
  '002-settings': { up: settings },
  '003-reading': { up: reading },
  '004-reports': { up: reports },
  '005-oversight': { up: oversight },
  '006-usual-marks': { up: usualMarks },
  '007-people': { up: people },
  '008-consent-language': { up: consentLanguage },
  '009-jobs': { up: jobs },
  '010-budgets': { up: budgets },
  '011-bans': { up: bans },
  '012-bot-budgets': { up: botBudgets },
  '013-phrases': { up: phrases },
  '014-taps': { up: taps },
  '015-earlier-lines': { up: earlierLines },
  '016-helpers': { up: helpers },
  '017-speech-asks': { up: speechAsks },
  '018-nodes': { up: nodes },
  '019-shared-notes': { up: sharedNotes },
};

/**
 * Brings the database to the newest schema, or to the step that is named. All or nothing; a second process waits, then
 * finds everything done. Throws a {@link StoreError} when a newer Crier has written the database, or somebody changed it.
 */
export async function migrate(database: Database, to?: string): Promise<void> {
  const taken = await takenBy(database);
  const unknown = taken.find((name) => !(name in migrations));
  if (unknown !== undefined)
    throw new StoreError(
      `The store was written by a newer version of Crier (it has taken the step ${unknown}). Start that version, or put back a copy of the store made with this one.`,
    );
  const skipped = Object.keys(migrations)
    .slice(0, taken.length)
    .find((name) => !taken.includes(name));
  if (skipped !== undefined)
    throw new StoreError(
      `The store has not taken the step ${skipped}, though later ones: something other than Crier changed it. Put back a copy of it.`,
    );
  // The migrator looks at every table first.
  if (to === undefined && taken.length === Object.keys(migrations).length) return;
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...migrations }) },
    ...(!isSqlite(database) && { migrationTableSchema: await schemaOf(database) }),
  });
  const { error } = await (to === undefined ? migrator.migrateToLatest() : migrator.migrateTo(to));
  if (error !== undefined) throw error;
}

/** Another program may have a record of that name in another schema of the same database of PostgreSQL. */
async function schemaOf(database: Database): Promise<string> {
  const { rows } = await sql<{ name: string }>`SELECT current_schema() AS name`.execute(database);
  return rows[0]?.name ?? 'public';
}

/** Throws a {@link StoreError} unless the database has taken exactly the steps that there are. Changes nothing. */
export async function assertNewest(database: Database, called: string): Promise<void> {
  const taken = await takenBy(database);
  const steps = Object.keys(migrations);
  if (taken.length !== steps.length || steps.some((step) => !taken.includes(step)))
    throw new StoreError(
      `The store ${called} was last used by another version of Crier. Start this one with it once, and end it again.`,
    );
}

async function takenBy(database: Database): Promise<readonly string[]> {
  const columns = await columnsOf(database);
  if (!columns.has('kysely_migration')) return [];
  const rows = await database
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
}
