import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { UserError } from '#errors.ts';
import { settingForm, valueFilledIn } from '#features/configuring/setting-form.ts';
import { settings } from '#features/settings/settings.ts';
import { boundsOf, valueIn, withChanges } from '#features/settings/values.ts';
import type { Row } from '#features/settings/values.ts';
import { memberSettings, personSettings } from '#store/person-settings.ts';
import { serverSettings } from '#store/server-settings.ts';

import { languages } from '../../i18n/files.ts';
import { localeOf, readerIn } from '../../i18n/fullest/reader.ts';

// The forms of settings: whatever somebody types, and what they show, in each language.

/** Discord takes no more. */
const maxNumberChars = 10;

const kinds = [
  { rows: settings.server, schema: serverSettings },
  { rows: settings.person, schema: personSettings },
  { rows: settings.member, schema: memberSettings },
] as const;

const typedRows = kinds.flatMap(({ rows, schema }) =>
  rows
    .filter(({ chosen }) => ['text', 'choice', 'number', 'whole number'].includes(chosen.by))
    .map((row) => ({ row, schema, nothing: schema.parse({}) as object })),
);

/** Values that can be set, where the row doesn't say which. */
const samples: Readonly<Record<string, readonly unknown[]>> = {
  'reading.skipMarks': [['#', '~~'], [';']],
  'reading.languages': [['de'], ['pt-BR', 'ja', 'en']],
  'words.timeZone': ['Asia/Tokyo'],
  'calls.arrivalText': ['{name} ist da'],
  'calls.departureText': ['{name}!'],
  'reading.prefix': ['>>'],
  writtenLanguage: ['de', 'pt-BR'],
  spokenName: ['Zed'],
  translatesTo: ['fr', 'zh-Hant', 'never'],
};

function valuesOf(row: Row): readonly unknown[] {
  if (row.chosen.by === 'choice') return Object.keys(row.chosen.choices);
  if (row.chosen.by === 'text') return samples[row.key] ?? [];
  const { least, most } = boundsOf(row);
  return [least, most];
}

const hostile = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.constantFrom(
    '1e999',
    'NaN',
    '0x7f',
    '-',
    '−',
    '１２',
    '__proto__',
    'toString',
    '{name}',
    '@everyone',
    ',,,',
    '1,2,3',
    '\u0000',
    '٣',
    'null',
  ),
);

/** The value that stands in the one field of a form, or is picked in it. */
function shownIn(body: unknown): string {
  const { components } = body as {
    readonly components: readonly {
      readonly component: {
        readonly value?: string;
        readonly options?: readonly { readonly value: string; readonly default?: boolean }[];
      };
    }[];
  };
  const { value, options } = components[0]!.component;
  return options?.find((each) => each.default)?.value ?? value ?? '';
}

describe.each(languages)('in %s', (tag) => {
  const { t } = readerIn(localeOf(tag));

  test('what is refused is refused in a sentence, and all else can be stored', () => {
    for (const { row, schema, nothing } of typedRows) {
      const most = row.chosen.by === 'text' ? row.chosen.maxLength : maxNumberChars;
      const property = fc.property(hostile, (any) => {
        try {
          const value = valueFilledIn(row, any.slice(0, most), t);
          return schema.safeParse(withChanges(nothing, { [row.key]: value })).success;
        } catch (error) {
          return error instanceof UserError && t(error.text) !== '';
        }
      });
      expect(() => fc.assert(property, { numRuns: 8 })).not.toThrow();
    }
  });

  test('what a form shows can be sent in as it is', () => {
    for (const { row, nothing } of typedRows)
      for (const value of valuesOf(row)) {
        const set = withChanges(nothing, { [row.key]: value });
        const { body } = settingForm('settings:set:x', row, set, t);
        const back = valueFilledIn(row, shownIn(body), t);
        expect([row.key, back ?? row.usual]).toEqual([row.key, valueIn(set, row.key)]);
      }
  });
});
