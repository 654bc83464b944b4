import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Phrase, PhraseBook, PhraseFolder, PhraseOwner } from '../phrases.ts';
import { joinedClip } from './kept-clips.ts';
import { rowsWhere } from './rows.ts';
import type { Database, Tables } from './tables.ts';

/** As many as a turn of the event loop has time for. */
const rowsPerReading = 200;

/** All phrases of an owner, as they are in the database: read in portions, between which others have their turn. */
export async function bookOf(database: Database, owner: PhraseOwner): Promise<PhraseBook> {
  const ids = await database
    .selectFrom('phrases')
    .select('id')
    .where((is) => is.and(columnsOf(owner)))
    .orderBy('place')
    .orderBy('id')
    .execute();
  const rows = await rowsOf(database, owner, ids);
  const folders = await rowsWhere(database, 'phrase_folders', columnsOf(owner), 'place');
  return {
    phrases: rows.map((row) => phraseOf(row)),
    folders: folders.map((row) => folderOf(row)),
    uses: new Map(rows.map(({ id, uses }) => [id, uses ?? 0])),
  };
}

/** Those of an owner among the phrases and folders with these ids. */
export async function placedIn(
  database: Database,
  owner: PhraseOwner,
  { phrases, folders }: Readonly<Record<'phrases' | 'folders', readonly Identified[]>>,
): Promise<Pick<PhraseBook, 'phrases' | 'folders'>> {
  const rows = await rowsOf(database, owner, phrases);
  const ids = new Set(folders.map(({ id }) => id));
  const all =
    ids.size === 0 ? [] : await rowsWhere(database, 'phrase_folders', columnsOf(owner), 'place');
  return {
    phrases: rows.map((row) => phraseOf(row)),
    folders: all.filter(({ id }) => ids.has(id)).map((row) => folderOf(row)),
  };
}

export interface Identified {
  readonly id: string;
}

/** The rows of an owner with these ids, in the order of the ids. */
async function rowsOf(database: Database, owner: PhraseOwner, ids: readonly Identified[]) {
  const { owner_kind, owner_id } = columnsOf(owner);
  const found = new Map<string, PhraseRow>();
  for (const some of portions(ids, rowsPerReading)) {
    // By the ids alone, or SQLite would look at all of the owner's for each portion.
    const rows = await withClips(database)
      .where(
        'phrases.id',
        'in',
        some.map(({ id }) => id),
      )
      .execute();
    for (const row of rows)
      if (row.owner_kind === owner_kind && row.owner_id === owner_id) found.set(row.id, row);
    await nextTurn();
  }
  return ids.flatMap(({ id }) => found.get(id) ?? []);
}

/** The phrases that a person added to those of servers. */
export async function phrasesAddedBy(
  database: Database,
  userId: string,
): Promise<readonly { readonly guildId: string; readonly phrase: Phrase }[]> {
  const rows = await withClips(database)
    .where((is) => is.and({ owner_kind: 'server', added_by: userId }))
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ guildId: row.owner_id, phrase: phraseOf(row) }));
}

function withClips(database: Database) {
  return database
    .selectFrom('phrases')
    .leftJoin('clips', 'clips.hash', 'phrases.clip_hash')
    .leftJoin('phrase_uses', 'phrase_uses.phrase_id', 'phrases.id')
    .selectAll('phrases')
    .select([
      'phrase_uses.uses',
      'clips.hash',
      'clips.format',
      'clips.duration_ms',
      'clips.size_bytes',
    ]);
}

type PhraseRow = Awaited<ReturnType<ReturnType<typeof withClips>['execute']>>[number];

function phraseOf(row: PhraseRow): Phrase {
  const { id, label, place, voice, style, folder_id: folderId, extra } = row;
  const clip = joinedClip(row);
  return {
    id,
    label,
    spoken: clip ? { as: 'recording', clip } : { as: 'words', words: row.words ?? '' },
    place,
    ...(row.language !== null && { language: row.language }),
    ...(voice !== null && { voice }),
    ...(style !== null && { style }),
    ...(folderId !== null && { folderId }),
    ...(extra !== null && { extra }),
  };
}

function folderOf({ id, name, place, extra }: Tables['phrase_folders']): PhraseFolder {
  return { id, name, place, ...(extra !== null && { extra }) };
}

/** By which an owner's rows are found. */
export function columnsOf(owner: PhraseOwner): Pick<Tables['phrases'], 'owner_kind' | 'owner_id'> {
  const owner_id = owner.of === 'server' ? owner.guildId : owner.userId;
  return { owner_kind: owner.of, owner_id };
}

/** Items in lists of so many. */
export function portions<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
