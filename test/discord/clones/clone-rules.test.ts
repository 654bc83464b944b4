import { expect, test } from 'vitest';

import { assertFree, numberedName } from '../../../src/discord/clones/clone-rules.ts';
import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';

const sound = { mode: 'design', description: 'calm' } as const;

test('a name is taken as it is read, and one that differs by a mark is another', async () => {
  await using opened = await testStore();
  const { store } = opened;
  await store.voices.keep({ ownerId: ann.id, name: 'राम', sound });
  await expect(assertFree('राम', ann, store)).rejects.toThrow(/keep a voice called “राम” already/);
  await expect(assertFree('रमा', ann, store)).resolves.toBeUndefined();
  await store.voices.keep({ ownerId: ann.id, name: 'रमा', sound });
  expect(await numberedName('रमा', ann, store)).toBe('रमा (2)');
});
