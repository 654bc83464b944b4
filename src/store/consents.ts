import { put } from './sql/put.ts';
import { rowWhere } from './sql/rows.ts';
import type { Database, Tables } from './sql/tables.ts';

/** Somebody's statement that a clip's voice may be cloned. */
export interface Consent {
  readonly personId: string;
  /** "This is my own voice", or "I may use this voice". */
  readonly basis: 'own' | 'permitted';
  /** Which wording was agreed to, among those of its language. */
  readonly wordingVersion: string;
  /** BCP 47: the language that it was read in. */
  readonly language: string;
  /** SHA-256 in hex of the clip that is sent to the speech service. */
  readonly clipHash: string;
  readonly givenAtMs: number;
  /** Since when it no longer holds: its voice was removed. */
  readonly withdrawnAtMs?: number;
}

export interface Consents {
  /** A later statement about the same clip replaces the earlier one. */
  record(consent: Omit<Consent, 'withdrawnAtMs'>): Promise<void>;
  /** Undefined when there is none, or when it was withdrawn by removing the voice. */
  given(personId: string, clipHash: string): Promise<Consent | undefined>;
}

export function sqlConsents(database: Database): Consents {
  return {
    async record(consent) {
      await put(database, 'consents', {
        person_id: consent.personId,
        clip_hash: consent.clipHash,
        basis: consent.basis,
        wording_version: consent.wordingVersion,
        language: consent.language,
        given_at: consent.givenAtMs,
        withdrawn_at: null,
      });
    },
    async given(personId, clipHash) {
      const valid = { person_id: personId, clip_hash: clipHash, withdrawn_at: null };
      const row = await rowWhere(database, 'consents', valid);
      return row && consentOf(row);
    },
  };
}

export function consentOf(row: Tables['consents']): Consent {
  return {
    personId: row.person_id,
    basis: row.basis as Consent['basis'],
    wordingVersion: row.wording_version,
    language: row.language,
    clipHash: row.clip_hash,
    givenAtMs: row.given_at,
    ...(row.withdrawn_at !== null && { withdrawnAtMs: row.withdrawn_at }),
  };
}
