import { expect, test } from 'vitest';

import { Privacy } from '#features/privacy/privacy.ts';
import type { PrivacyParts } from '#features/privacy/privacy.ts';

import { ann } from '../../fakes/asker.ts';
import { openReply } from '../../fakes/reply.ts';
import { anyClip, keepClone, testStore } from '../../store/folder.ts';

// An export of more than one answer may hold comes in several.

test.each([
  ['one file', 10 * 2 ** 20, [['my-data.zip']], /Everything I hold about you/],
  [
    'as many files as it takes',
    60_000,
    [['my-data-1.zip'], ['my-data-2.zip'], ['my-data-3.zip']],
    /3 files/,
  ],
])('everything is posted in %s', async (_, uploadLimitBytes, posted, said) => {
  await using rig = await testStore();
  const bytes = [1, 2, 3].map((seed) => new Uint8Array(35_000).fill(seed));
  for (const [at, each] of bytes.entries())
    await keepClone(rig.store, ann.id, `Voice ${at}`, anyClip(each));
  const intake = { inTurn: (...[, , work]: readonly unknown[]) => (work as () => unknown)() };
  const privacy = new Privacy({ ...rig.store, intake } as unknown as PrivacyParts);
  const { reply, answers } = openReply({ ephemeral: true });
  await privacy.export({ ...ann, uploadLimitBytes }, reply);
  await reply.sent();
  expect(answers.sent.map(({ files }) => files).filter(({ length }) => length > 0)).toEqual(posted);
  expect(answers.texts[0]).toMatch(said);
});
