import { expect, test } from 'vitest';

import type { Obstacle } from '#features/autoread/decision.ts';
import { outcomeFor } from '#features/autoread/outcome-sentence.ts';
import { inEnglish } from '#i18n/texts.ts';
import { serverSettings } from '#store/server-settings.ts';

import { ann } from '../../fakes/asker.ts';

function told(why: Obstacle, settings: object = {}): string {
  const outcome = { kind: 'not-read', why } as const;
  const now = serverSettings.parse(settings);
  return inEnglish(outcomeFor(ann, { outcome, authorId: ann.id }, now));
}

// A setting that kept a message unread may be set no longer.
test.each<[Obstacle, now: object, sentence: RegExp]>([
  ['no-prefix', { reading: { prefix: '!' } }, /^Only messages that begin with “!” are read here/],
  ['no-prefix', {}, /^It did not begin with what read messages began with then/],
  ['skip-mark', { reading: { skipMarks: ['#'] } }, /not to be read \(“#”\)/],
  ['skip-mark', { reading: { skipMarks: [] } }, /that were not to be read then/],
  ['no-role', { reading: { requiredRoleId: '5' } }, /with the role <@&5> are read here/],
  ['no-role', {}, /did not have the role that was needed then/],
  ['cooldown', { moderation: { cooldownMs: 7_000 } }, /sooner than 7 s after/],
])('%s, where %j is set now, is told as it is', (why, now, sentence) => {
  expect(told(why, now)).toMatch(sentence);
});
