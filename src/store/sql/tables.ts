import type { Kysely } from 'kysely';

const text: string = '';
const number: number = 0;
/** Milliseconds since 1970 UTC. */
const moment: number = 0;
/** 0 or 1: what both SQLite and PostgreSQL hold as an integer. */
const flag: number = 0;
const textOrNone = null as string | null;
const numberOrNone = null as number | null;

/**
 * The tables of the newest schema, each column with a value of its type; `migrations/` makes them. Only what SQLite and
 * PostgreSQL both understand is used: ids and JSON are text, moments are 64-bit integers.
 */
export const tables = {
  /** Server's: no person; person's: no server; member's: both. Absent is the empty string, since both are the key. */
  settings: { server_id: text, person_id: text, value: text, changed_at: moment },
  clips: {
    hash: text,
    format: text,
    duration_ms: number,
    size_bytes: number,
    created_at: moment,
  },
  /** Clips that nothing refers to any more, until their files are gone. */
  clip_removals: { hash: text },
  voices: {
    id: text,
    owner_id: text,
    name: text,
    /** The name as it is compared. */
    name_key: text,
    sound: text,
    clip_hash: textOrNone,
    created_at: moment,
  },
  voice_servers: {
    voice_id: text,
    server_id: text,
    shared: flag,
    approval: text,
    asked_at: moment,
    decided_at: numberOrNone,
  },
  consents: {
    person_id: text,
    clip_hash: text,
    basis: text,
    wording_version: text,
    language: text,
    given_at: moment,
    withdrawn_at: numberOrNone,
  },
  dictionary_entries: {
    /** server, person or operator. */
    owner_kind: text,
    owner_id: text,
    written: text,
    match: text,
    case_sensitive: flag,
    words: textOrNone,
    clip_hash: textOrNone,
    added_by: textOrNone,
  },
  /** Folders of saved phrases. */
  phrase_folders: {
    id: text,
    owner_kind: text,
    owner_id: text,
    name: text,
    place: number,
    added_by: textOrNone,
    extra: textOrNone,
  },
  /** Saved phrases. */
  phrases: {
    id: text,
    /** server or person. */
    owner_kind: text,
    owner_id: text,
    folder_id: textOrNone,
    label: text,
    /** Either words or a recording. */
    words: textOrNone,
    clip_hash: textOrNone,
    /** BCP 47. */
    language: textOrNone,
    /** As typed. */
    voice: textOrNone,
    style: textOrNone,
    /** Smaller comes first. */
    place: number,
    added_by: textOrNone,
    /** JSON: the fields of a file that it came with and that mean nothing here. */
    extra: textOrNone,
  },
  /** How often each was spoken. */
  phrase_uses: { phrase_id: text, uses: number },
  /** The names under which the sound of phrases is kept for as long as there is the phrase. */
  phrase_frames: { phrase_id: text, frame_key: text, voice_key: text, made_at: moment },
  /** The emoji and sounds that speak phrases of somebody; `guild_id` is empty for phrases of their own. */
  taps: { person_id: text, phrase_id: text, guild_id: text, effect: text, shown: textOrNone },
  /** Lines that people said before; `sealed` is encrypted, in base64. */
  earlier_lines: { id: text, person_id: text, sealed: text, said_at: moment },
  /** People and those who help them with their phrases; `agreed_at` is empty until the helper has agreed. */
  helpers: { person_id: text, helper_id: text, asked_at: moment, agreed_at: numberOrNone },
  filtered_words: { server_id: text, word: text },
  mutes: {
    server_id: text,
    person_id: text,
    by_id: textOrNone,
    since: moment,
    until: numberOrNone,
  },
  audit: {
    id: text,
    server_id: text,
    actor_id: textOrNone,
    subject_id: textOrNone,
    at: moment,
    what: text,
    changes: text,
  },
  voice_reports: {
    id: text,
    server_id: text,
    voice_id: text,
    reporter_id: text,
    reason: text,
    at: moment,
  },
  /** People whose voices don't speak in a server. */
  voice_bans: { server_id: text, person_id: text, by_id: textOrNone, since: moment },
  spendings: { person_id: text, what: text, window_start: moment, spent: number },
  departures: { server_id: text, left_at: moment },
  /** Speech that was asked for at a service that takes money, until it is settled. */
  jobs: {
    /** It sorts by time. */
    id: text,
    engine: text,
    /** job, gateway or stream. */
    delivery: text,
    /** intended, submitted or done; what has ended is in `spent` alone. */
    state: text,
    /** The service's own. */
    request_id: textOrNone,
    model: text,
    mode: text,
    /** Code points to be spoken. */
    chars: number,
    format: textOrNone,
    /** An estimate, until the service says what it cost. */
    reserved_usd: number,
    cost_usd: numberOrNone,
    person_id: textOrNone,
    guild_id: textOrNone,
    /** asked or read. */
    way: textOrNone,
    /** The name under which the frames will be kept; absent for what is not kept. */
    frame_key: textOrNone,
    voice_key: textOrNone,
    created_ms: moment,
    changed_ms: moment,
    /** The process that pays, where several speak for each other. */
    owner: textOrNone,
  },
  /** Speech that processes ask each other for; `sealed` is encrypted, in base64. */
  speech_asks: {
    id: text,
    frame_key: text,
    voice_key: text,
    asker: text,
    person_id: textOrNone,
    sealed: text,
    asked_at: moment,
  },
  shared_notes: {
    name: text,
    content: text,
  },
  /** Spending by day, for whom, where, and with whom. Absent is the empty string, since all are the key. */
  spent: {
    /** Days of UTC since 1970. */
    day: number,
    person_id: text,
    guild_id: text,
    engine: text,
    model: text,
    /** Code points that were paid for, and in how many jobs. */
    chars: number,
    jobs: number,
    usd: number,
    /** It may have been charged: the answer was lost, or the service never said how the job ended. */
    doubtful_usd: number,
    /** Code points and money that were not paid again, since the sound was kept. */
    saved_chars: number,
    saved_usd: number,
  },
  /** Budgets set by admins; `whose` is server, each or person, and only the last has a person. */
  budgets: {
    server_id: text,
    whose: text,
    person_id: text,
    /** day or month. */
    period: text,
    usd: numberOrNone,
    chars: numberOrNone,
    by_id: textOrNone,
    since: moment,
  },
  /** Budgets of the whole bot, as those who run it set them while it runs. */
  bot_budgets: {
    /** day or month. */
    period: text,
    usd: numberOrNone,
    chars: numberOrNone,
    by_id: textOrNone,
    since: moment,
  },
  /** People and servers for whom those who run the bot let it do nothing. */
  bans: {
    /** person or server. */
    kind: text,
    subject_id: text,
    reason: text,
    by_id: textOrNone,
    since: moment,
  },
  /** How much of a budget people were told to be used up. Absent is the empty string, since all are the key. */
  budget_levels: {
    server_id: text,
    /** person, server or bot; balance for the account that all is paid from. */
    scope: text,
    person_id: text,
    period: text,
    /** Days of UTC since 1970, at which the period began. */
    first_day: number,
    percent: number,
    /** A person is told at their next command, everybody else at once. */
    is_told: flag,
  },
};

export type Tables = typeof tables;

/** The database or a transaction in it. */
export type Database = Kysely<Tables>;
