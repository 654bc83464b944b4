import { setImmediate as nextTurn } from 'node:timers/promises';

import { sql } from 'kysely';
import type { Expression, SqlBool } from 'kysely';

import type { Clip } from '#audio/clip/clip.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';

import { audit } from './audit.ts';
import type { AuditedChange } from './audit.ts';
import { clipHash } from './clip-files.ts';
import type { ClipFacts } from './clips.ts';
import { joinedClip } from './sql/kept-clips.ts';
import type { KeptClips } from './sql/kept-clips.ts';
import { put } from './sql/put.ts';
import { removeWhere } from './sql/rows.ts';
import type { Database, Tables } from './sql/tables.ts';

/** The owner of a dictionary: a server, or a person. */
export type DictionaryOwner =
  | { readonly of: 'server'; readonly guildId: string }
  | { readonly of: 'person'; readonly userId: string };

/** How a word is said; the clip of a sound is a `Clip` or its `ClipFacts`. */
export interface DictionaryEntry<AnyClip> {
  /** The word, or the source of a regular expression in RE2's syntax. */
  readonly written: string;
  readonly match: 'word' | 'pattern';
  readonly caseSensitive: boolean;
  readonly spoken:
    | { readonly as: 'words'; readonly words: string }
    | { readonly as: 'sound'; readonly clip: AnyClip };
}

/** The most that one owner may have: enough for any community, and too few to slow anything. */
export const maxEntries = { server: 5_000, person: 500 } as const;

/** Pronunciations. Entries are told apart by `written` and `match`. */
export interface Dictionaries {
  /** By what is written. The same array until something changes, so that what was compiled from it can be kept by it. */
  entries(owner: DictionaryOwner): Promise<readonly DictionaryEntry<ClipFacts>[]>;
  /**
   * Adds entries, or replaces those with the same `written` and `match`; all or none. Rejects with a `UserError` when
   * there would be too many, or too many sounds among them. A server's are audited.
   */
  put(
    owner: DictionaryOwner,
    entries: readonly DictionaryEntry<Clip>[],
    actorId: string,
  ): Promise<void>;
  /** Resolves with how many there were; without `written` all go. */
  remove(owner: DictionaryOwner, actorId: string, written?: string): Promise<number>;
}

type Row = Tables['dictionary_entries'];

/** Each sound has 40 kB at most. */
const maxSounds = { server: 50, person: 10 } as const;

/**
 * Rows that are read or written in one turn of the event loop: thousands take longer than others should wait. Well below
 * SQLite's 32,766 and PostgreSQL's 65,535 parameters of one statement.
 */
const rowsPerTurn = 250;

export function sqlDictionaries(
  database: Database,
  clips: KeptClips,
  now: () => number,
): Dictionaries {
  return {
    entries: (owner) => entriesOf(database, owner),
    async put(owner, entries, actorId) {
      const sounds = entries.flatMap(({ spoken }) => (spoken.as === 'sound' ? [spoken.clip] : []));
      await clips.putting(sounds, async (transaction) => {
        const rows = [...byKey(entries).values()].map((entry) => rowOf(owner, entry, actorId));
        await assertRoom(transaction, owner, rows);
        for (let from = 0; from < rows.length; from += rowsPerTurn) {
          if (from > 0) await nextTurn();
          await put(transaction, 'dictionary_entries', ...rows.slice(from, from + rowsPerTurn));
        }
        await auditIfServers(transaction, owner, actorId, now(), additionOf(entries));
      });
    },
    async remove(owner, actorId, written) {
      return clips.releasing(async (transaction) => {
        const which = { ...columnsOf(owner), ...(written !== undefined && { written }) };
        const removed = await removeWhere(transaction, 'dictionary_entries', which);
        const change = { path: written ?? '', before: removed };
        if (removed > 0) await auditIfServers(transaction, owner, actorId, now(), change);
        return removed;
      });
    },
  };
}

/** An owner's entries, by what is written. */
export async function entriesOf(
  database: Database,
  owner: DictionaryOwner,
): Promise<readonly DictionaryEntry<ClipFacts>[]> {
  return inTurns(
    withClips(database).where((is) => is.and(columnsOf(owner))),
    ({ written, match }) => sql`(written, match) > (${written}, ${match})`,
    entryOf,
  );
}

/** The entries that a person added to dictionaries of servers. */
export async function entriesAddedBy(
  database: Database,
  userId: string,
): Promise<readonly { readonly guildId: string; readonly word: DictionaryEntry<ClipFacts> }[]> {
  return inTurns(
    withClips(database).where((is) => is.and({ owner_kind: 'server', added_by: userId })),
    (last) => sql`(owner_id, written, match) > (${last.owner_id}, ${last.written}, ${last.match})`,
    (row) => ({ guildId: row.owner_id, word: entryOf(row) }),
  );
}

