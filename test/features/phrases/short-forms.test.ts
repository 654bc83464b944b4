import { expect, test } from 'vitest';

import { Abbreviations } from '#features/phrases/abbreviations.ts';
import { maxAbbreviations } from '#store/person-settings.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';

test('a person has a hundred short forms: of one more it is told, one of them may be written anew', async () => {
  await using opened = await testStore();
  const { people } = opened.store;
  const full = Array.from({ length: maxAbbreviations }, (_, at) => ({
    short: `s${at}`,
    long: 'x',
  }));
  await people.change(ann.id, { actorId: ann.id }, (person) => ({
    ...person,
    abbreviations: full,
  }));
  const short = new Abbreviations({ people });
  await expect(short.add(ann, 'more', 'one more')).rejects.toMatchObject({
    text: { values: { most: 100 } },
  });
  await short.add(ann, 'S0', 'other');
  const { abbreviations } = await people.get(ann.id);
  expect(abbreviations).toHaveLength(100);
  expect(abbreviations.at(-1)).toEqual({ short: 'S0', long: 'other' });
});
