import { setImmediate as nextTurn } from 'node:timers/promises';

import { sql } from 'kysely';

import type { Clip } from '#audio/clip/clip.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';

import { clipHash } from '../clip-files.ts';
import type { ClipFacts } from '../clips.ts';
import { maxFolders, maxPhrases, maxRecordings } from '../phrases.ts';
import type { Phrase, PhraseFolder, PhraseOwner, Phrases } from '../phrases.ts';
import type { KeptClips } from './kept-clips.ts';
import { additionOf, auditUnlessOwn, removalOf } from './phrase-log.ts';
import { put } from './put.ts';
import { bookOf, columnsOf, placedIn, portions } from './read-phrases.ts';
import type { Identified } from './read-phrases.ts';
import { countWhere } from './rows.ts';
import type { Database, Tables } from './tables.ts';

type Row = Tables['phrases'];

const nothing = { phrases: [], folders: [] } as const;

/** As many as a turn of the event loop has time for. */
const rowsPerStatement = 25;

export function sqlPhrases(database: Database, clips: KeptClips, now: () => number): Phrases {
  return {
    of: (owner) => bookOf(database, owner),
    async put(owner, { phrases = [], folders = [] }, actorId) {
      const recordings = phrases.flatMap(({ spoken }) =>
        spoken.as === 'recording' && 'bytes' in spoken.clip ? [spoken.clip] : [],
      );
      await clips.putting(recordings, async (transaction) => {
        const by = { ...columnsOf(owner), added_by: actorId };
        const isOwn = owner.of === 'person' && owner.userId === actorId;
        const before = isOwn ? nothing : await placedIn(transaction, owner, { phrases, folders });
        for (const some of portions(folders, rowsPerStatement))
          await put(transaction, 'phrase_folders', ...some.map((one) => folderRowOf(one, by)));
        for (const some of portions(phrases, rowsPerStatement)) {
          await putPhrases(transaction, some, by);
          // An import has thousands of them, and others aren't to wait for all.
          await nextTurn();
        }
        await assertRoom(transaction, owner);
        const changes = additionOf({ phrases, folders }, before);
        await auditUnlessOwn(transaction, owner, { actorId, atMs: now(), changes });
      });
    },
    async remove(owner, { phrases = [], folders = [] }, actorId) {
      return clips.releasing(async (transaction) => {
        const gone = await placedIn(transaction, owner, {
          phrases: phrases.map((id) => ({ id })),
          folders: folders.map((id) => ({ id })),
        });
        await removeByIds(transaction, 'phrases', gone.phrases);
        await removeByIds(transaction, 'phrase_folders', gone.folders);
        const changes = removalOf([
          ...gone.phrases.map(({ label }) => label),
          ...gone.folders.map(({ name }) => name),
        ]);
        await auditUnlessOwn(transaction, owner, { actorId, atMs: now(), changes });
        return gone.phrases.length;
      });
    },
    async used(owner, id) {
      await database
        .insertInto('phrase_uses')
        .columns(['phrase_id', 'uses'])
        .expression((from) =>
          from
            .selectFrom('phrases')
            .select(['id', sql<number>`1`.as('uses')])
            .where((is) => is.and({ ...columnsOf(owner), id })),
        )
        .onConflict((conflict) =>
          conflict.column('phrase_id').doUpdateSet({ uses: sql`phrase_uses.uses + 1` }),
        )
        .execute();
    },
  };
}

/** A person's own phrases go; and recordings that they gave to others, which may be their voice. */
export async function forgetPhrases(transaction: Database, userId: string): Promise<void> {
  await transaction
    .deleteFrom('phrases')
    .where((is) =>
      is.or([
        is.and({ owner_kind: 'person', owner_id: userId }),
        is.and([is('added_by', '=', userId), is('clip_hash', 'is not', null)]),
      ]),
    )
    .execute();
  await transaction
    .deleteFrom('phrase_folders')
    .where((is) => is.and({ owner_kind: 'person', owner_id: userId }))
    .execute();
}

type By = Pick<Row, 'owner_kind' | 'owner_id' | 'added_by'>;

function folderRowOf({ id, name, place, extra }: PhraseFolder, by: By): Tables['phrase_folders'] {
  return { id, ...by, name, place, extra: extra ?? null };
}

/** Those that are there keep their uses, and who added them. */
async function putPhrases(
  transaction: Database,
  phrases: readonly Phrase<Clip | ClipFacts>[],
  by: By,
): Promise<void> {
  const changed = [
    'folder_id',
    'label',
    'words',
    'clip_hash',
    'language',
    'voice',
    'style',
    'place',
    'extra',
  ] as const;
  await transaction
    .insertInto('phrases')
    .values(phrases.map((phrase) => rowOf(phrase, by)))
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((is) =>
          Object.fromEntries(changed.map((column) => [column, is.ref(`excluded.${column}`)])),
        ),
    )
    .execute();
}

function rowOf({ id, label, spoken, ...rest }: Phrase<Clip | ClipFacts>, by: By): Row {
  return {
    id,
    ...by,
    folder_id: rest.folderId ?? null,
    label,
    words: spoken.as === 'words' ? spoken.words : null,
    clip_hash: spoken.as === 'recording' ? hashOf(spoken.clip) : null,
    language: rest.language ?? null,
    voice: rest.voice ?? null,
    style: rest.style ?? null,
    place: rest.place,
    extra: rest.extra ?? null,
  };
}

function hashOf(clip: Clip | ClipFacts): string {
  return 'bytes' in clip ? clipHash(clip.bytes) : clip.hash;
}

async function removeByIds(
  transaction: Database,
  table: 'phrases' | 'phrase_folders',
  gone: readonly Identified[],
): Promise<void> {
  for (const some of portions(gone, rowsPerStatement))
    await transaction
      .deleteFrom(table)
      .where(
        'id',
        'in',
        some.map(({ id }) => id),
      )
      .execute();
}

async function assertRoom(transaction: Database, owner: PhraseOwner): Promise<void> {
  const of = owner.of === 'server' ? 'server' : 'person';
  const theirs = columnsOf(owner);
  const { count, recordings } = await transaction
    .selectFrom('phrases')
    .select(({ fn }) => [fn.countAll().as('count'), fn.count('clip_hash').as('recordings')])
    .where((is) => is.and(theirs))
    .executeTakeFirstOrThrow();
  const most = maxPhrases[of];
  if (Number(count) > most)
    throw new UserError(text(($) => $.store.phrases.full, { count: Number(count), most }));
  const mostRecordings = maxRecordings[of];
  if (Number(recordings) > mostRecordings)
    throw new UserError(
      text(($) => $.store.phrases.fullOfRecordings, {
        count: Number(recordings),
        most: mostRecordings,
      }),
    );
  if ((await countWhere(transaction, 'phrase_folders', theirs)) > maxFolders)
    throw new UserError(text(($) => $.store.phrases.fullOfFolders, { most: maxFolders }));
}