type EntryRow = Awaited<ReturnType<ReturnType<typeof withClips>['execute']>>[number];

/**
 * All rows, by owner and by what is written, some at a time. A change that somebody makes meanwhile may be seen or not;
 * in a transaction nobody makes one.
 */
async function inTurns<Made>(
  query: ReturnType<typeof withClips>,
  behind: (last: EntryRow) => Expression<SqlBool>,
  make: (row: EntryRow) => Made,
): Promise<readonly Made[]> {
  const all: Made[] = [];
  const ordered = query.orderBy('owner_id').orderBy('written').orderBy('match').limit(rowsPerTurn);
  let last: EntryRow | undefined;
  for (;;) {
    const page = await (last ? ordered.where(behind(last)) : ordered).execute();
    for (const row of page) all.push(make(row));
    last = page.at(-1);
    if (page.length < rowsPerTurn) return all;
    await nextTurn();
  }
}

function withClips(database: Database) {
  return database
    .selectFrom('dictionary_entries')
    .leftJoin('clips', 'clips.hash', 'dictionary_entries.clip_hash')
    .selectAll();
}

function entryOf(row: EntryRow): DictionaryEntry<ClipFacts> {
  const clip = joinedClip(row);
  return {
    written: row.written,
    match: row.match as DictionaryEntry<never>['match'],
    caseSensitive: row.case_sensitive === 1,
    spoken: clip ? { as: 'sound', clip } : { as: 'words', words: row.words ?? '' },
  };
}

function columnsOf(owner: DictionaryOwner): Pick<Row, 'owner_kind' | 'owner_id'> {
  const owner_id = owner.of === 'server' ? owner.guildId : owner.userId;
  return { owner_kind: owner.of, owner_id };
}

/** By what entries are told apart; of several with the same key, the last. */
function byKey<Entry extends Pick<Row, 'match' | 'written'>>(
  entries: readonly Entry[],
): ReadonlyMap<string, Entry> {
  return new Map(entries.map((entry) => [`${entry.match} ${entry.written}`, entry]));
}

function rowOf(
  owner: DictionaryOwner,
  { written, match, caseSensitive, spoken }: DictionaryEntry<Clip>,
  actorId: string,
): Row {
  return {
    ...columnsOf(owner),
    written,
    match,
    case_sensitive: caseSensitive ? 1 : 0,
    words: spoken.as === 'words' ? spoken.words : null,
    clip_hash: spoken.as === 'sound' ? clipHash(spoken.clip.bytes) : null,
    added_by: actorId,
  };
}

/** Asked before anything is written, so that people who give too much cost nobody a long transaction. */
async function assertRoom(
  transaction: Database,
  owner: DictionaryOwner,
  added: readonly Row[],
): Promise<void> {
  const { count, sounds: soundCount } = await transaction
    .selectFrom('dictionary_entries')
    .select(({ fn }) => [fn.countAll().as('count'), fn.count('clip_hash').as('sounds')])
    .where((is) => is.and(columnsOf(owner)))
    .executeTakeFirstOrThrow();
  const isFar =
    Number(count) + added.length <= maxEntries[owner.of] &&
    Number(soundCount) + added.length <= maxSounds[owner.of];
  if (isFar) return;
  const known = await transaction
    .selectFrom('dictionary_entries')
    .select(['written', 'match', 'clip_hash'])
    .where((is) => is.and(columnsOf(owner)))
    .execute();
  const after = byKey([...known, ...added]);
  if (after.size > maxEntries[owner.of])
    throw new UserError(
      text(($) => $.store.words.full, { count: after.size, most: maxEntries[owner.of] }),
    );
  const sounds = [...after.values()].filter((row) => row.clip_hash !== null).length;
  if (sounds > maxSounds[owner.of])
    throw new UserError(
      text(($) => $.store.sounds.full, { count: sounds, most: maxSounds[owner.of] }),
    );
}

/** A person's dictionary is their own business. */
async function auditIfServers(
  transaction: Database,
  owner: DictionaryOwner,
  actorId: string,
  atMs: number,
  change: AuditedChange,
): Promise<void> {
  if (owner.of !== 'server') return;
  const { guildId } = owner;
  await audit(transaction, { what: 'dictionary', guildId, actorId, atMs, changes: [change] });
}

/** An import of thousands is one line in the log. */
function additionOf(entries: readonly DictionaryEntry<Clip>[]): AuditedChange {
  const [entry] = entries;
  if (!entry || entries.length > 1) return { path: '', after: entries.length };
  const { written, spoken } = entry;
  return { path: written, after: spoken.as === 'words' ? spoken.words : 'a sound' };
}
