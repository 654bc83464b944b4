import { expect, test } from 'vitest';

import { profileKey } from '#voices/profile-key.ts';

import { clip, cloner, kept, outcome } from './choice.ts';
import type { Scene } from './choice.ts';
import { models } from './models.ts';

test.each<[string, Scene, string]>([
  ['one’s own clone by key', { asked: { voice: profileKey('mine') } }, 'asked: clone mine English'],
  [
    'one’s own clone by name, in any case',
    { asked: { voice: 'MINE' } },
    'asked: clone mine English',
  ],
  [
    'a clone in another language',
    { asked: { voice: 'mine', language: 'de' } },
    'asked: clone mine German',
  ],
  [
    'a clone in the language that was found',
    { found: 'de', person: { voice: profileKey('mine') } },
    'person: clone mine German',
  ],
  [
    'a clone in its own where its model doesn’t speak what was found',
    { found: 'el', person: { voice: profileKey('mine') } },
    'person: clone mine English',
  ],
  [
    'a clone that was asked for, where its model doesn’t speak what was found or set',
    { found: 'el', person: { language: 'el' }, asked: { voice: 'mine' } },
    'asked: clone mine English',
  ],
  [
    'a kept preset that was asked for, where it doesn’t speak what was set',
    { person: { language: 'el' }, asked: { voice: 'posh' } },
    'asked: bf_emma',
  ],
  [
    'a clone as one’s voice',
    { person: { voice: profileKey('mine') } },
    'person: clone mine English',
  ],
  ['a shared clone', { asked: { voice: 'bob' } }, 'asked: clone shared English'],
  ['a kept preset', { asked: { voice: 'posh' } }, 'asked: bf_emma'],
  [
    'a design is cloned from its best take',
    { asked: { voice: 'sailor' } },
    'asked: clone sailor English',
  ],
  [
    'a design without a take is designed',
    {
      own: [kept('d', 'ann', 'D', { mode: 'design', description: 'x' })],
      asked: { voice: 'd' },
      models: [...models, { ...cloner, slug: 'Designer', modes: ['design'] }],
    },
    'asked: design d English',
  ],
  [
    'a shared voice with the name of a preset takes it from nobody',
    { asked: { voice: 'sky' } },
    'asked: af_sky',
  ],
  [
    'one’s own voice with the name of a preset is meant',
    {
      own: [kept('my-sky', 'ann', 'Sky')],
      asked: { voice: 'sky' },
    },
    'asked: clone my-sky English',
  ],
  [
    'of names that differ by marks alone, the one that was typed is meant',
    { own: [kept('rama', 'ann', 'राम'), kept('ramaa', 'ann', 'रमा')], asked: { voice: 'रमा' } },
    'asked: clone ramaa English',
  ],
  [
    'without its accents a name is still found',
    { own: [kept('zoe', 'ann', 'Zoë')], asked: { voice: 'zoe' } },
    'asked: clone zoe English',
  ],
  [
    'a setting is never met by a shared voice of that name',
    { person: { voice: 'Bob' } },
    'engine: af_alloy (person gone)',
  ],
  [
    'a clone that nothing can speak gives way',
    {
      person: { voice: profileKey('mine') },
      models: models.filter((model) => model !== cloner),
    },
    'engine: af_alloy (person no-model)',
  ],
  [
    'a clip that is too short for the model gives way',
    {
      own: [kept('short', 'ann', 'S', { mode: 'clone', clip: { ...clip, durationMs: 2_900 } })],
      person: { voice: profileKey('short') },
    },
    'engine: af_alloy (person no-model)',
  ],
  [
    'a clip that is longer than one model takes is for the other, which takes it whole',
    {
      own: [kept('long', 'ann', 'L', { mode: 'clone', clip: { ...clip, durationMs: 14_800 } })],
      person: { voice: profileKey('long') },
      models: [
        ...models,
        {
          ...cloner,
          slug: 'Patient',
          languages: [{ slug: 'whole', name: 'English', tag: 'en', voices: [] }],
          limits: { ...cloner.limits, maxClipMs: 15_000 },
        },
      ],
    },
    'person: clone long whole',
  ],
  [
    'a clip that is longer than the model takes is trimmed when it speaks',
    {
      own: [kept('long', 'ann', 'L', { mode: 'clone', clip: { ...clip, durationMs: 14_800 } })],
      person: { voice: profileKey('long') },
    },
    'person: clone long English',
  ],
  [
    'a voice that was removed gives way',
    { own: [], person: { voice: profileKey('mine') } },
    'engine: af_alloy (person gone)',
  ],
])('kept voices: %s', (_, scene, expected) => {
  expect(outcome(scene)).toBe(expected);
});
