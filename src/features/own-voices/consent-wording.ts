import type { Consent, Consents } from '#store/consents.ts';

/** Goes up with every change of a sentence below, so that a statement can be held against what was agreed to. */
export const consentWordingVersion = '2026-11';

/** The sentences that a person states with a button, by their meaning. */
export const consentStatements: Readonly<Record<Consent['basis'], string>> = {
  own: 'It is my own voice',
  permitted: 'I may use this voice',
};

export const consentQuestion =
  'Whose voice is it? The recording goes to the speech service each time the voice speaks. I note who stated this, when, in which words, and for which recording. Clone no voice without leave.';

/** Records that somebody may use the voice of a recording: without it nothing is cloned. */
export async function recordStatement(
  { personId, basis, clipHash }: Pick<Consent, 'personId' | 'basis' | 'clipHash'>,
  { consents }: { readonly consents: Consents },
): Promise<void> {
  const wordingVersion = consentWordingVersion;
  await consents.record({ personId, basis, wordingVersion, clipHash, givenAtMs: Date.now() });
}
