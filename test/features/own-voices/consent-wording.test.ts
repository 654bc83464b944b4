import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import {
  consentQuestion,
  consentStatements,
  consentWordingVersion,
  recordStatement,
} from '#features/own-voices/consent-wording.ts';

import { anyClip, hashOf, testStore } from '../../store/folder.ts';
import { stopClocks } from '../../virtual-time.ts';

/**
 * The wordings that people agreed to, by version; old statements are held against them. A changed wording is a new version
 * and a new line here: the old ones stay.
 */
const wordings: Readonly<Record<string, string>> = {
  '2026-11': '8bc956feb096dc205f6e213a54e28df3f0924028ad0127f2f6c234234e8e3a4b',
};

test('every change of the wording is a new version of it', () => {
  const words = JSON.stringify([consentQuestion, consentStatements]);
  const hash = createHash('sha256').update(words).digest('hex');
  expect(wordings[consentWordingVersion]).toBe(hash);
  expect(Object.keys(wordings).at(-1)).toBe(consentWordingVersion);
});

test.each(['own', 'permitted'] as const)(
  'a statement says who gave it, when, in which wording, for which recording, and whose voice it is: %s',
  async (basis) => {
    await using rig = await testStore();
    const clipHash = hashOf(anyClip());
    stopClocks();
    await recordStatement({ personId: 'ann', basis, clipHash }, rig.store);
    const store = await rig.reopen();
    expect(await store.consents.given('ann', clipHash)).toEqual({
      personId: 'ann',
      basis,
      clipHash,
      wordingVersion: consentWordingVersion,
      givenAtMs: Date.now(),
    });
  },
);
