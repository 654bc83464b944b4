import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import { recordStatement, wordingFor } from '#features/own-voices/consent-wording.ts';

import { ann, translations } from '../../fakes/asker.ts';
import { consentVersions } from '../../i18n/consent-versions.ts';
import { anyClip, hashOf, testStore } from '../../store/folder.ts';
import { stopClocks } from '../../virtual-time.ts';
import { studio } from './studio.ts';

test('the version is a hash of all that is read and stated', () => {
  const { own, permitted, question } = {
    question: translations()(($) => $.ownVoices.consent.question),
    own: translations()(($) => $.ownVoices.consent.own),
    permitted: translations()(($) => $.ownVoices.consent.permitted),
  };
  const words = JSON.stringify([question, own, permitted]);
  const hash = createHash('sha256').update(words).digest('hex');
  expect(wordingFor(translations('en-GB'))).toEqual({
    language: 'en',
    wordingVersion: hash.slice(0, 16),
  });
});

test.each(['own', 'permitted'] as const)(
  'a statement says who gave it, when, in which words of which language, for which recording, and whose voice it is: %s',
  async (basis) => {
    await using rig = await testStore();
    const clipHash = hashOf(anyClip());
    stopClocks();
    const wording = wordingFor(translations('ja'));
    await recordStatement({ userId: 'ann', basis, clipHash, ...wording }, rig.store);
    const store = await rig.reopen();
    expect(await store.consents.given('ann', clipHash)).toEqual({
      userId: 'ann',
      basis,
      clipHash,
      language: 'ja',
      wordingVersion: consentVersions['ja']?.at(-1),
      givenAtMs: Date.now(),
    });
  },
);

test('what is noted is the wording that was read, whatever language is set when the button is pressed', async () => {
  await using desk = await studio();
  const german = { ...ann, t: translations('de') };
  const { text, buttons } = await desk.make(german);
  expect(text).toMatch(/Wessen Stimme ist das\?/);
  await desk.press(buttons[0], { ...ann, t: translations('fr') });
  expect(await desk.store.consents.given(ann.id, desk.hash)).toMatchObject(
    wordingFor(translations('de')),
  );
});
