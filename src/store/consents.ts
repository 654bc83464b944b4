import { put } from './sql/put.ts';
import { rowWhere } from './sql/rows.ts';
import type { Database, Tables } from './sql/tables.ts';

/** Somebody's statement that a clip's voice may be cloned. */
export type Consent = Readonly<ReturnType<typeof consentOf>>;

export interface Consents {
  /** A later statement about the same clip replaces the earlier one. */
  record(consent: Omit<Consent, 'withdrawnAtMs'>): Promise<void>;
  /** Undefined when there is none, or when it was withdrawn by removing the voice. */
  given(userId: string, clipHash: string): Promise<Consent | undefined>;
}

export function sqlConsents(database: Database): Consents {
  return {
    async record(consent) {
      await put(database, 'consents', {
        person_id: consent.userId,
        clip_hash: consent.clipHash,
        basis: consent.basis,
        wording_version: consent.wordingVersion,
        language: consent.language,
        given_at: consent.givenAtMs,
        withdrawn_at: null,
      });
    },
    async given(userId, clipHash) {
      const valid = { person_id: userId, clip_hash: clipHash, withdrawn_at: null };
      const row = await rowWhere(database, 'consents', valid);
      return row && consentOf(row);
    },
  };
}

export function consentOf(row: Tables['consents']) {
  return {
    userId: row.person_id,
    /** "This is my own voice", or "I may use this voice". */
    basis: row.basis as 'own' | 'permitted',
    /** Which wording was agreed to, among those of its language. */
    wordingVersion: row.wording_version,
    /** BCP 47: the language that it was read in. */
    language: row.language,
    /** SHA-256 in hex of the clip that is sent to the speech service. */
    clipHash: row.clip_hash,
    givenAtMs: row.given_at,
    /** Since when it no longer holds: its voice was removed. */
    ...(row.withdrawn_at !== null && { withdrawnAtMs: row.withdrawn_at }),
  };
}
