import type { Tables } from './tables.ts';

type Keys = { readonly [Table in keyof Tables]: readonly (keyof Tables[Table] & string)[] };

/** The primary keys of all tables. */
export const keys = {
  settings: ['server_id', 'person_id'],
  clips: ['hash'],
  clip_removals: ['hash'],
  voices: ['id'],
  voice_servers: ['voice_id', 'server_id'],
  consents: ['person_id', 'clip_hash'],
  dictionary_entries: ['owner_kind', 'owner_id', 'written', 'match'],
  phrase_folders: ['id'],
  phrases: ['id'],
  phrase_uses: ['phrase_id'],
  phrase_frames: ['phrase_id', 'frame_key'],
  taps: ['person_id', 'phrase_id'],
  earlier_lines: ['id'],
  helpers: ['person_id'],
  filtered_words: ['server_id', 'word'],
  mutes: ['server_id', 'person_id'],
  audit: ['id'],
  voice_reports: ['id'],
  voice_bans: ['server_id', 'person_id'],
  spendings: ['person_id', 'what'],
  departures: ['server_id'],
  jobs: ['id'],
  speech_asks: ['id'],
  shared_notes: ['name'],
  spent: ['day', 'person_id', 'guild_id', 'engine', 'model'],
  budgets: ['server_id', 'whose', 'person_id', 'period'],
  bot_budgets: ['period'],
  bans: ['kind', 'subject_id'],
  budget_levels: ['server_id', 'scope', 'person_id', 'period'],
} as const satisfies Keys;
