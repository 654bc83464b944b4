import fc from 'fast-check';
import { expect, test } from 'vitest';

import { escaped, shownName, shownText } from '#discord/shown-text.ts';

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

test.each([
  ['<@123456789012345678>', String.raw`\<@123456789012345678>`],
  ['<#1> <:x:1> <t:0:R> </say:1>', String.raw`\<#1> \<:x:1> \<t:0:R> \</say:1>`],
  ['I <3 you', String.raw`I \<3 you`],
  ['**Ann**', String.raw`\*\*Ann\*\*`],
])('a name such as %j is shown as nobody and nothing else: %j', (name, shown) => {
  expect(escaped(name)).toBe(shown);
  expect(shownName(name)).toBe(shown);
});

test.each([
  ['Ann\u202Egpj', 'Ann gpj'],
  ['\u2066Ann\u2069', 'Ann'],
  ['two\nlines', 'two lines'],
  ['👩‍👩‍👧', '👩‍👩‍👧'],
])('what a person is called, such as %j, turns nothing around it', (name, shown) => {
  expect(shownName(name)).toBe(shown);
});

test('a mention that somebody typed is shown as they typed it', () => {
  expect(shownText('ask <@1>')).toBe('ask <@1>');
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
