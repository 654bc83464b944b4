import { expect, test } from 'vitest';

import { UserError } from '#errors.ts';
import { Preferences } from '#features/voices/preferences.ts';
import { TextLanguages } from '#features/wording/text-languages.ts';
import type { Store } from '#store/store.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { profileKey } from '#voices/profile-key.ts';
import { voiceSearch } from '#voices/search.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';
import { models } from '../../voices/models.ts';

const guildId = '1';
const here = { guildId, userId: ann.id };
const mod = { ...ann, id: '13', name: 'Mo', moderates: true };
const book = voiceBook(models);
const sound = { mode: 'preset', voice: 'af_sky/en-us/Kokoro' } as const;

async function scene() {
  const opened = await testStore();
  const { store } = opened;
  const catalogue = { book, search: voiceSearch(book) };
  const keep = async (ownerId: string, name: string) =>
    profileKey((await store.voices.keep({ ownerId, name, sound })).id);
  return {
    store,
    keep,
    preferences: new Preferences({
      ...store,
      chooser: chooser({ ...store, catalogue }),
      languages: new TextLanguages({ ...store, catalogue, view: { localeOf: () => undefined } }),
    }),
    settings: async () => store.members.get(here),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

/** Somebody whose settings others may copy. */
async function lender({ people }: Pick<Store, 'people'>) {
  const bea = { ...ann, id: '12' };
  await people.change(bea.id, { actorId: bea.id }, (person) => ({
    ...person,
    lendsSettings: true,
  }));
  return bea;
}

test('a moderator who changes somebody’s speed takes no voice away that they can’t see, nor learns of it', async () => {
  await using desk = await scene();
  const { keep, preferences, settings } = desk;
  const voice = await keep(ann.id, 'Secret');
  await preferences.set(ann, { voice }, true);
  expect(await preferences.setFor(mod, ann.id, { speed: 0.8 })).toEqual({
    visible: { speed: 0.8 },
  });
  expect(await settings()).toMatchObject({ voice: { voice, speed: 0.8 }, setBy: mod.id });
  // Another voice is another wish.
  await preferences.setFor(mod, ann.id, { voice: 'Emma' });
  expect((await settings()).voice.voice).toBe('bf_emma/en-gb/Kokoro');
});

test('nothing is copied of who has set nothing, and nobody loses what they have by it', async () => {
  await using desk = await scene();
  const { store, preferences } = desk;
  const bea = await lender(store);
  await preferences.set(ann, { voice: 'Emma' }, false);
  await expect(preferences.copy(ann, bea.id)).rejects.toThrow(/has set nothing/);
  expect((await store.people.get(ann.id)).voice.voice).toBe('bf_emma/en-gb/Kokoro');
});

test('what is copied is what speaks for somebody here, before what they have everywhere', async () => {
  await using desk = await scene();
  const { store, preferences } = desk;
  const bea = await lender(store);
  await preferences.set(bea, { voice: 'Sky', speed: 0.8 }, false);
  await preferences.set(bea, { voice: 'Emma' }, true);
  await preferences.copy(ann, bea.id);
  expect((await store.people.get(ann.id)).voice).toMatchObject({
    voice: 'bf_emma/en-gb/Kokoro',
    speed: 0.8,
  });
  expect((await store.members.get(here)).voice).toEqual({});
});

test('where there is no server nothing is reset for this one alone, nor everywhere', async () => {
  await using desk = await scene();
  const { store, preferences } = desk;
  await preferences.set(ann, { voice: 'Emma' }, false);
  const outside = { ...ann, guildId: undefined };
  await expect(preferences.reset(outside, true)).rejects.toThrow(/only in a server/);
  expect((await store.people.get(ann.id)).voice.voice).toBe('bf_emma/en-gb/Kokoro');
});

test('a moderator gives nobody a voice that only they themselves can use, nor hears that there is one', async () => {
  await using desk = await scene();
  const { keep, preferences, settings } = desk;
  const voice = await keep(ann.id, 'Secret');
  for (const typed of ['Secret', voice])
    await expect(preferences.setFor(mod, ann.id, { voice: typed })).rejects.toThrow(UserError);
  expect((await settings()).voice).toEqual({});
});
