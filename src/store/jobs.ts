import { after } from '#jobs/after.ts';
import type { Intent, JobCounts, JobEnd, JobNames, Jobs, JobState, OpenJob } from '#jobs/job.ts';
import { dayOf } from '#ops/utc-day.ts';

import { assertRoom } from './spending.ts';
import { inTransaction } from './sql/in-transaction.ts';
import { removeWhere, rowWhere } from './sql/rows.ts';
import { addSpent } from './sql/spent.ts';
import type { Database, Tables } from './sql/tables.ts';
import { timeOrderedId } from './time-ordered-id.ts';

type Row = Tables['jobs'];

/** As long as a service keeps what it made, and more: whoever was paying for it will not come back. */
const ownedForMs = 24 * 3_600_000;

interface OwnJobs {
  /** Whether what is begun in a server, or in none, is this process's. */
  readonly isOurs?: (guildId: string | undefined) => boolean;
  /** The name of this process where several speak for each other: then it has what it began itself. */
  readonly owner?: string;
}

/** Jobs in a table of the store. What a job cost is counted in the same transaction that ends it. */
export function sqlJobs(
  database: Database,
  now: () => number,
  { isOurs = () => true, owner }: OwnJobs = {},
): Jobs & JobNames & JobCounts {
  return {
    begin: (intent, limits = [], held) =>
      inTransaction(database, async (transaction) => {
        const row = { ...rowOf(intent, now()), owner: owner ?? null };
        const asked = { usd: intent.reservedUsd, chars: intent.chars };
        await assertRoom(transaction, { limits, held, asked }, row.created_ms);
        await transaction.insertInto('jobs').values(row).execute();
        return row.id;
      }),
    note: (id, change) =>
      inTransaction(database, async (transaction) => {
        const row = await rowWhere(transaction, 'jobs', { id });
        if (!row) return;
        const next = after(stateOf(row), change, row.reserved_usd);
        if (isEnd(next)) await end(transaction, row, next);
        else await put(transaction, id, next, now());
      }),
    async open(key) {
      const all = database.selectFrom('jobs').select(ofOpen).orderBy('id');
      const rows = await (key === undefined ? all : all.where('frame_key', '=', key)).execute();
      const beforeMs = now() - ownedForMs;
      const isOwn = (row: (typeof rows)[number]): boolean =>
        owner === undefined || row.owner === null
          ? isOurs(row.guild_id ?? undefined)
          : row.owner === owner || row.created_ms < beforeMs;
      return rows.filter((row) => key !== undefined || isOwn(row)).map((row) => openJobOf(row));
    },
    async countOpen() {
      const rows = await database
        .selectFrom('jobs')
        .select((is) => ['state', is.fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
    async forget(whose) {
      const rows = await database
        .updateTable('jobs')
        .set(nameless)
        .where((is) =>
          'voice' in whose ? is('voice_key', '=', whose.voice) : is('person_id', '=', whose.userId),
        )
        .returning('id')
        .execute();
      return rows.map(({ id }) => id).toSorted();
    },
  };
}

/** A job without a name is settled and never followed. */
export const nameless = { frame_key: null, voice_key: null } as const;

function rowOf(intent: Intent, nowMs: number): Omit<Row, 'owner'> {
  const { engine, delivery, model, mode, chars, format, reservedUsd, payer, name } = intent;
  return {
    id: timeOrderedId(nowMs),
    engine,
    delivery,
    state: 'intended',
    request_id: null,
    model,
    mode,
    chars,
    format: format ?? null,
    reserved_usd: reservedUsd,
    cost_usd: null,
    person_id: payer?.userId ?? null,
    guild_id: payer?.guildId ?? null,
    way: payer?.way ?? null,
    frame_key: name?.key ?? null,
    voice_key: name?.voice ?? null,
    created_ms: nowMs,
    changed_ms: nowMs,
  };
}

/** The columns that an open job is made of: a start may find ten thousand of them, and somebody waits to be spoken for. */
const ofOpen = [
  'id',
  'engine',
  'state',
  'request_id',
  'model',
  'chars',
  'format',
  'cost_usd',
  'frame_key',
  'voice_key',
  'person_id',
  'guild_id',
  'way',
  'created_ms',
  'owner',
] as const satisfies readonly (keyof Row)[];

function stateOf({
  state,
  request_id: requestId,
  cost_usd: costUsd,
}: Pick<Row, 'state' | 'request_id' | 'cost_usd'>): JobState {
  const id = requestId !== null && { requestId };
  if (state === 'submitted') return { state, ...id };
  if (state === 'done') return { state, ...id, ...(costUsd !== null && { costUsd }) };
  return { state: 'intended' };
}

function openJobOf(row: Pick<Row, (typeof ofOpen)[number]>): OpenJob {
  const { id, engine, model, chars, format, person_id: userId } = row;
  const { frame_key: key, voice_key: voice } = row;
  const job: { -readonly [Key in keyof OpenJob]: OpenJob[Key] } & JobState = {
    ...stateOf(row),
    id,
    engine,
    model,
    chars,
    createdMs: row.created_ms,
  };
  if (format !== null) job.format = format;
  if (userId !== null) job.userId = userId;
  if (row.way !== null) job.way = row.way;
  if (key !== null && voice !== null) job.name = { key, voice };
  return job;
}

function isEnd(job: JobState | JobEnd): job is JobEnd {
  return job.state === 'settled' || job.state === 'free' || job.state === 'doubtful';
}

async function put(transaction: Database, id: string, job: JobState, nowMs: number) {
  await transaction
    .updateTable('jobs')
    .set({
      state: job.state,
      request_id: 'requestId' in job ? job.requestId : null,
      cost_usd: 'costUsd' in job ? job.costUsd : null,
      changed_ms: nowMs,
    })
    .where('id', '=', id)
    .execute();
}

async function end(transaction: Database, row: Row, job: JobEnd): Promise<void> {
  await removeWhere(transaction, 'jobs', { id: row.id });
  if (job.state === 'free') return;
  await addSpent(transaction, {
    // That of the intent: a limit of the day counted it then.
    day: dayOf(row.created_ms),
    person_id: row.person_id ?? '',
    guild_id: row.guild_id ?? '',
    engine: row.engine,
    model: row.model,
    chars: row.chars,
    jobs: 1,
    usd: job.state === 'settled' ? job.usd : 0,
    doubtful_usd: job.state === 'doubtful' ? job.usd : 0,
    saved_chars: 0,
    saved_usd: 0,
  });
}
