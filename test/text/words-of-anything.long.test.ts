import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import { isSpeakable } from '#text/clean.ts';
import { emojiNames } from '#text/emoji/names.ts';
import { textOf, words } from '#text/words.ts';

import { allCases } from './cases/all.ts';
import { namesByLanguage, optionsFor } from './words-options.ts';

beforeAll(async () => {
  for (const [locale] of Object.values(allCases).flat()) {
    const [base = locale] = locale.split('-');
    namesByLanguage.set(base, await emojiNames(base));
  }
});

const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '**',
        '*',
        '__',
        '_',
        '~~',
        '||',
        '`',
        '```',
        '\n',
        '> ',
        '>>> ',
        '# ',
        '-# ',
        '- ',
        '1. ',
        '<@101>',
        '<@',
        '<@!999>',
        '<@&',
        '<#301>',
        '<#',
        '<:a:1>',
        '<a:b:2>',
        '<:',
        '<t:1:R>',
        '<t:',
        '</x:1>',
        '<id:guide>',
        'https://example.com',
        'https://',
        'http://',
        '[a](https://b.com)',
        '[',
        '](',
        ')',
        '\\',
        '@everyone',
        '@here',
        '🔥',
        '👨‍👩‍👧',
        '🇩🇪',
        '🇩',
        '1️⃣',
        '(´・ω・`)',
        '(^',
        '^)',
        'xDDD',
        'C++',
        'x = ',
        '=',
        '*5',
        '§',
        '$5k',
        '5 km/h',
        'a.b@c.de',
        '\u200d',
        '\ufe0f',
        ':)',
        'xD',
        '<3',
        '¯\\_(ツ)_/¯',
        '5 km',
        '$5',
        '15:30',
        '2026-11-22',
        '12345678901234567890',
        '#1',
        '+1',
        'brb',
        'hahahaha',
        'w/',
        '!!!',
        '...',
        'hello',
        'world',
        ' ',
        ' ',
        'ñ',
        'дом',
        '猫',
        'こ',
        'ー',
        'w',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));

const locales = [
  'en',
  'de',
  'fr',
  'es',
  'pt',
  'it',
  'nl',
  'pl',
  'ru',
  'ja',
  'zh',
  'ko',
  'und',
  'sv',
  '',
  'x-y_z',
];

function spokenOf(content: string, locale: string): string {
  return textOf(words({ content }, optionsFor(locale)));
}

test('for any string and locale there are words or none, without markup in them', () => {
  const leak = /<@|<:|<#|<t:|\|\||https?:\/\/|\*\*|```|[\n\u2029]/;
  fc.assert(
    fc.property(
      fc.oneof(soup, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })),
      fc.constantFrom(...locales),
      (content, locale) => {
        const spoken = spokenOf(content, locale);
        expect(spoken).not.toMatch(leak);
        expect(spoken).toBe(spoken.trim());
        expect(spoken === '' || isSpeakable(spoken)).toBe(true);
      },
    ),
    { numRuns: 3_000 },
  );
});

test('what a spoiler hides is never spoken, whatever markup is around and in it', () => {
  fc.assert(
    fc.property(soup, soup, soup, (before, inside, after) => {
      const spoken = spokenOf(
        `${before.replaceAll('|', '').replaceAll('\\', '').replaceAll('`', '')}||${inside.replaceAll('|', '')} Voldemort||${after}`,
        'en',
      );
      expect(spoken).not.toContain('Voldemort');
    }),
    { numRuns: 500 },
  );
});

/** Without markup and signs: those are gone after the first time, and what stood apart may then stand together. */
const prose = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'hello',
        'world,',
        'дом',
        '猫',
        'こんにちは',
        'brb',
        'lol',
        'hahahaha',
        'jajaja',
        'хахаха',
        'looool',
        'no no no no no',
        '5 km',
        '$5.50',
        '50%',
        '15:30',
        '2026-11-22',
        '22.11.2026',
        '12345678901234567890',
        '01711234567',
        '#1',
        '2+2=4',
        'C++',
        'x = 5',
        '5 * 3 = 15',
        '$5k',
        '5k €',
        '18+',
        '±5',
        '10 / 2',
        '3000000000',
        'xDDD',
        '(´・ω・`)',
        '🔥',
        '👨‍👩‍👧',
        '🇩🇪',
        '1️⃣',
        '<3',
        'cats & dogs',
        'me@example.com',
        'what?!?!',
        'well....',
        '(aside)',
      ),
      fc.string({ unit: fc.constantFrom(...'abcdefxyzäéßñ'), minLength: 1, maxLength: 60 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(' '));

test('words of words are the same words', () => {
  fc.assert(
    fc.property(prose, fc.constantFrom('en', 'de', 'fr', 'ru', 'ja', 'und'), (content, locale) => {
      const once = spokenOf(content, locale);
      expect(spokenOf(once, locale)).toBe(once);
    }),
    { numRuns: 1_000 },
  );
});

test('words of the table’s words are the same words', () => {
  for (const [locale, , spoken] of Object.values(allCases).flat())
    expect.soft(spokenOf(spoken, locale), `${locale} ${spoken}`).toBe(spoken);
});
