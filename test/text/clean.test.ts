import fc from 'fast-check';
import { expect, test } from 'vitest';

import { clean, isSpeakable } from '#text/clean.ts';

test.each([
  ['plain text stays as it is', 'Hello, world.', 'Hello, world.'],
  ['zero-width characters vanish', 'he\u200bll\ufeffo', 'hello'],
  ['bidirectional overrides vanish', '\u202egnirts\u202c', 'gnirts'],
  ['soft hyphens vanish', 'sau\u00adsage', 'sausage'],
  ['joiners between Latin letters vanish', 'h\u200de\u200dy', 'hey'],
  ['joiners inside emoji stay', '👩\u200d🚀', '👩\u200d🚀'],
  ['heaps of marks are cut to two', 'z\u0300\u0301\u0302\u0303\u0304algo', 'z\u0300\u0301algo'],
  ['Vietnamese keeps its marks', 'Vie\u0323\u0302t', 'Việt'],
  ['Burmese keeps its marks', 'မြွှေ', 'မြွှေ'],
  ['Tibetan keeps its stacks', 'བསྒྲུབས', 'བསྒྲུབས'],
  ['the same mark over and over is one', 'ก็็็็็', 'ก็'],
  ['runs of spaces become one', 'a \t  b', 'a b'],
  ['empty lines become one break', 'a\r\n\r\n\n b', 'a\nb'],
  ['control characters vanish', 'a\u0000b\u0007c\u007fd', 'abcd'],
  ['private use characters vanish', 'a\ue000b', 'ab'],
  ['a lone surrogate vanishes', 'a\ud800b', 'ab'],
  ['Arabic stays', 'مرحبا بالعالم', 'مرحبا بالعالم'],
])('%s', (_name, text, expected) => {
  expect(clean(text)).toBe(expected);
});

test('cleaning twice changes nothing more, for any string', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(clean(clean(text))).toBe(clean(text));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['a letter', 'a', true],
  ['a digit', '7', true],
  ['Japanese', 'はい', true],
  ['only symbols', '?!…—', false],
  ['only emoji', '🎉🎉', false],
  ['nothing', '', false],
])('%s is speakable or not', (_name, text, expected) => {
  expect(isSpeakable(text)).toBe(expected);
});
