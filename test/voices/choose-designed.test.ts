import { expect, test } from 'vitest';

import type { SpeechModel } from '#speech/catalogue.ts';
import { serverSettings } from '#store/server-settings.ts';
import { voiceBook } from '#voices/book.ts';
import { choose } from '#voices/choose.ts';
import type { ChosenVoice } from '#voices/choose.ts';
import type { VoiceLayers } from '#voices/layers.ts';
import { voiceSearch } from '#voices/search.ts';

import { designer } from '../features/own-voices/desk.ts';
import { espeak, kokoro, models } from './models.ts';

const design = 'an old wizard';

interface Scene extends Omit<Partial<VoiceLayers>, 'server'> {
  readonly words?: string;
  readonly server?: object;
  readonly known?: readonly SpeechModel[];
}

/** The speaker of a description's voice. */
function chosen({ words, asked, server, known = [...models, designer], ...set }: Scene = {}) {
  const book = voiceBook(known);
  const layers: VoiceLayers = {
    ...set,
    asked: { ...asked, design },
    ...(server && { server: serverSettings.parse(server) }),
  };
  return choose(words ?? 'A sentence that every model takes.', layers, {
    book,
    neighbours: voiceSearch(book),
    kept: { own: [], shared: [] },
    viewer: { userId: 'ann', guildId: 'club' },
  }) satisfies ChosenVoice;
}

test('a model that designs speaks in the voice of the description, whatever voice was set', () => {
  const { request, from } = chosen({
    person: { voice: 'af_sky/en-us/Kokoro', style: 'sad', speed: 2 },
    server: { clones: 'forbid' },
  });
  expect(from).toBe('asked');
  expect(request).toMatchObject({
    model: designer.slug,
    language: 'English',
    voice: { mode: 'design', description: design },
  });
});

test.each<[string, Scene, string]>([
  [
    'the one that was asked for',
    { asked: { language: 'de' }, person: { language: 'zh' } },
    'German',
  ],
  ['the person’s own', { person: { language: 'de' } }, 'German'],
  ['the model’s own, when it lacks the person’s', { person: { language: 'fi' } }, 'English'],
])('its language is %s', (_, scene, language) => {
  expect(chosen(scene).request.language).toBe(language);
});

test.each<[string, Scene, RegExp]>([
  ['no model designs', { known: models }, /can’t design voices[\s\S]*\/clone make/],
  ['nothing but presets is there', { known: [kokoro, espeak] }, /can’t design.*\/voice browse/],
  ['none designs in the language', { asked: { language: 'fi' } }, /only in English, German/],
  ['designed voices don’t read the letters', { words: 'مرحبا' }, /Designed voices.*letters/],
  [
    'the server has one voice',
    { server: { voice: { voice: 'af_sky/en-us/Kokoro' }, forcesVoice: true } },
    /one voice for everybody/,
  ],
  ['a style is asked for', { asked: { style: 'sad' } }, /take no style/],
])('it is refused where %s', (_, scene, why) => {
  expect(() => chosen(scene)).toThrow(why);
});
