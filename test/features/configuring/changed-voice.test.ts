import { expect, test } from 'vitest';

import { SettingChanges } from '#features/configuring/setting-changes.ts';
import type { SettingChangesParts } from '#features/configuring/setting-changes.ts';
import type { Changes } from '#features/settings/setting.ts';

import { ann } from '../../fakes/asker.ts';

test('without the server’s voice there is none for everybody; another setting changes alone', async () => {
  const made: Changes[] = [];
  const changes = new SettingChanges({
    voicePanels: {
      server: { rewrite: async (_: unknown, change: (now: object) => unknown) => change({}) },
    },
    serverReading: { changed: (_: unknown, now: object, all: Changes) => (made.push(all), now) },
  } as unknown as SettingChangesParts);
  await changes.change(ann, { voice: undefined });
  await changes.change(ann, { 'reading.joins': true });
  expect(made).toEqual([{ forcesVoice: false, voice: {} }, { 'reading.joins': true }]);
});
