import { expect, test } from 'vitest';

import { isIntroduced, spokenName } from '#text/said.ts';

test.each([
  ['off', 'a', undefined, false],
  ['off', 'a', 'b', false],
  ['always', 'a', 'a', true],
  ['on-change', 'a', undefined, true],
  ['on-change', 'a', 'b', true],
  ['on-change', 'a', 'a', false],
] as const)('%s: %s after %s is introduced: %s', (mode, author, previous, expected) => {
  expect(isIntroduced(mode, author, previous)).toBe(expected);
});

test.each([
  [
    'the spoken name comes first',
    { spoken: 'Annie', nickname: 'N', displayName: 'D', userName: 'u' },
    'Annie',
  ],
  ['then the nickname', { nickname: 'N', displayName: 'D', userName: 'u' }, 'N'],
  [
    'or the account’s name, if preferred',
    { nickname: 'N', displayName: 'D', userName: 'u', prefersAccount: true },
    'D',
  ],
  [
    'the spoken name also where the account’s is preferred',
    { spoken: 'Annie', nickname: 'N', displayName: 'D', userName: 'u', prefersAccount: true },
    'Annie',
  ],
  ['then the display name', { displayName: 'D', userName: 'u' }, 'D'],
  ['then the user name', { nickname: ' ', userName: 'u' }, 'u'],
])('%s', (_name, names, expected) => {
  expect(spokenName(names)).toBe(expected);
});
