import { expect, test } from 'vitest';

import { callsBot } from '#features/autoread/bot-command.ts';
import { isMarked } from '#features/autoread/skip-mark.ts';

test.each([
  '!play',
  '!Play never gonna give you up',
  '!p https://example.com/a',
  '!skip',
  '!rank @Ann',
  '!8ball will it rain?',
  '!d bump',
  '?help',
  '?warn <@1> spam',
  '?rank',
  '.ping',
  '.play song',
  '.np',
  '$bal',
  '$wa',
  '$W',
  '$daily',
  '%help',
  '&play song',
  '=skip',
  'm!p song',
  'M!play',
  't!daily',
  'k!anything at all',
  'k;help',
  'pk;switch out',
  'tul!register Luna [text]',
  'owo!hunt',
  '!play\nand more',
])('%j calls a bot', (content) => {
  expect(callsBot(content)).toBe(true);
});

test.each([
  // items of lists
  '- milk',
  '* play',
  '-play with the cat',
  '+ eggs',
  '1. play',
  '> quoted',
  // prices, variables and shells
  '$5',
  '$5k',
  '$10 for that?',
  '$ ls',
  '$HOME is empty',
  '$config is undefined',
  '$BTC to the moon',
  '£5',
  // questions
  '?',
  '???',
  '?? what',
  '? help',
  '?what',
  '¿play?',
  // ellipses and endings
  '...ok',
  '...play',
  '..',
  '.5',
  '.5 litres',
  '.info is a domain, too',
  '.h files go there',
  '.gitignore',
  '.net is fine',
  // stressed
  '!important',
  '!important: read this',
  '!!!',
  '!!play',
  '!',
  '! play',
  '!no',
  '!wichtig heute abend',
  '!stop!',
  '!help, please',
  // other signs and words
  '%50',
  '&co',
  '=)',
  '=D',
  'no!stop it',
  'ok!next',
  'e.g play',
  'y?no',
  'x;y',
  'I! play',
  'play something',
  'help',
  '¡play',
  'hi!',
  '',
])('%j calls no bot', (content) => {
  expect(callsBot(content)).toBe(false);
});

test.each([';not this', '; nor this', ';это', ';日本語', ';dinner at eight', ';Play', ';öl'])(
  '%j is marked where a server set no marks',
  (content) => {
    expect(isMarked(content, undefined)).toBe(true);
  },
);

test.each([
  ';)',
  ';-)',
  ';D',
  ';P lol',
  ';p',
  ';o',
  ';_;',
  ';w;',
  ';A; why',
  ';;',
  ';',
  '; ;',
  '; 5 of them',
  '- milk',
  '-5 degrees',
  '-_-',
  '-# small',
  '-nothing',
  'this; too',
  '',
])('%j is not marked where a server set no marks', (content) => {
  expect(isMarked(content, undefined)).toBe(false);
});

test('the marks that a server set count, whatever is behind them, and no others', () => {
  expect(isMarked(';)', [';', '-'])).toBe(true);
  expect(isMarked('- milk', [';', '-'])).toBe(true);
  expect(isMarked(';this', ['-'])).toBe(false);
  expect(isMarked(';this', [])).toBe(false);
});
