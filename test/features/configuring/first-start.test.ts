import { expect, test } from 'vitest';

import { UserError } from '#errors.ts';
import { FirstStart } from '#features/configuring/first-start.ts';
import { ownWords } from '#i18n/text.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';

test('why the bot can’t come is told where nothing else is missing, also when it is tried again', async () => {
  await using opened = await testStore();
  const { serverSettings } = opened.store;
  const firstStart = new FirstStart({
    serverSettings,
    serverReading: {
      on: async () => undefined,
      hindrances: () => [],
    },
    presence: {
      async join() {
        throw new UserError(ownWords('That call is full.'));
      },
    },
    whereabouts: { channelOf: () => '3', obstacle: () => undefined },
    voiceChannels: () => [],
  });
  const started = JSON.stringify(await firstStart.start(ann, ['2', 'usual', 'inCall'], true));
  expect(started).toContain('⚠️ That call is full.');
  const again = JSON.stringify(await firstStart.again(ann, '2'));
  expect(again).toContain('⚠️ That call is full.');
  expect(again).toContain('setup:again:2');
});
