import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { engine, german, outcomeOf, request } from './spoken.ts';

beforeAll(() => engine.warm());
afterAll(() => engine.close());

describe('any text is spoken or refused', () => {
  const odd = [
    '😀'.repeat(1000),
    '-t hello',
    '-voice',
    '--help',
    '-',
    '"\'`',
    '\\n',
    '%s%n%d',
    '$(id)',
    '<b>&amp;</b>',
    '<break time="100s"/>',
    '[[h@loU]]',
    '&#0; &bogus;',
    '1e308',
    '0x7fffffff',
    '3/0',
    '12:99',
    '99999999999999999999999',
    '№ ½ ∞ √2',
    'a'.repeat(200),
    '1'.repeat(60),
    '...a...',
    "'''''a",
    '‮abc',
    'a\u0300'.repeat(50),
    '👩‍👩‍👧‍👦 family',
    'ﷺ',
    '𝓱𝓮𝓵𝓵𝓸',
    'مرحبا hello 123',
  ];

  test.each(odd.flatMap((text) => [request({ text }), german({ text })]))(
    '$model says $text',
    async (asked) => {
      expect(['spoken', 'refused']).toContain(await outcomeOf(asked));
    },
  );

  test('whatever it is', async () => {
    const asked = fc.constantFrom(request(), german(), german({ language: 'ja' }));
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    const saying = fc.asyncProperty(text, asked, async (text, asked) => {
      expect(['spoken', 'refused']).toContain(await outcomeOf({ ...asked, text }));
    });
    await fc.assert(saying, { numRuns: 30 });
  });
});
