import type { Consent, Consents } from '#store/consents.ts';

import { consentWordingVersion } from './consent-wording.ts';

/** Records that somebody may use the voice of a recording: without it nothing is cloned. */
export async function recordStatement(
  { personId, basis, clipHash }: Pick<Consent, 'personId' | 'basis' | 'clipHash'>,
  { consents, now }: { readonly consents: Consents; readonly now: () => number },
): Promise<void> {
  const wordingVersion = consentWordingVersion;
  await consents.record({ personId, basis, wordingVersion, clipHash, givenAtMs: now() });
}
