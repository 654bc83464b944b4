import { expect, test } from 'vitest';

import { commands } from '#commands/index.ts';
import { told, valueIn, withChanges } from '#features/settings/setting-values.ts';
import { settings } from '#features/settings/settings.ts';
import { serverSettings } from '#store/server-settings.ts';

import { thingsOf } from '../../options/titles.ts';

const usual = serverSettings.parse({});
const things = commands.flatMap((command) => thingsOf(command));

test.each(settings)('$key is changed by what people can do', ({ chosen }) => {
  const ways =
    chosen.by === 'elsewhere'
      ? chosen.ways.flatMap((way) => /\/\w+ \w+/.exec(way) ?? [])
      : ['under' in chosen ? `/${chosen.under} ${chosen.name}` : '/autoread show'];
  for (const way of ways)
    expect(things.some((thing) => thing === way || thing.startsWith(`${way} `))).toBe(true);
});

test('no two settings are called the same, or chosen by one option', () => {
  const names = settings.map(({ called }) => called.toLowerCase());
  expect(new Set(names).size).toBe(settings.length);
  const options = settings.flatMap(({ chosen }) =>
    'under' in chosen ? [`${chosen.under} ${chosen.name}`] : [],
  );
  expect(new Set(options).size).toBe(options.length);
});

test('what is taken back has its default again, and nothing else is changed', () => {
  const set = withChanges(usual, {
    'reading.skipMarks': ['#'],
    'words.said': 'off',
    adminChannelId: '7',
  });
  expect(set).toEqual({
    ...usual,
    adminChannelId: '7',
    reading: { ...usual.reading, skipMarks: ['#'] },
    words: { ...usual.words, said: 'off' },
  });
  expect(withChanges(set, { 'reading.skipMarks': undefined, adminChannelId: undefined })).toEqual({
    ...usual,
    words: { ...usual.words, said: 'off' },
  });
  expect(withChanges(set, {})).toEqual(set);
});

test.each(settings)('the default of $key is told in one line', (row) => {
  expect(told(row, valueIn(usual, row.key))).toMatch(/^[^\n[{]*$/);
});
