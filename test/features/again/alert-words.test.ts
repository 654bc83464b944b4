import { expect, test } from 'vitest';

import type { Reply } from '#discord/reply.ts';
import { Alerts } from '#features/again/alerts.ts';
import type { OwnLine } from '#features/phrases/own-call.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';

test.each([
  ['', ann.t(($) => $.speakBox.alert.words)],
  ['  ', ann.t(($) => $.speakBox.alert.words)],
  [' Wait! ', 'Wait!'],
])('of %j an alert says %j', async (typed, text) => {
  await using opened = await testStore();
  const spoken: OwnLine[] = [];
  const alerts = new Alerts({
    serverSettings: opened.store.serverSettings,
    ownCall: { there: (asker) => asker, speak: async (_there, line) => void spoken.push(line) },
    phrases: { lineFor: async () => undefined },
  });
  await alerts.say(ann, typed, {} as Reply);
  expect(spoken).toEqual([{ text, choice: {}, isAlert: true }]);
});
