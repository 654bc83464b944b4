import { describe, expect, test } from 'vitest';

import { isTyped, listIn } from '#features/settings/typed-words.ts';

import { texts, translations } from '../../fakes/asker.ts';
import { textsOf } from '../../i18n/files.ts';

const words = ['none', 'usual', 'all'] as const;
const others = texts.languages.filter((language) => language !== 'en');

test.each([
  ['none', 'en-US', 'None '],
  ['none', 'ja', 'ｎｏｎｅ'],
  ['none', 'ja', 'なし'],
  ['usual', 'fr', 'defaut'],
  ['usual', 'pt-BR', 'PADRÃO'],
  ['all', 'es-419', ' todos'],
] as const)('“%s” is understood in %s as %s', (word, locale, typed) => {
  expect(isTyped(word, typed, translations(locale))).toBe(true);
});

test.each([
  ['none', 'en-US', 'ohne'],
  ['none', 'de', 'ohne mich'],
  ['all', 'de', 'usual'],
  ['usual', 'de', ''],
] as const)('“%s” in %s is not %s', (word, locale, typed) => {
  expect(isTyped(word, typed, translations(locale))).toBe(false);
});

test.each([
  ['a, b,c', ['a', 'b', 'c']],
  ['悪い、駄目，嫌；否', ['悪い', '駄目', '嫌', '否']],
  ['of course; two words ,', ['of course', 'two words']],
  [' 、,; ', []],
])('a list is typed with whatever separates it: %s', (typed, items) => {
  expect(listIn(typed)).toEqual(items);
});

describe.each(others)('%s', (language) => {
  test('no two of its words are the same', () => {
    const t = translations(language);
    expect(new Set(words.map((word) => t(($) => $.settings.typed[word]))).size).toBe(words.length);
  });

  test('its descriptions of options name its words where the English ones name theirs', () => {
    const own = textsOf(language);
    const problems = [...textsOf('en')]
      .filter(([path]) => path.startsWith('commands.') && path.endsWith('.description'))
      .flatMap(([path, description]) =>
        words
          .filter((word) => description.includes(`“${word}”`))
          .map((word) => [path, translations(language)(($) => $.settings.typed[word])] as const),
      )
      .filter(([path, word]) => own.get(path)?.includes(word) !== true);
    expect(problems).toEqual([]);
  });
});
