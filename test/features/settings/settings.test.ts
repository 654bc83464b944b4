import { expect, test } from 'vitest';

import { commands } from '#commands/index.ts';
import { meaningOf } from '#features/settings/meaning.ts';
import { settings } from '#features/settings/settings.ts';
import { told, valueIn, withChanges } from '#features/settings/values.ts';
import type { Row } from '#features/settings/values.ts';
import { inEnglish } from '#i18n/texts.ts';
import { memberSettings, personSettings } from '#store/person-settings.ts';
import { serverSettings } from '#store/server-settings.ts';
import { voiceBook } from '#voices/book.ts';

import { ann } from '../../fakes/asker.ts';
import { thingsOf } from '../../options/titles.ts';

const usual = {
  server: serverSettings.parse({}),
  person: personSettings.parse({}),
  member: memberSettings.parse({}),
};
type Whose = keyof typeof usual;
const kinds = Object.keys(usual) as Whose[];
const all = kinds.flatMap((whose) => settings[whose].map((row) => ({ whose, ...row })));
const things = commands.flatMap((command) => thingsOf(command));

/** The options by which a setting is chosen: "/voice set speed". */
function optionsOf({ chosen }: Row): readonly string[] {
  if (!('under' in chosen)) return [];
  const names = chosen.by === 'voice' ? ['voice', 'language', 'speed', 'style'] : [chosen.name];
  return chosen.under.flatMap((subcommand) => names.map((name) => `/${subcommand} ${name}`));
}

/** Settings that no panel shows: they follow from others, or older versions set them. */
const unshown = new Set(['reading.locale', 'words.maxChars', 'setBy']);
const shown = all.filter(({ key }) => !unshown.has(key));

test.each(shown)('$key of a $whose says in a line what it does', (row) => {
  const meaning = inEnglish(meaningOf(row));
  // One without a text would be told by the text’s own name.
  expect(meaning).toMatch(/ /);
  expect(meaning).not.toMatch(/^(?:settings|commands)\./);
  expect(meaning.length).toBeLessThanOrEqual(100);
});

test.each(all)('$key of a $whose is changed by what people can do', (row) => {
  const { chosen } = row;
  const ways =
    chosen.by === 'elsewhere'
      ? chosen.ways.flatMap((way) => /\/\w+ [\w-]+/.exec(way) ?? [])
      : optionsOf(row);
  for (const way of chosen.by === 'switch' ? ['/settings find'] : ways)
    expect(things.some((thing) => thing === way || thing.startsWith(`${way} `))).toBe(true);
});

test.each(kinds)(
  'no two settings of a %s are called the same, or chosen by one option',
  (whose) => {
    const rows = settings[whose];
    const names = rows.map(({ called }) => ann.t(called).toLowerCase());
    expect(new Set(names).size).toBe(rows.length);
    const options = rows.flatMap((row) => optionsOf(row));
    expect(new Set(options).size).toBe(options.length);
  },
);

test('what is taken back has its default again, and nothing else is changed', () => {
  const set = withChanges(usual.server, {
    'reading.skipMarks': ['#'],
    'words.said': 'off',
    adminChannelId: '7',
  });
  expect(set).toEqual({
    ...usual.server,
    adminChannelId: '7',
    reading: { ...usual.server.reading, skipMarks: ['#'] },
    words: { ...usual.server.words, said: 'off' },
  });
  expect(withChanges(set, { 'reading.skipMarks': undefined, adminChannelId: undefined })).toEqual({
    ...usual.server,
    words: { ...usual.server.words, said: 'off' },
  });
  expect(withChanges(set, {})).toEqual(set);
});

test.each(all)(
  '$key of a $whose is at first as the store has it',
  ({ whose, key, usual: first }) => {
    expect(first).toEqual(valueIn(usual[whose], key));
  },
);

test.each(all)('the default of $key of a $whose is told in one line', (row) => {
  const said = told(row, row.usual, voiceBook([]));
  expect(said ? ann.t(said) : '').toMatch(/^[^\n[{]*$/);
});

test('a list of languages of which some have no room says “and” once', () => {
  const row = settings.server.find(({ key }) => key === 'reading.languages')!;
  const said = (tags: readonly string[]): string => {
    const shown = told(row, tags, voiceBook([]));
    return shown ? ann.t(shown) : '';
  };
  expect(said(['en', 'de', 'fr'])).toBe('English, German, and French');
  const many = 'en de fr es pt it nl da sv fi pl cs hu el'.split(' ');
  expect(said(many)).toMatch(/^English, German, [^&]*Finnish, Polish and 3 more$/);
  expect(said(many)).not.toContain(', and');
});
