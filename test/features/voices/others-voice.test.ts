import { expect, test } from 'vitest';

import { othersVoiceView } from '#features/voices/others-voice.ts';
import { TextLanguages } from '#features/wording/text-languages.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { profileKey } from '#voices/profile-key.ts';
import { voiceSearch } from '#voices/search.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';
import { models } from '../../voices/models.ts';

const guildId = '1';
const mod = { ...ann, id: '13', name: 'Mo', moderates: true };
const book = voiceBook(models);
const sky = 'af_sky/en-us/Kokoro';

/** Ann, who speaks with a voice of her own: everywhere, and in this server. */
async function scene() {
  const opened = await testStore();
  const { store } = opened;
  const { voices, people, members } = store;
  // It speaks like a preset: what is told of it doesn't depend on its sound.
  const sound = { mode: 'preset' as const, voice: sky };
  const { id } = await voices.keep({ ownerId: ann.id, name: 'Secret', sound });
  const voice = { voice: profileKey(id), speed: 1.5 };
  const by = { actorId: ann.id };
  await people.change(ann.id, by, (person) => ({ ...person, voice }));
  await members.change({ guildId, userId: ann.id }, by, (member) => ({ ...member, voice }));
  const catalogue = { book, search: voiceSearch(book) };
  const parts = {
    ...store,
    chooser: chooser({ ...store, catalogue }),
    languages: new TextLanguages({ ...store, catalogue, view: { localeOf: () => 'pt-BR' } }),
  };
  return {
    store,
    id,
    /** As somebody sees it who may know what is shared here. */
    shown: async (asker = mod) => {
      const kept = await voices.sharedWith(guildId);
      return JSON.stringify(await othersVoiceView(asker, ann.id, { book, kept }, parts));
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

test('a voice that somebody keeps for themselves is named to nobody else, wherever they have set it', async () => {
  await using here = await scene();
  const shown = await here.shown();
  expect(shown).toContain('with a voice that only they can use');
  expect(shown).toContain('**In this server** speed 1.5');
  for (const secret of ['Secret', here.id, 'Sky']) expect(shown).not.toContain(secret);
});

test('one that is shared here is named, and can be reported by everybody but its owner', async () => {
  await using here = await scene();
  await here.store.sharing.share(here.id, ann.id, guildId, true);
  const shown = await here.shown();
  expect(shown).toContain('with **“Secret”**');
  expect(shown).toContain('**In this server** “Secret” · speed 1.5');
  expect(shown).toContain(`clone:report:${here.id}`);
  expect(await here.shown({ ...mod, id: ann.id })).not.toContain('clone:report:');
});

test('for whom nothing was set, a voice speaks the language of the server, as in what they write', async () => {
  await using here = await scene();
  const { store } = here;
  const by = { actorId: ann.id };
  await store.people.change(ann.id, by, (person) => ({ ...person, voice: {} }));
  await store.members.change({ guildId, userId: ann.id }, by, (member) => ({
    ...member,
    voice: {},
  }));
  expect(await here.shown()).toContain('Dora, Portuguese (Brazil)');
});

test('who speaks for others is seen by moderators, and by everybody whom they let copy it', async () => {
  await using here = await scene();
  const bea = { ...ann, id: '12', name: 'Bea' };
  await expect(here.shown(bea)).rejects.toThrow(/Only moderators see/);
  await expect(here.shown({ ...mod, guildId: undefined })).rejects.toThrow(/only in a server/);
  expect(await here.shown({ ...bea, managesServer: true })).toContain('speaks here with');
  await here.store.people.change(ann.id, { actorId: ann.id }, (person) => ({
    ...person,
    lendsSettings: true,
  }));
  expect(await here.shown(bea)).toContain('speaks here with');
});
