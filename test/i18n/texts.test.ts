import { describe, expect, test } from 'vitest';

import { inARow, ownWords, sideBySide, text } from '#i18n/text.ts';
import type { Select, Value } from '#i18n/text.ts';
import { identityOf, Texts } from '#i18n/texts.ts';
import type { Translations } from '#i18n/texts.ts';

import { ownTexts } from './own-texts.ts';

const ids = new Map([['voice', '7']]);
const germanNames = {
  join: { name: 'beitreten' },
  voice: {
    name: 'stimme',
    subcommands: {
      show: { name: 'zeigen', options: { person: { name: 'wen' } } },
      browse: { options: { gender: { choices: { male: 'männlich' } } } },
    },
  },
};

/** Texts in these languages that the catalogue itself doesn't have. */
function textsOf(languages: Record<string, object>): Translations {
  const all = Object.entries({ de: {}, ...languages }).map(([language, tried]) => {
    const named = language === 'de' ? { commands: germanNames } : {};
    return [language, { tried, ...named }] as const;
  });
  return ownTexts(Object.fromEntries(all), () => ids);
}

/** A text of those that are tried: the types know only those of the catalogue. */
const tried = (key: string): Select =>
  (($: { tried: Record<string, string> }) => $.tried[key]) as unknown as Select;
const valued = (key: string, values: Record<string, Value> = {}) => ({
  select: tried(key),
  values,
});

describe('who reads what', () => {
  const texts = textsOf({
    en: { hello: 'Hello', only: 'Only in English' },
    es: { hello: 'Hola' },
    'pt-BR': { hello: 'Olá' },
    de: { hello: 'Hallo' },
  });

  test.each([
    ['en-GB', 'Hello'],
    ['de', 'Hallo'],
    ['es-419', 'Hola'],
    ['es-ES', 'Hola'],
    ['pt-BR', 'Olá'],
    ['th', 'Hello'],
    [undefined, 'Hello'],
    ['../de', 'Hello'],
  ])('somebody whose Discord is in %s reads %s', (locale, said) => {
    expect(texts(locale)(valued('hello'))).toBe(said);
  });

  test('a text that a language lacks is read in English', () => {
    expect(texts('de')(valued('only'))).toBe('Only in English');
  });
});

describe('a region', () => {
  const shipped = {
    en: {
      tried: { hello: 'Hello', ask: 'Use {{names.join}}, {{permissions.Speak}}', only: 'Only' },
    },
    es: { tried: { hello: 'Hola', ask: 'Usa {{names.join}}, {{permissions.Speak}}' } },
    'es-419': { tried: { hello: 'Qué tal' } },
  };
  const named = {
    en: {
      commands: { join: { name: 'join' } },
      permissions: { Speak: 'Speak', Connect: 'Connect' },
    },
    es: { permissions: { Speak: 'Hablar' } },
    'es-419': { commands: { join: { name: 'unirse' } } },
  };
  const texts = new Texts(named, shipped).translations();

  test.each([
    ['es-419', ['Qué tal', 'Usa /unirse, Hablar', 'Only']],
    ['es-ES', ['Hola', 'Usa /join, Hablar', 'Only']],
    ['en-GB', ['Hello', 'Use /join, Speak', 'Only']],
  ])('%s has its own texts, then those of its language, then English', (locale, said) => {
    expect(['hello', 'ask', 'only'].map((key) => texts(locale)(valued(key)))).toEqual(said);
  });

  test('is shown what somebody has written for the whole language, where it has nothing of its own', () => {
    const own = { es: { tried: { hello: 'Buenas', ask: 'Pide' } } };
    const t = new Texts(own, shipped).translations()('es-419');
    expect(['hello', 'ask'].map((key) => t(valued(key)))).toEqual(['Qué tal', 'Pide']);
  });
});

