import { expect, test } from 'vitest';

import { ChangingPhrases } from '#features/phrases/changing.ts';
import type { Filled } from '#features/phrases/changing.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';

const owner = { of: 'person', userId: ann.id } as const;

async function scene() {
  const rig = await testStore();
  const changing = new ChangingPhrases({
    ...rig.store,
    chooser: { check: async () => undefined },
    languages: { find: async () => ({ language: 'en', shown: true }) },
    now: Date.now,
    onChanged: () => undefined,
  } as unknown as ConstructorParameters<typeof ChangingPhrases>[0]);
  const save = (filled: Partial<Filled>) =>
    changing.save(ann, 'me', { words: '', label: '', folder: '', voice: '', style: '', ...filled });
  const book = () => rig.store.phrases.of(owner);
  return { changing, save, book, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() };
}

test('no two folders have one name, however it is written, so that each can be told from the other', async () => {
  await using rig = await scene();
  const { changing, save, book } = rig;
  await save({ words: 'Bread.', folder: 'Café' });
  await save({ words: 'Cake.', folder: ' CAFE\u0301 ' });
  await save({ words: 'Chess.', folder: 'Games' });
  const { folders } = await book();
  expect(folders.map(({ name }) => name)).toEqual(['Café', 'Games']);
  const [cafe, games] = folders;
  const rename = changing.renameFolder(ann, 'me', games?.id ?? '', 'café');
  await expect(rename).rejects.toThrow('There is a folder “Café” already.');
  await changing.renameFolder(ann, 'me', cafe?.id ?? '', 'CAFÉ');
  expect((await book()).folders.map(({ name }) => name)).toEqual(['CAFÉ', 'Games']);
});

test.each(['\u0001', '\u200B', '\u3164', '\u2800 \u200E'])(
  'no button is without words: %j is nothing to say, and no label',
  async (nothing) => {
    await using rig = await scene();
    const { save, book } = rig;
    await expect(save({ words: nothing })).rejects.toThrow(/./);
    expect(await save({ words: 'Hello.', label: nothing })).toMatchObject({ label: 'Hello.' });
    const { folders, phrases } = await book();
    expect([folders, phrases.map(({ label }) => label)]).toEqual([[], ['Hello.']]);
    expect(await save({ words: '👩🏽‍🦽 ❤️', label: '👩🏽‍🦽' })).toMatchObject({ label: '👩🏽‍🦽' });
  },
);
