import { describe, expect, test } from 'vitest';

import { formOf, keyOf, languages, pathsInCode, placeholdersIn, textsOf } from './files.ts';

const english = textsOf('en');
const others = languages.filter((language) => language !== 'en');

/** The words of commands are chosen by what is registered, and held against it elsewhere. */
const isOfCommand = (path: string): boolean => path.startsWith('commands.');

test('no text is left that nobody shows', () => {
  const used = pathsInCode();
  const isUsed = (key: string): boolean =>
    used.some((path) => (path.endsWith('.') ? key.startsWith(path) : key === path));
  const keys = [...english.keys()].map(keyOf);
  expect(keys.filter((key) => !isOfCommand(key) && !isUsed(key))).toEqual([]);
});

test('each form of an English plural is there, and each takes the same values', () => {
  const problems = [...english].flatMap(([path, text]) => {
    if (formOf(path) !== 'one') return [];
    const other = english.get(`${keyOf(path)}_other`);
    const names = placeholdersIn(other ?? '').filter((name) => !name.startsWith('count'));
    const own = placeholdersIn(text).filter((name) => !name.startsWith('count'));
    return String(names) === String(own) ? [] : [path];
  });
  expect(problems).toEqual([]);
});

test('texts name only commands that there are', () => {
  const named = [...english.values()]
    .flatMap(placeholdersIn)
    .filter((name) => /^(?:commands|names)\./u.test(name));
  const isCommand = (name: string): boolean => {
    const [, command = '', ...subcommands] = name.split('.');
    const path = ['commands', command, ...subcommands.flatMap((each) => ['subcommands', each])];
    return (
      english.has(`${path.join('.')}.name`) &&
      ![...english.keys()].some((key) => key.startsWith(`${path.join('.')}.subcommands.`))
    );
  };
  expect(named.filter((name) => !isCommand(name))).toEqual([]);
});

describe.each(others)('%s', (language) => {
  const texts = textsOf(language);
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

  test('has every text, each plural in all forms that the language has', () => {
    const asked = [...english.keys()].flatMap((path) => {
      if (formOf(path) === undefined) return [path];
      return formOf(path) === 'other' ? forms.map((form) => `${keyOf(path)}_${form}`) : [];
    });
    expect(asked.filter((path) => !texts.has(path))).toEqual([]);
  });

  test('has no text that English lacks', () => {
    const keys = new Set([...english.keys()].map(keyOf));
    expect([...texts.keys()].filter((path) => !keys.has(keyOf(path)))).toEqual([]);
  });

  test('has the placeholders of English in each', () => {
    const differing = [...texts].filter(([path, text]) => {
      const original = english.get(formOf(path) === undefined ? path : `${keyOf(path)}_other`);
      const [own, theirs] = [text, original ?? ''].map((each) =>
        placeholdersIn(each).filter(
          (name) => formOf(path) === undefined || !name.startsWith('count'),
        ),
      );
      return String(own) !== String(theirs);
    });
    expect(differing.map(([path]) => path)).toEqual([]);
  });
});
