import { expect, test } from 'vitest';

import { profileKey } from '#voices/profile-key.ts';

import { adam, book, kept, outcome, ryan, sky } from './choice.ts';
import type { Scene } from './choice.ts';

test.each<[string, Scene, RegExp]>([
  [
    'a voice that isn’t there',
    { asked: { voice: 'nobody' } },
    /^refused: There is no voice “nobody”/,
  ],
  [
    'a private voice of another by its key is as if it were not there',
    {
      asked: { voice: profileKey('private') },
    },
    /^refused: There is no voice/,
  ],
  [
    'a private voice that came among the shared by mistake is as if it were not there',
    {
      others: [kept('private', 'bob', 'Secret')],
      asked: { voice: profileKey('private') },
    },
    /^refused: There is no voice/,
  ],
  [
    'and by its name',
    {
      others: [kept('private', 'bob', 'Secret')],
      asked: { voice: 'secret' },
    },
    /^refused: There is no voice “secret”/,
  ],
  [
    'a forbidden preset',
    {
      asked: { voice: 'sky' },
      server: { forbiddenVoices: [sky] },
    },
    /^refused: The admins of this server don’t allow that voice/,
  ],
  [
    'a forbidden kept voice',
    {
      asked: { voice: 'bob' },
      server: { forbiddenVoices: [profileKey('shared')] },
    },
    /^refused: The admins of this server don’t allow that voice/,
  ],
  [
    'a clone where clones are forbidden',
    { asked: { voice: 'mine' }, server: { clones: 'forbid' } },
    /^refused: This server doesn’t allow cloned voices/,
  ],
  [
    'a clone where admins have to approve',
    { asked: { voice: 'mine' }, server: { clones: 'approval' } },
    /^refused: .*approve/,
  ],
  ['a style for a clone', { asked: { voice: 'mine', style: 'sad' } }, /^refused: .*take no style/],
  [
    'a voice whose name would be a link in the sentence',
    {
      others: [kept('free', 'bob', '[Free](https://a.bc)', undefined, { shared: true })],
      asked: { voice: profileKey('free') },
      server: { clones: 'approval' },
    },
    /^refused: “Freehttpsa.bc” may speak here once/,
  ],
  [
    'a voice of such a name that can’t speak now',
    {
      others: [kept('free', 'bob', '[Free](https://a.bc)', undefined, { shared: true })],
      asked: { voice: profileKey('free'), language: 'el' },
    },
    /^refused: “Freehttpsa.bc” doesn’t speak that language/,
  ],
  [
    'a language that the clone’s model doesn’t speak',
    { asked: { voice: 'mine', language: 'el' } },
    /^refused: “Mine” doesn’t speak that language/,
  ],
  [
    'any voice where one is forced',
    {
      asked: { voice: 'sky' },
      server: { forcesVoice: true, voice: { voice: adam } },
    },
    /^refused: This server speaks with one voice/,
  ],
  [
    'a style where one voice is forced',
    {
      asked: { style: 'sad' },
      server: { forcesVoice: true, voice: { voice: ryan } },
    },
    /^refused: This server speaks with one voice/,
  ],
  [
    'to speak where every voice is forbidden',
    {
      server: { forbiddenVoices: book.offers.map(({ key }) => key) },
    },
    /^refused: This server forbids every voice/,
  ],
])('refused: %s', (_, scene, expected) => {
  expect(outcome(scene)).toMatch(expected);
});
