import { expect, test } from 'vitest';

import type { KnownVoices } from '#features/settings/setting.ts';
import type { ShownPreferences } from '#features/voices/preferences.ts';
import { showView } from '#features/voices/show-view.ts';
import { ownWords } from '#i18n/text.ts';
import { voiceBook } from '#voices/book.ts';
import type { ChosenVoice } from '#voices/choose.ts';

import { ann } from '../../fakes/asker.ts';
import { models } from '../../voices/models.ts';

const known = { book: voiceBook(models), kept: [] };

/** The view of somebody whose speed a moderator has set. */
function shown(from: ChosenVoice['from'], voices: KnownVoices = known): string {
  const request = { text: 'Hi.', model: 'Kokoro', language: 'en-us', speed: 0.8 } as const;
  const voice = { mode: 'preset', id: 'af_sky' } as const;
  const preferences: ShownPreferences = {
    userId: ann.id,
    everywhere: { voice: 'af_sky/en-us/Kokoro' },
    here: { speed: 0.8 },
    setBy: '13',
    lends: false,
    volumeDb: { everywhere: 0, here: undefined },
    proxies: [],
    speaks: { request: { ...request, voice }, name: ownWords('Sky'), from, passedOver: [] },
    notes: [],
  };
  return JSON.stringify(showView(preferences, voices, ann.t));
}

test.each([
  [undefined, /^(?!.*own machine)/],
  [0.151, /own machine: 0\.15 s of work for each second of speech/],
  [0.81, /own machine, too slowly to be heard live: 0\.81 s of work/],
])(
  'with %s seconds of work for each of speech it is told where and how fast it is made',
  (factor, told) => {
    const timing = factor === undefined ? {} : { realTimeFactor: factor };
    const timed = models.map((model) => Object.assign({}, model, timing));
    expect(shown('person', { ...known, book: voiceBook(timed) })).toMatch(told);
  },
);

test('a moderator is named for the voice that they set, and for no other', () => {
  expect(shown('member').split('<@13>')).toHaveLength(3);
  const own = shown('person');
  // Only for the speed.
  expect(own.split('<@13>')).toHaveLength(2);
  expect(own).toMatch(/speed 0\.8[^\\]*<@13>/);
});
