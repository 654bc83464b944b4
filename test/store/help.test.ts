import { expect, test } from 'vitest';

import { ann, mod, phraseOf } from './busy-person.ts';
import { testStore } from './folder.ts';

const help = { personId: ann, helperId: 'bob', askedAtMs: 1 };

test('each person has one helper, and whoever helps can help several', async () => {
  await using rig = await testStore();
  const { helpers } = rig.store;
  await helpers.set(help, ann);
  await helpers.set({ ...help, helperId: 'eve', agreedAtMs: 2 }, 'eve');
  await helpers.set({ ...help, personId: mod, helperId: 'eve' }, mod);
  expect(await helpers.of(ann)).toEqual([{ ...help, helperId: 'eve', agreedAtMs: 2 }]);
  expect(await helpers.of('bob')).toEqual([]);
  expect(await helpers.of('eve')).toHaveLength(2);
  expect(await helpers.end(help, ann)).toBe(false);
});

test('what a helper does is on the record of the person, and goes with their data', async () => {
  await using rig = await testStore();
  const { helpers, phrases, people, audit, personalData } = rig.store;
  await helpers.set({ ...help, agreedAtMs: 2 }, 'bob');
  const own = { of: 'person', userId: ann } as const;
  const saved = { phrases: [phraseOf('1', { as: 'words', words: 'marker-words' })] };
  await phrases.put(own, saved, 'bob');
  await people.change(ann, { actorId: 'bob' }, (now) => ({ ...now, spokenName: 'marker-name' }));
  await people.change(ann, { actorId: ann }, (now) => ({ ...now, volumeDb: 1 }));
  await helpers.end(help, ann);
  const entries = await audit.forPerson(ann, 10);
  expect(entries.map(({ what, actorId }) => [what, actorId])).toEqual([
    ['helper-ended', ann],
    ['member', 'bob'],
    ['phrases', 'bob'],
    ['helper-agreed', 'bob'],
  ]);
  await personalData.forget(ann, { keepOptOut: false });
  expect(await audit.forPerson(ann, 10)).toEqual([]);
  expect(await rig.holding('marker-')).toEqual([]);
});
