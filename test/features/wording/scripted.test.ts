import { expect, test } from 'vitest';

import { scripted } from '#features/wording/scripted.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';

import { keepClone, testStore } from '../../store/folder.ts';
import { models } from '../../voices/models.ts';

test.each([
  ['for a whole text', undefined],
  ['for a part of it', { voice: 'Lent' }],
])('a voice that is taken back while its clip is read speaks no more: %s', async (_, manner) => {
  await using rig = await testStore();
  const { store } = rig;
  const { id } = await keepClone(store, 'ann', 'Lent');
  await store.sharing.share(id, 'ann', 'club', true);
  const book = voiceBook(models);
  const choosing = chooser({
    ...store,
    catalogue: { book, search: voiceSearch(book) },
    clips: {
      async read(hash) {
        const clip = await store.clips.read(hash);
        await store.sharing.share(id, 'ann', 'club', false);
        return clip;
      },
    },
  });
  const speaker = { userId: 'bob', guildId: 'club' };
  const asked = manner ? {} : { voice: 'Lent' };
  const pieces = [
    { kind: 'text' as const, text: 'A sentence of the usual length.', ...(manner && { manner }) },
  ];
  const wish = { speaker, asked, impossible: 'ignore' } as const;
  await expect(scripted(pieces, wish, choosing)).rejects.toThrow('“Lent” may no longer be used');
});

test('a text is spoken by one kept voice at most, since taking that back ends all of it', async () => {
  await using rig = await testStore();
  const { store } = rig;
  for (const name of ['One', 'Two']) await keepClone(store, 'ann', name);
  const book = voiceBook(models);
  const choosing = chooser({ ...store, catalogue: { book, search: voiceSearch(book) } });
  const said = (...voices: readonly string[]) =>
    scripted(
      voices.map((voice) => ({
        kind: 'text' as const,
        text: 'A sentence of the usual length.',
        manner: { voice },
      })),
      { speaker: { userId: 'ann', guildId: undefined }, asked: {}, impossible: 'refuse' },
      choosing,
    );
  await expect(said('One', 'Two')).rejects.toThrow('Only one kept voice can speak in a text.');
  const { profile } = await said('One', 'One');
  expect(profile?.name).toBe('One');
});
