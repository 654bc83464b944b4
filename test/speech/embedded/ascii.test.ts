import fc from 'fast-check';
import { expect, test } from 'vitest';

import { asciiOf } from '#speech/embedded/ascii.ts';

test.each([
  ['café naïve Zürich', 'cafe naive Zurich'],
  ['“don’t” – he said…', '"don\'t" , he said...'],
  ['Straße, œuvre, Łódź', 'Strasse, oeuvre, Lodz'],
  ['ﬁne № ½', 'fine No 1 2'],
  ['20 °C costs €5', '20 degrees C costs euro 5'],
  ['ｆｕｌｌ ｗｉｄｔｈ', 'full width'],
  ['Привет 👋 hi', 'hi'],
  ['a\u0000b\u200Bc\nd', 'a b c d'],
  ['漢字', ''],
  ['', ''],
])('%j is read as %j', (text, ascii) => {
  expect(asciiOf(text)).toBe(ascii);
});

test('any text becomes printable ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(asciiOf(text)).toMatch(/^[\x20-\x7e]*$/u);
    }),
  );
});
