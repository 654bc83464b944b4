import { expect, test } from 'vitest';

import { UserError } from '#errors.ts';
import { Alerts } from '#features/again/alerts.ts';
import type { AlertsParts } from '#features/again/alerts.ts';
import { ownWords } from '#i18n/text.ts';

import { ann } from '../../fakes/asker.ts';
import { openReply } from '../../fakes/reply.ts';

test('an alert that is refused doesn’t count among the three of a minute', async () => {
  let isRefused = true;
  const alerts = new Alerts({
    ownCall: {
      there: (asker: unknown) => asker,
      async speak() {
        if (isRefused) throw new UserError(ownWords('Nobody is here.'));
      },
    },
    phrases: { lineFor: async () => undefined },
    serverSettings: { get: async () => ({ calls: { alerts: true } }) },
  } as unknown as AlertsParts);
  const say = (): Promise<string> =>
    alerts.say(ann, 'Help.', openReply().reply).then(
      () => 'heard',
      (error: Error) => error.message,
    );
  const refused = [await say(), await say(), await say(), await say()];
  expect(refused).toEqual(Array.from({ length: 4 }, () => 'Nobody is here.'));
  isRefused = false;
  expect([await say(), await say(), await say()]).toEqual(['heard', 'heard', 'heard']);
  expect(await say()).toMatch(/3 a minute/);
});
