import type { Consent, Consents } from '../consents.ts';
import type { Database, Tables } from './tables.ts';

export function sqlConsents(database: Database): Consents {
  return {
    async record(consent) {
      const statement = {
        basis: consent.basis,
        wording_version: consent.wordingVersion,
        given_at: consent.givenAtMs,
        withdrawn_at: null,
      };
      await database
        .insertInto('consents')
        .values({ person_id: consent.personId, clip_hash: consent.clipHash, ...statement })
        .onConflict((conflict) =>
          conflict.columns(['person_id', 'clip_hash']).doUpdateSet(statement),
        )
        .execute();
    },
    async given(personId, clipHash) {
      const row = await database
        .selectFrom('consents')
        .selectAll()
        .where('person_id', '=', personId)
        .where('clip_hash', '=', clipHash)
        .where('withdrawn_at', 'is', null)
        .executeTakeFirst();
      return row && consentOf(row);
    },
  };
}

export function consentOf(row: Tables['consents']): Consent {
  return {
    personId: row.person_id,
    basis: row.basis as Consent['basis'],
    wordingVersion: row.wording_version,
    clipHash: row.clip_hash,
    givenAtMs: row.given_at,
    ...(row.withdrawn_at !== null && { withdrawnAtMs: row.withdrawn_at }),
  };
}
