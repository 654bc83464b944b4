import { expect, test } from 'vitest';

import { languagesOf } from '#features/own-voices/design-request.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';
import { designDesk } from './desk.ts';

test('the language that somebody has set in this server goes before the one they have everywhere', async () => {
  await using opened = await testStore();
  const { people, members } = opened.store;
  const by = { actorId: ann.id };
  expect(await languagesOf(ann, opened.store)).toEqual([]);
  await people.change(ann.id, by, (person) => ({ ...person, voice: { language: 'de' } }));
  await members.change({ guildId: '1', userId: ann.id }, by, (member) => ({
    ...member,
    voice: { language: 'zh' },
  }));
  expect(await languagesOf(ann, opened.store)).toEqual(['zh', 'de']);
  expect(await languagesOf({ ...ann, guildId: '2' }, opened.store)).toEqual(['de']);
  expect(await languagesOf({ ...ann, guildId: undefined }, opened.store)).toEqual(['de']);
});

test.each([
  ['de', 'German'],
  ['en-GB', 'English'],
  ['fi', 'English'],
])(
  'who has set no language hears takes in that of their Discord, %s, if it can be had',
  async (...given) => {
    const [locale, language] = given;
    await using desk = await designDesk();
    await desk.make('A calm woman', 'Made', { ...ann, locale });
    expect(desk.speech.asked[0]).toMatchObject({ language });
  },
);
