import { describe, expect, test } from 'vitest';

import { text } from '#i18n/text.ts';
import type { Select, Value } from '#i18n/text.ts';
import type { Translations } from '#i18n/texts.ts';

import { ownTexts } from './own-texts.ts';

const ids = new Map([['voice', '7']]);
const germanNames = {
  join: { name: 'beitreten' },
  voice: { name: 'stimme', subcommands: { show: { name: 'zeigen' } } },
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

describe('values', () => {
  const texts = textsOf({
    en: {
      left: 'I left {{channel}}.',
      lines_one: '{{count, number}} line',
      lines_other: '{{count, number}} lines',
      names: 'Read {{names, list}}',
      until: 'Until {{when, datetime}}',
      ask: '{{commands.join}} {{names.join}} {{commands.voice.show}} {{names.voice.show}} {{names.voice.browse}}',
      both: '{{what}}, twice',
    },
    de: {
      left: 'Ich habe {{channel}} verlassen.',
      lines_one: '{{count, number}} Zeile',
      lines_other: '{{count, number}} Zeilen',
      names: 'Lies {{names, list}}',
      until: 'Bis {{when, datetime}}',
      both: '{{what}}, zweimal',
    },
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

  test('commands are named as the reader has them, and mentioned when Discord knows them', () => {
    expect(en(valued('ask'))).toBe('/join /join </voice show:7> /voice show /voice browse');
    expect(de(valued('ask'))).toBe(
      '/beitreten /beitreten </voice show:7> /stimme zeigen /stimme stöbern',
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
