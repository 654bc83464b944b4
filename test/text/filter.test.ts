import { expect, test } from 'vitest';

import { Filter, filtered } from '#text/filter.ts';

const filter = new Filter(['darn', 'shoot', 'son of a gun', 'バカ', 'ioi', '']);

test.each([
  ['0', 'o'],
  ['1', 'i'],
  ['3', 'e'],
  ['4', 'a'],
  ['5', 's'],
  ['7', 't'],
  ['@', 'a'],
  ['$', 's'],
])('%s between letters is read as %s', (sign, letter) => {
  const one = new Filter([`x${letter}x`]);
  expect(filtered(`x${sign}x`, one, 'beep')).toEqual({ text: 'beep', found: 1 });
});

test.each([
  ['a word', 'darn it', 'beep it', 1],
  ['any case', 'DARN', 'beep', 1],
  ['accents', 'dárn', 'beep', 1],
  ['digits for letters', 'd4rn sh00t', 'beep beep', 2],
  ['signs for letters', 'd@rn $hoot', 'beep beep', 2],
  ['letters drawn out', 'daaaaarn', 'beep', 1],
  ['letters drawn out a little', 'daaarn', 'beep', 1],
  ['no other word, with a letter twice', 'daarn', 'daarn', 0],
  ['a phrase', 'you Son of a Gun!', 'you beep!', 1],
  ['a word within Japanese', 'このバカめ', 'このbeepめ', 1],
  ['no part of a word', 'darning shooter', 'darning shooter', 0],
  ['no number', '7 5 0', '7 5 0', 0],
  ['no number that looks like letters', '101 1o1', '101 beep', 1],
  ['no address', 'me@darning.com $5', 'me@darning.com $5', 0],
])('%s', (_name, text, expected, found) => {
  expect(filtered(text, filter, 'beep')).toEqual({ text: expected, found });
});
