import { expect, test } from 'vitest';

import { UserError } from '#errors.ts';
import { serverVoices } from '#features/voices/server-voices.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';
import { models } from '../../voices/models.ts';

const guildId = '1';
const book = voiceBook(models);

test('who forbids more voices than may be is told how many that are, and nothing changes', async () => {
  await using opened = await testStore();
  const { store } = opened;
  const catalogue = { book, search: voiceSearch(book) };
  const server = serverVoices({
    ...store,
    chooser: chooser({ ...store, catalogue }),
    catalogue,
    speaking: { silence: () => undefined },
    banning: undefined as never,
    mail: { obstacle: () => undefined },
    view: { namesOf: () => undefined, roleName: () => undefined, channelName: () => undefined },
    ready: async () => undefined,
  });
  const full = Array.from({ length: 2_000 }, (_, at) => `gone${at}/xx/Gone`);
  await store.serverSettings.change(guildId, { actorId: ann.id }, (now) => ({
    ...now,
    forbiddenVoices: full,
  }));
  const refused = await server.forbid(ann, 'Sky', true).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UserError);
  expect(String(refused)).toMatch(/2,000/u);
  expect((await store.serverSettings.get(guildId)).forbiddenVoices).toEqual(full);
});
