import { createHash } from 'node:crypto';

import { text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { Consent, Consents } from '#store/consents.ts';

/** Asked of a person before a recording of theirs goes anywhere. */
export const consentQuestion = text(($) => $.ownVoices.consent.question);

/** The sentences that a person states with a button, by their meaning. */
export const consentStatements = {
  own: text(($) => $.ownVoices.consent.own),
  permitted: text(($) => $.ownVoices.consent.permitted),
} as const satisfies Readonly<Record<Consent['basis'], unknown>>;

/** In which language and which words of it somebody was asked. */
export type ConsentWording = Pick<Consent, 'language' | 'wordingVersion'>;

const versionLength = 16;

/** The words in which this reader is asked. Their version is made of them, so that no word changes without it. */
export function wordingFor(t: Translate): ConsentWording {
  const { own, permitted } = consentStatements;
  const words = JSON.stringify([t(consentQuestion), t(own), t(permitted)]);
  const hash = createHash('sha256').update(words).digest('hex');
  return { language: t.locale, wordingVersion: hash.slice(0, versionLength) };
}

/** Records that somebody may use the voice of a recording: without it nothing is cloned. */
export async function recordStatement(
  statement: Omit<Consent, 'givenAtMs' | 'withdrawnAtMs'>,
  { consents }: { readonly consents: Consents },
): Promise<void> {
  await consents.record({ ...statement, givenAtMs: Date.now() });
}
