import { describe, expect, test } from 'vitest';

import { placeholdersIn, treeOf } from '#i18n/catalogue.ts';
import { knownFrom } from '#i18n/text-rules.ts';

import { differing, missing, unevenPlurals, unfit, unused } from './checks.ts';
import { languages, pathsInCode, shipped, textsOf } from './files.ts';

const english = textsOf('en');

test('no text is left that nobody shows', () => {
  expect(unused(english, pathsInCode())).toEqual([]);
});

test('each form of an English plural is there, and each takes the same values', () => {
  expect(unevenPlurals(english)).toEqual([]);
});

test('texts name only commands, options and choices that there are', () => {
  const { ofReader } = knownFrom(shipped['en'] ?? {});
  const named = [...english.values()].flatMap(placeholdersIn).filter((name) => name.includes('.'));
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((name) => !ofReader.has(name))).toEqual([]);
});

describe.each(languages)('%s', (language) => {
  const texts = textsOf(language);

  test('has every text, each plural in all forms that the language has', () => {
    expect(missing(language, texts, english)).toEqual([]);
  });

  test('has the placeholders of English in each', () => {
    expect(differing(texts, english)).toEqual([]);
  });

  test('has no text that English lacks, and none that Discord would refuse', () => {
    expect(unfit(language, shipped[language] ?? {})).toEqual([]);
  });
});

describe('of a catalogue that is spoilt', () => {
  const german = textsOf('de');
  const spoilt = (path: string, text?: string): Map<string, string> => {
    const texts = new Map(german);
    if (text === undefined) texts.delete(path);
    else texts.set(path, text);
    return texts;
  };

  test('a text that is missing is named', () => {
    expect(missing('de', spoilt('calls.left'), english)).toEqual(['calls.left']);
  });

  test('a form of a plural that is missing is named', () => {
    const path = 'say.stages.queued_other';
    expect(missing('de', spoilt(path), english)).toEqual([path]);
    expect(missing('fr', german, english)).toContain('say.stages.queued_many');
  });

  test('a text that nothing shows is named', () => {
    const texts = new Map([...english, ['calls.arrived', 'I have arrived.']]);
    expect(unused(texts, pathsInCode())).toEqual(['calls.arrived']);
  });

  test('an English plural with one form, or with another value in it, is named', () => {
    const forms = ['files.turns.others_one', 'files.turns.others_other'];
    expect(unevenPlurals(new Map([[forms[0]!, 'One']]))).toEqual([forms[0]]);
    const texts = new Map([
      [forms[0]!, 'One by {{who}}'],
      [forms[1]!, '{{count, number}}'],
    ]);
    expect(unevenPlurals(texts)).toEqual(forms);
  });

  test.each([
    ['lacks a value', 'calls.left', 'Weg.'],
    ['has another value', 'calls.left', 'Weg aus {{kanal}}.'],
    ['writes a value in another way', 'autoread.cooldown', 'Zu schnell: {{seconds}} s.'],
    [
      'has another value in a form of a plural',
      'files.turns.others_other',
      '{{count, number}}, {{who}}',
    ],
  ])('a text that %s is named', (_, path, text) => {
    expect(differing(spoilt(path, text), english)).toEqual([path]);
  });

  test('what only a bot would leave out is named as well', () => {
    const texts = spoilt('say.buttons.skip', 'Das überspringen'.repeat(6));
    expect(unfit('de', treeOf(texts))).toEqual([
      expect.stringMatching(/^de\/say\.json, buttons\.skip: .* 80 there/),
    ]);
  });

  test('its tree is what it was read from', () => {
    expect(treeOf(german)).toEqual(shipped['de']);
  });
});
