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
    view: { channelName: () => 'name' },
    voiceChannels: () => [],
  });
  const started = JSON.stringify(await firstStart.start(ann, ['2', 'usual', 'inCall'], true));
  expect(started).toContain('⚠️ That call is full.');
  const again = JSON.stringify(await firstStart.again(ann, '2'));
  expect(again).toContain('⚠️ That call is full.');
  expect(again).toContain('setup:again:2');
});

test.each([
  ['de', 'de'],
  ['xx', undefined],
])('of the language %s the server is written to in %s', async (language, writtenLanguage) => {
  await using opened = await testStore();
  const changes: unknown[] = [];
  const firstStart = new FirstStart({
    serverSettings: opened.store.serverSettings,
    serverReading: {
      on: async (_asker, _channelId, made) => void changes.push(made),
      hindrances: () => [],
    },
    presence: { join: async () => '3' },
    whereabouts: { channelOf: () => undefined, obstacle: () => undefined },
    view: { channelName: () => 'name' },
    voiceChannels: () => [],
  });
  await firstStart.start(ann, ['2', language, 'muted'], false);
  expect(changes).toEqual([
    {
      'reading.authorInCall': true,
      'reading.optIn': false,
      'reading.onlyMuted': true,
      'reading.joins': false,
      writtenLanguage,
    },
  ]);
});
