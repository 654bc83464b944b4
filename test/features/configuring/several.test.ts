import { expect, test } from 'vitest';

import { rowsIn, sectionNames } from '#features/configuring/sections.ts';
import { severalChanged, severalForm } from '#features/configuring/setting-form.ts';
import { serverSettings } from '#store/server-settings.ts';

import { ann } from '../../fakes/asker.ts';

// The form for all of a section that is on or off knows by its id what it showed.

const shownBy = (section: (typeof sectionNames)[number]): string => {
  const { custom_id: id } = severalForm(section, serverSettings.parse({}), ann.t).body;
  return id.split(':')[3] ?? '';
};
const changed = (section: (typeof sectionNames)[number], shown: string, picked: string[]) =>
  severalChanged(section, shown, picked).map(([{ key }, isOn]) => [key, isOn]);

test('each setting has a mark of its own, whatever stands before it in its section', () => {
  const marks = sectionNames.flatMap((name) => shownBy(name).match(/\w{4}/g) ?? []);
  expect(new Set(marks).size).toBe(marks.length);
  const one = shownBy('people').slice(5, 10);
  expect(changed('people', one, [])).toEqual([]);
  const [, second] = rowsIn('people');
  expect(changed('people', one, [second!.key])).toEqual([[second!.key, true]]);
});

test('what the form of an older version showed counts by its place', () => {
  expect(changed('coming', '01', ['reading.joins'])).toEqual([
    ['reading.joins', true],
    ['calls.stays', false],
  ]);
});
