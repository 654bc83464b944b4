import fc from 'fast-check';
import { expect, test } from 'vitest';

import { shownText } from '#discord/shown-text.ts';

test.each([
  ['hello', 'hello'],
  ['two\n\nlines', 'two lines'],
  ['a ||secret|| here', 'a […] here'],
  ['a ||secret\nacross lines|| here', 'a […] here'],
  ['open ||secret', 'open […]'],
  ['**bold** _x_ `code` ~~y~~', String.raw`\*\*bold\*\* \_x\_ \`code\` \~\~y\~\~`],
  ['[click](https://evil.example)', String.raw`\[click](https://evil.example)`],
  ['[a] [b](https://evil.example) [c]', String.raw`\[a] \[b](https://evil.example) [c]`],
  ['# heading', String.raw`\# heading`],
  ['> quote', String.raw`\> quote`],
  ['-# small', String.raw`\-# small`],
  ['\u202Etxt.exe', 'txt.exe'],
  ['zero\u200Bwidth', 'zero width'],
  ['👩‍👩‍👧 family', '👩‍👩‍👧 family'],
])('%j is shown as %j', (text, shown) => {
  expect(shownText(text)).toBe(shown);
});

test('a long text is cut between two visible characters', () => {
  const shown = shownText('👩‍👩‍👧'.repeat(300));
  expect(shown.endsWith('👩‍👩‍👧…')).toBe(true);
  expect(shown.length).toBeLessThanOrEqual(201);
});

test('any text is shown in one short line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 4_000 }), (text) => {
      const shown = shownText(text);
      expect(shown).not.toMatch(/[\n\r]/);
      // Every visible character may be escaped by one backslash.
      expect(shown.length).toBeLessThanOrEqual(2 * 200 + 2);
      expect(shown.replaceAll(String.raw`\|`, '')).not.toContain('||');
    }),
  );
});
