import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';

import { audit, audited } from './audit.ts';
import { inTransaction } from './sql/in-transaction.ts';
import { put } from './sql/put.ts';
import { countWhere, removeWhere } from './sql/rows.ts';
import type { Database, Tables } from './sql/tables.ts';

/** Words that a server's admins don't want to hear. */
export interface WordFilter {
  /** As they were added, sorted. The same array until something changes. */
  words(guildId: string): Promise<readonly string[]>;
  /** All or nothing; a `UserError` when there would be too many. Audited. */
  change(
    guildId: string,
    actorId: string,
    change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  ): Promise<void>;
}

/** A person who isn't read in a server. */
export type Mute = Readonly<ReturnType<typeof muteOf>>;

export interface Mutes {
  /** Those that hold now, latest first. */
  list(guildId: string): Promise<readonly Mute[]>;
  /** Quick enough to be asked for every message. */
  isMuted(guildId: string, userId: string): Promise<boolean>;
  /** A new mute replaces the old one; a `UserError` when there would be too many. Audited. */
  mute(
    guildId: string,
    mute: { readonly userId: string; readonly untilMs?: number },
    actorId: string,
  ): Promise<void>;
  /** False when the person wasn't muted. Audited. */
  unmute(guildId: string, userId: string, actorId: string): Promise<boolean>;
}

const maxFilteredWords = 5_000;
/** In a server: all of them are looked through for every message. */
export const maxMuted = 1_000;
/** Below SQLite's 32,766 and PostgreSQL's 65,535 parameters of one statement. */
const wordsPerStatement = 1_000;

export function sqlWordFilter(database: Database, now: () => number): WordFilter {
  return {
    async words(guildId) {
      const rows = await database
        .selectFrom('filtered_words')
        .select('word')
        .where('server_id', '=', guildId)
        .orderBy('word')
        .execute();
      return rows.map(({ word }) => word);
    },
    async change(guildId, actorId, { add = [], remove = [] }) {
      await inTransaction(database, async (transaction) => {
        for (const words of portions(remove))
          await transaction
            .deleteFrom('filtered_words')
            .where('server_id', '=', guildId)
            .where('word', 'in', words)
            .execute();
        for (const words of portions(add))
          await transaction
            .insertInto('filtered_words')
            .values(words.map((word) => ({ server_id: guildId, word })))
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        await assertRoom(transaction, guildId);
        await audit(transaction, {
          guildId,
          actorId,
          atMs: now(),
          what: 'word-filter',
          changes: [
            ...remove.slice(0, 20).map((word) => ({ path: word, before: true })),
            ...add.slice(0, 20).map((word) => ({ path: word, after: true })),
          ],
        });
      });
    },
  };
}

export function sqlMutes(database: Database, now: () => number): Omit<Mutes, 'isMuted'> {
  return {
    async list(guildId) {
      const rows = await database
        .selectFrom('mutes')
        .selectAll()
        .where('server_id', '=', guildId)
        .where((is) => is.or([is('until', 'is', null), is('until', '>', now())]))
        .orderBy('since', 'desc')
        .execute();
      return rows.map((row) => muteOf(row));
    },
    async mute(guildId, { userId, untilMs }, actorId) {
      const about = { guildId, actorId, subjectId: userId, atMs: now() };
      const changes = untilMs === undefined ? [] : [{ path: 'untilMs', after: untilMs }];
      await audited(database, { what: 'mute', ...about, changes }, async (transaction) => {
        await removeEnded(transaction, guildId, about.atMs);
        await removeWhere(transaction, 'mutes', { server_id: guildId, person_id: userId });
        if ((await countWhere(transaction, 'mutes', { server_id: guildId })) >= maxMuted)
          throw new UserError(text(($) => $.store.mutes.full, { most: maxMuted }));
        await put(transaction, 'mutes', {
          server_id: guildId,
          person_id: userId,
          by_id: actorId,
          since: about.atMs,
          until: untilMs ?? null,
        });
        return true;
      });
    },
    unmute(guildId, userId, actorId) {
      const about = { guildId, actorId, subjectId: userId, atMs: now() };
      return audited(database, { what: 'unmute', ...about }, async (transaction) => {
        const muted = { server_id: guildId, person_id: userId };
        return (await removeWhere(transaction, 'mutes', muted)) > 0;
      });
    },
  };
}

export function muteOf(row: Tables['mutes']) {
  return {
    userId: row.person_id,
    /** Absent when the moderator had their data deleted. */
    ...(row.by_id !== null && { byId: row.by_id }),
    sinceMs: row.since,
    /** Absent: until taken back. */
    ...(row.until !== null && { untilMs: row.until }),
  };
}

function portions(words: readonly string[]): readonly (readonly string[])[] {
  const distinct = [...new Set(words)];
  return Array.from({ length: Math.ceil(distinct.length / wordsPerStatement) }, (_, index) =>
    distinct.slice(index * wordsPerStatement, (index + 1) * wordsPerStatement),
  );
}

async function assertRoom(transaction: Database, guildId: string): Promise<void> {
  const count = await countWhere(transaction, 'filtered_words', { server_id: guildId });
  if (count > maxFilteredWords)
    throw new UserError(text(($) => $.store.filter.full, { count, most: maxFilteredWords }));
}

/** They would count among those that hold. */
async function removeEnded(transaction: Database, guildId: string, nowMs: number): Promise<void> {
  await transaction
    .deleteFrom('mutes')
    .where('server_id', '=', guildId)
    .where('until', '<=', nowMs)
    .execute();
}
