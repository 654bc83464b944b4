import { expect, test } from 'vitest';

import { priorOf } from '#text/prior.ts';
import type { Before } from '#text/prior.ts';

const everything: Before = {
  author: ['fr'],
  person: ['de'],
  ownLocale: 'pl',
  channel: ['it'],
  place: ['nl', 'sv'],
  placeLocale: 'tr',
  adminLocale: 'ru',
};

test.each([
  ['nothing known', {}, []],
  ['everything, from what says most to what says least', everything, 'fr de pl it nl sv tr ru'],
  ['an English Discord, in which many write otherwise', { ownLocale: 'en-US' }, 'en-us'],
  [
    'an English Discord says less than where somebody writes',
    { ...everything, ownLocale: 'en-GB' },
    'fr de it nl sv tr en-gb ru',
  ],
  ['the same language once', { author: ['de', 'en'], channel: ['en', 'de'] }, 'de en'],
  ['its regions', { author: ['en'], place: ['en-gb'] }, 'en en-gb'],
  ['tags in whichever case Discord has them', { placeLocale: 'pt-BR' }, 'pt-br'],
] as const)('%s', (_, before, prior) => {
  expect(priorOf(before).join(' ')).toBe(typeof prior === 'string' ? prior : '');
});
