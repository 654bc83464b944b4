import { expect, test } from 'vitest';

import type { SpeechModel } from '#speech/catalogue.ts';
import { serverSettings } from '#store/server-settings.ts';
import { voiceBook } from '#voices/book.ts';
import { choose } from '#voices/choose.ts';
import { profileKey } from '#voices/profile-key.ts';
import { voiceSearch } from '#voices/search.ts';

import { adam, emma, kept, outcome, ryan, sky } from './choice.ts';
import type { Scene } from './choice.ts';
import { kokoro, models, qwen } from './models.ts';

test.each<[string, Scene, string]>([
  [
    'a forced voice goes before one’s own, at one’s own speed',
    {
      person: { voice: sky, speed: 1.4, style: 'sad' },
      server: { forcesVoice: true, voice: { voice: ryan } },
      models,
    },
    'server: Ryan in German',
  ],
  [
    'where the forced voice has more than one speed, it has that of whom it speaks for, and no other',
    {
      person: { voice: emma, speed: 1.4 },
      server: { forcesVoice: true, voice: { voice: sky, speed: 0.8 } },
    },
    'server: af_sky 1.4',
  ],
  [
    'the channel’s voice is forced before the server’s',
    {
      member: { voice: sky },
      channel: { voice: emma },
      server: { forcesVoice: true, voice: { voice: adam } },
    },
    'channel: bf_emma',
  ],
  [
    'where no voice is set, none is forced',
    { person: { voice: sky }, server: { forcesVoice: true } },
    'person: af_sky',
  ],
  [
    'a forbidden voice gives way',
    {
      person: { voice: sky },
      channel: { voice: adam },
      server: { forbiddenVoices: [sky] },
    },
    'channel: am_adam (person forbidden)',
  ],
  [
    'one’s own kept voice gives way where it is forbidden',
    {
      person: { voice: profileKey('mine') },
      server: { forbiddenVoices: [profileKey('mine')] },
    },
    'engine: af_alloy (person forbidden)',
  ],
  [
    'the engine’s choice is not a forbidden one',
    {
      server: { forbiddenVoices: ['af_alloy/en-us/Kokoro'] },
    },
    'engine: af_sky',
  ],
  [
    'a clone gives way where clones are forbidden',
    {
      person: { voice: profileKey('mine') },
      server: { clones: 'forbid' },
    },
    'engine: af_alloy (person not-usable)',
  ],
  [
    'an approved clone speaks',
    {
      own: [kept('mine', 'ann', 'Mine', undefined, { approval: 'approved' })],
      person: { voice: profileKey('mine') },
      server: { clones: 'approval' },
    },
    'person: clone mine English',
  ],
  [
    'a refused clone doesn’t, where all others may',
    {
      own: [kept('mine', 'ann', 'Mine', undefined, { approval: 'refused' })],
      person: { voice: profileKey('mine') },
      server: { clones: 'allow' },
    },
    'engine: af_alloy (person not-usable)',
  ],
  [
    'a design speaks where clones are forbidden',
    {
      asked: { voice: 'sailor' },
      server: { clones: 'forbid' },
    },
    'asked: clone sailor English',
  ],
])('rules: %s', (_, scene, expected) => {
  expect(outcome(scene)).toBe(expected);
});

test('voices that came into the catalogue are chosen where others are forbidden', () => {
  const server = serverSettings.parse({ forbiddenVoices: [sky] });
  const modelFrom = (model: SpeechModel): string => {
    const book = voiceBook([model]);
    const from = { book, neighbours: voiceSearch(book), kept: { own: [], shared: [] } };
    const viewer = { userId: 'ann', guildId: 'club' };
    return choose('A usual sentence.', { asked: {}, server }, { ...from, viewer }).request.model;
  };
  expect([qwen, kokoro].map(modelFrom)).toEqual([qwen.slug, kokoro.slug]);
});