describe('values', () => {
  const texts = textsOf({
    en: {
      left: 'I left {{channel}}.',
      lines_one: '{{count, number}} line',
      lines_other: '{{count, number}} lines',
      names: 'Read {{names, list}}',
      some: '{{names, list(type: unit)}} and more',
      either: '{{names, list(type: disjunction)}}',
      until: 'Until {{when, datetime}}',
      amount: '{{amount, number}}',
      ask: '{{commands.join}} {{names.join}} {{commands.voice.show}} {{names.voice.show}} {{names.voice.browse}}',
      both: '{{what}}, twice',
      options: '`{{options.say.voice}}` `{{options.voice.show.person}}`',
      choices: '{{choices.voice.browse.gender.male}}, {{choices.voice.browse.gender.female}}',
      spoken: 'It speaks {{tag, language}}',
    },
    de: {
      left: 'Ich habe {{channel}} verlassen.',
      lines_one: '{{count, number}} Zeile',
      lines_other: '{{count, number}} Zeilen',
      names: 'Lies {{names, list}}',
      some: '{{names, list(type: unit)}} und mehr',
      either: '{{names, list(type: disjunction)}}',
      until: 'Bis {{when, datetime}}',
      both: '{{what}}, zweimal',
      spoken: 'Spricht {{tag, language}}',
    },
    es: { names: 'Lee {{names, list}}', until: 'Hasta el {{when, datetime}}' },
    ja: { some: '{{names, list(type: unit)}}、ほか' },
  });
  const [en, de] = [texts('en-US'), texts('de')];

  test.each(['<@1>', '&lt;', '{{count}}', '$t(tried.lines)', '{{commands.join}}', '"\'<>&'])(
    'what people are called stays as it is: %s',
    (channel) => {
      expect(en(valued('left', { channel }))).toBe(`I left ${channel}.`);
    },
  );

  test('numbers, lists and dates are written as the language writes them', () => {
    expect(de(valued('lines', { count: 12_345 }))).toBe('12.345 Zeilen');
    expect(en(valued('lines', { count: 12_345 }))).toBe('12,345 lines');
    expect(de(valued('lines', { count: 1 }))).toBe('1 Zeile');
    expect(de(valued('names', { names: ['a', 'b', 'c'] }))).toBe('Lies a, b und c');
    expect(en(valued('names', { names: ['a', 'b', 'c'] }))).toBe('Read a, b, and c');
    const when = new Date(2026, 4, 7);
    expect(de(valued('until', { when }))).toBe('Bis 7.5.2026');
  });

  test.each([
    ['en-US', 1_234.5, '1,234.5', '5/7/2026', 'Read a, b, and c'],
    ['en-GB', 1_234.5, '1,234.5', '07/05/2026', 'Read a, b and c'],
    ['es-ES', 12_345.6, '12.345,6', '7/5/2026', 'Lee a, b y c'],
    ['es-419', 12_345.6, '12,345.6', '7/5/2026', 'Lee a, b y c'],
    // Nobody writes Thai, and so all of it is English.
    ['th', 1_234.5, '1,234.5', '5/7/2026', 'Read a, b, and c'],
  ])('as in the reader’s own region: %s', (locale, amount, number, date, list) => {
    const t = texts(locale);
    expect(t(valued('amount', { amount }))).toBe(number);
    expect(t(valued('until', { when: new Date(2026, 4, 7) }))).toContain(date);
    expect(t(valued('names', { names: ['a', 'b', 'c'] }))).toBe(list);
  });

  test('a list that goes on has commas only', () => {
    const some = (locale: string, names: string[]) => texts(locale)(valued('some', { names }));
    expect(some('en-US', ['a', 'b'])).toBe('a, b and more');
    expect(some('de', ['a', 'b', 'c'])).toBe('a, b, c und mehr');
    expect(some('ja', ['a', 'b', 'c'])).toBe('a、b、c、ほか');
    expect(some('ja', ['a'])).toBe('a、ほか');
    expect(de(valued('either', { names: ['a', 'b', 'c'] }))).toBe('a, b oder c');
  });

  test('commands are named as the reader has them, and mentioned when Discord knows them', () => {
    expect(en(valued('ask'))).toBe('/join /join </voice show:7> /voice show /voice browse');
    expect(de(valued('ask'))).toBe(
      '/beitreten /beitreten </voice show:7> /stimme zeigen /stimme stöbern',
    );
  });

  test('commands are mentioned from the moment on in which Discord has told of them', () => {
    let known = new Map<string, string>();
    const late = ownTexts({ en: { tried: { ask: '{{commands.voice.show}}' } } }, () => known)('en');
    expect(late(valued('ask'))).toBe('/voice show');
    known = new Map([['voice', '9']]);
    expect(late(valued('ask'))).toBe('</voice show:9>');
  });

  test('options and what can be chosen for them are named as the reader has them', () => {
    expect([en, de].map((t) => t(valued('options')))).toEqual([
      '`voice` `person`',
      '`stimme` `wen`',
    ]);
    expect([en, de].map((t) => t(valued('choices')))).toEqual([
      'male, female',
      'männlich, weiblich',
    ]);
  });

  test.each([
    ['en-us', 'English (US)', 'Englisch (USA)'],
    ['ja', 'Japanese', 'Japanisch'],
    ['PT-br', 'Portuguese (Brazil)', 'Portugiesisch (Brasilien)'],
    // Nobody has a name for it.
    ['qya', 'qya', 'qya'],
    ['no tag at all', 'no tag at all', 'no tag at all'],
  ])('the language %s is called as the reader calls it', (tag, english, german) => {
    expect(en(valued('spoken', { tag }))).toBe(`It speaks ${english}`);
    expect(de(valued('spoken', { tag }))).toBe(`Spricht ${german}`);
  });

  test('names, mentions and what somebody wrote are shown as they are', () => {
    const what = ownWords('Anna {{what}} $t(x)');
    expect(de(what)).toBe('Anna {{what}} $t(x)');
    expect(de(valued('both', { what }))).toBe('Anna {{what}} $t(x), zweimal');
    expect(de(valued('names', { names: [what, ownWords('<#1>')] }))).toBe(
      'Lies Anna {{what}} $t(x) und <#1>',
    );
  });

  test('a text within a text is in the same language', () => {
    const what = valued('lines', { count: 2 });
    expect(de(valued('both', { what }))).toBe('2 Zeilen, zweimal');
    expect(en(valued('both', { what }))).toBe('2 lines, twice');
    expect(de(valued('names', { names: [what, 'b'] }))).toBe('Lies 2 Zeilen und b');
  });
});

