import { expect, test } from 'vitest';

import { ann, mod, phraseOf } from './busy-person.ts';
import { testStore } from './folder.ts';

const help = { personId: ann, helperId: 'bob', askedAtMs: 1 };

test('each person has one helper, and whoever helps can help several', async () => {
  await using rig = await testStore();
  const { helpers } = rig.store;
  await helpers.ask(help);
  await helpers.ask({ ...help, helperId: 'eve' });
  await helpers.agree({ ...help, helperId: 'eve' }, 2);
  await helpers.ask({ ...help, personId: mod, helperId: 'eve' });
  expect(await helpers.of(ann)).toEqual([{ ...help, helperId: 'eve', agreedAtMs: 2 }]);
  expect(await helpers.of('bob')).toEqual([]);
  expect(await helpers.of('eve')).toHaveLength(2);
  expect(await helpers.end(help, ann)).toBe(false);
});

test('whoever is asked in the place of another takes it at once, and only whoever is new', async () => {
  await using rig = await testStore();
  const { helpers, audit } = rig.store;
  expect(await helpers.ask(help)).toBe(true);
  await helpers.agree(help, 2);
  expect(await helpers.ask({ ...help, askedAtMs: 3 })).toBe(false);
  expect(await helpers.of(ann)).toEqual([{ ...help, agreedAtMs: 2 }]);
  expect(await helpers.ask({ ...help, helperId: 'eve', askedAtMs: 4 })).toBe(true);
  expect(await helpers.of(ann)).toEqual([{ ...help, helperId: 'eve', askedAtMs: 4 }]);
  const entries = await audit.forPerson(ann, 10);
  expect(entries.map(({ what }) => what)).toEqual(['helper-ended', 'helper-agreed']);
});

test('nobody becomes the helper of a person who took back that they asked, or asked somebody else', async () => {
  await using rig = await testStore();
  const { helpers, audit } = rig.store;
  await helpers.ask(help);
  await helpers.ask({ ...help, helperId: 'eve' });
  expect(await helpers.agree(help, 2)).toBe(false);
  await helpers.end({ ...help, helperId: 'eve' }, ann);
  expect(await helpers.agree({ ...help, helperId: 'eve' }, 2)).toBe(false);
  expect(await helpers.of(ann)).toEqual([]);
  const entries = await audit.forPerson(ann, 10);
  expect(entries.map(({ what }) => what)).toEqual(['helper-ended', 'helper-ended']);
});

test('what a helper does is on the record of the person, and goes with their data', async () => {
  await using rig = await testStore();
  const { helpers, phrases, people, audit, personalData } = rig.store;
  await helpers.ask(help);
  await helpers.agree(help, 2);
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
