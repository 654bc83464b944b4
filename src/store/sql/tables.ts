import type { Kysely } from 'kysely';

/** A moment: milliseconds since 1970 UTC. */
type Moment = number;
/** 0 or 1: what both SQLite and PostgreSQL hold as an integer. */
type Flag = number;

/**
 * The tables of the newest schema; `migrations/` makes them. Only what SQLite and PostgreSQL both understand is used:
 * ids and JSON are text, moments are 64-bit integers.
 */
export interface Tables {
  /** Server's: no person; person's: no server; member's: both. Absent is the empty string, since both are the key. */
  settings: { server_id: string; person_id: string; value: string; changed_at: Moment };
  clips: {
    hash: string;
    format: string;
    duration_ms: number;
    size_bytes: number;
    created_at: Moment;
  };
  /** Clips that nothing refers to any more, until their files are gone. */
  clip_removals: { hash: string };
  voices: {
    id: string;
    owner_id: string;
    name: string;
    /** The name as it is compared. */
    name_key: string;
    sound: string;
    clip_hash: string | null;
    created_at: Moment;
  };
  voice_servers: {
    voice_id: string;
    server_id: string;
    shared: Flag;
    approval: string;
    asked_at: Moment;
    decided_at: Moment | null;
  };
  consents: {
    person_id: string;
    clip_hash: string;
    basis: string;
    wording_version: string;
    language: string;
    given_at: Moment;
    withdrawn_at: Moment | null;
  };
  dictionary_entries: {
    /** server, person or operator. */
    owner_kind: string;
    owner_id: string;
    written: string;
    match: string;
    case_sensitive: Flag;
    words: string | null;
    clip_hash: string | null;
    added_by: string | null;
  };
  filtered_words: { server_id: string; word: string };
  mutes: {
    server_id: string;
    person_id: string;
    by_id: string | null;
    since: Moment;
    until: Moment | null;
  };
  audit: {
    id: string;
    server_id: string;
    actor_id: string | null;
    subject_id: string | null;
    at: Moment;
    what: string;
    changes: string;
  };
  voice_reports: {
    id: string;
    server_id: string;
    voice_id: string;
    reporter_id: string;
    reason: string;
    at: Moment;
  };
  /** People whose voices don't speak in a server. */
  voice_bans: { server_id: string; person_id: string; by_id: string | null; since: Moment };
  spendings: { person_id: string; what: string; window_start: Moment; spent: number };
  departures: { server_id: string; left_at: Moment };
  /** Speech that was asked for at a service that takes money, until it is settled. */
  jobs: {
    /** It sorts by time. */
    id: string;
    engine: string;
    /** job, gateway or stream. */
    delivery: string;
    /** intended, submitted or done; what has ended is in `spent` alone. */
    state: string;
    /** The service's own. */
    request_id: string | null;
    model: string;
    mode: string;
    /** Code points to be spoken. */
    chars: number;
    format: string | null;
    /** An estimate, until the service says what it cost. */
    reserved_usd: number;
    cost_usd: number | null;
    person_id: string | null;
    guild_id: string | null;
    /** asked or read. */
    way: string | null;
    /** The name under which the frames will be kept; absent for what is not kept. */
    frame_key: string | null;
    voice_key: string | null;
    created_ms: Moment;
    changed_ms: Moment;
  };
  /** What was spent, by day, for whom, where, and with whom. Absent is the empty string, since all are the key. */
  spent: {
    /** Days of UTC since 1970. */
    day: number;
    person_id: string;
    guild_id: string;
    engine: string;
    model: string;
    /** Code points that were paid for, and in how many jobs. */
    chars: number;
    jobs: number;
    usd: number;
    /** It may have been charged: the answer was lost, or the service never said how the job ended. */
    doubtful_usd: number;
    /** Code points and money that were not paid again, since the sound was kept. */
    saved_chars: number;
    saved_usd: number;
  };
  /** What admins let be spent; `whose` is server, each or person, and only the last has a person. */
  budgets: {
    server_id: string;
    whose: string;
    person_id: string;
    /** day or month. */
    period: string;
    usd: number | null;
    chars: number | null;
    by_id: string | null;
    since: Moment;
  };
  /** How much of a budget people were told to be used up. Absent is the empty string, since all are the key. */
  budget_levels: {
    server_id: string;
    /** person, server or bot; balance for the account that all is paid from. */
    scope: string;
    person_id: string;
    period: string;
    /** Days of UTC since 1970, at which the period began. */
    first_day: number;
    percent: number;
    /** A person is told at their next command, everybody else at once. */
    is_told: Flag;
  };
}

/** The database or a transaction in it. */
export type Database = Kysely<Tables>;

/**
 * All of the work or nothing, as if nobody else were there. `work` uses only the transaction that it gets: the database
 * itself would wait for the transaction's end.
 */
export function inTransaction<Result>(
  database: Database,
  work: (transaction: Database) => Promise<Result>,
): Promise<Result> {
  return database.transaction().setIsolationLevel('serializable').execute(work);
}