test('a text is rendered by its key, at once or later', () => {
  const en = textsOf({})();
  expect(en(($) => $.calls.left, { channel: '<#1>' })).toBe('I left <#1>.');
  expect(en(text(($) => $.calls.left, { channel: '<#1>' }))).toBe('I left <#1>.');
});

test('texts stand after each other as their language puts sentences, and beside each other', () => {
  const texts = textsOf({});
  const japanese = ownTexts({ ja: { values: { sentences: '{{one}}{{other}}' } } })('ja');
  const [one, two] = [ownWords('一。'), ownWords('二。')];
  expect(japanese(inARow(one, two, one))).toBe('一。二。一。');
  expect(texts()(inARow(one, two))).toBe('一。 二。');
  expect(texts()(sideBySide(one, two))).toBe('一。 · 二。');
});

test('texts are the same when they say the same, whoever made them', () => {
  const leaving = (channel: string) => text(($) => $.calls.left, { channel });
  expect(identityOf(leaving('<#1>'))).toBe(identityOf(leaving('<#1>')));
  const others = [
    leaving('<#2>'),
    text(($) => $.calls.joined, { channel: '<#1>' }),
    ownWords('<#1>'),
    inARow(leaving('<#1>'), ownWords('<#1>')),
    inARow(ownWords('<#1>'), ownWords('<#1>')),
  ];
  expect(new Set([leaving('<#1>'), ...others].map(identityOf)).size).toBe(6);
});

test('the types take no text without its values, and none that it lacks', () => {
  // @ts-expect-error The channel is missing.
  text(($) => $.calls.left);
  // @ts-expect-error A number isn't a name.
  text(($) => $.calls.left, { channel: 1 });
  // @ts-expect-error There is no such value.
  text(($) => $.calls.left, { channel: '', other: '' });
  // @ts-expect-error It takes no values.
  text(($) => $.commands.say.description, { channel: '' });
  // @ts-expect-error There is no such text.
  expect(() => text(($) => $.calls.nowhere)).not.toThrow();
});
