import { expect, test } from 'vitest';

import { Reply } from '#discord/reply.ts';
import { Privacy } from '#features/privacy/privacy.ts';

import { FakeAnswers } from '../../fakes/answers.ts';
import { ann } from '../../fakes/asker.ts';
import { fakeIntake } from '../../fakes/intake.ts';
import { FakeLog } from '../../fakes/log.ts';
import { testStore } from '../../store/folder.ts';

test.each([
  [undefined, ['my-data.zip'], ''],
  ['Attach Files', [], 'not allowed to post files here (**Attach Files**)'],
] as const)('an export where the right %s is missing', async (missingForFiles, files, why) => {
  await using opened = await testStore();
  const answers = new FakeAnswers();
  const expiresAtMs = Date.now() + 60_000;
  const log = new FakeLog();
  const reply = new Reply({ answers, log, ephemeral: true, target: 'new', expiresAtMs });
  const privacy = new Privacy({
    ...opened.store,
    intake: fakeIntake(),
    withdrawal: { forgetPerson: () => Promise.reject(new Error('nobody asked for that')) },
    speaking: { silence: () => undefined },
    textFile: new URL('../../../PRIVACY.md', import.meta.url),
  });
  const refusal = await privacy.export({ ...ann, missingForFiles }, reply).then(
    () => '',
    (error: unknown) => String(error),
  );
  expect(refusal).toContain(why);
  expect(answers.sent.flatMap((sent) => sent.files)).toEqual(files);
});
