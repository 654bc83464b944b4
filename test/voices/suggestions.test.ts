import { expect, test } from 'vitest';

import { voiceBook } from '#voices/book.ts';
import { profileKey } from '#voices/profile-key.ts';
import { voiceSearch } from '#voices/search.ts';
import type { Choice } from '#voices/search.ts';
import { voiceSuggestions } from '#voices/suggestions.ts';

import { translations } from '../fakes/asker.ts';
import { testStore } from '../store/folder.ts';
import { models } from './models.ts';

const owner = { userId: '11', guildId: '1' };
const other = { userId: '12', guildId: '1' };
const direct = { userId: '11' };

/** The owner keeps two presets under names of their own, and shares one with the server. */
async function kept() {
  const opened = await testStore();
  const { store } = opened;
  const book = voiceBook(models);
  let typed = 0;
  const suggestions = voiceSuggestions({
    ...store,
    catalogue: { book, search: voiceSearch(book) },
    onTyping: () => (typed += 1),
  });
  const keep = async (name: string) =>
    store.voices.keep({
      ownerId: owner.userId,
      name,
      sound: { mode: 'preset', voice: 'af_sky/en-us/Kokoro' },
    });
  const [shared, own] = [await keep('Zorba'), await keep('Zita')];
  await store.sharing.share(shared.id, owner.userId, '1', true);
  return {
    store,
    suggestions,
    shared,
    own,
    typed: () => typed,
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

const t = translations();
const names = (choices: readonly Choice[]): readonly string[] => choices.map(({ name }) => t(name));

test('one’s own voices come first, those that are shared to others, and then presets', async () => {
  await using here = await kept();
  const { suggestions } = here;
  const presets = names(await suggestions.voices('', { ...direct, userId: '13' }));
  const first = names(await suggestions.voices('', owner));
  expect(first.slice(0, 2).toSorted()).toEqual(['Zita · yours', 'Zorba · yours']);
  expect(first.slice(2)).toEqual(presets.slice(0, 23));
  expect(names(await suggestions.voices('', other))).toEqual([
    'Zorba · shared here',
    ...presets.slice(0, 24),
  ]);
  expect(names(await suggestions.voices('zita', direct)).at(0)).toBe('Zita · yours');
  expect(here.typed()).toBe(4);
});

test('what is forbidden in a server is suggested there to nobody, and to its admins to be allowed', async () => {
  await using here = await kept();
  const forbiddenVoices = [profileKey(here.shared.id), 'bf_emma/en-gb/Kokoro'];
  await here.store.serverSettings.change('1', { actorId: '14' }, (before) => ({
    ...before,
    forbiddenVoices,
  }));
  const { suggestions } = here;
  for (const typed of ['zorba', 'emma'])
    expect(names(await suggestions.voices(typed, owner))).not.toContainEqual(
      expect.stringMatching(new RegExp(`^${typed}`, 'i')),
    );
  expect(names(await suggestions.voices('zorba', direct)).at(0)).toBe('Zorba · yours');
  expect(names(await suggestions.forbidden('', other))).toEqual(['Zorba', 'Emma · Kokoro']);
  expect(await suggestions.forbidden('', direct)).toEqual([]);
});

test('to be reported are voices of others, to be managed one’s own', async () => {
  await using here = await kept();
  const { suggestions } = here;
  expect(names(await suggestions.shared('', other))).toEqual(['Zorba · shared here']);
  expect(await suggestions.shared('', owner)).toEqual([]);
  expect(names(await suggestions.own('', owner))).toHaveLength(2);
  expect(await suggestions.own('', other)).toEqual([]);
});
