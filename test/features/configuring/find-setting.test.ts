import { expect, test } from 'vitest';

import { settingNamed, settingsLike } from '#features/configuring/find-setting.ts';
import { rowsIn, sectionNames } from '#features/configuring/sections.ts';

import { ann } from '../../fakes/asker.ts';

const admin = { ...ann, managesServer: true, moderates: true };
const rows = sectionNames.flatMap((name) => rowsIn(name));

test('a setting that is called as somebody typed comes before those that only do something with it', () => {
  const typed = rows.map(({ called }) => admin.t(called));
  const first = typed.map((name) => settingNamed(name, admin));
  const names = first.map((row) => row && admin.t(row.called));
  for (const [at, name] of names.entries()) expect(name).toContain(typed[at]);
});

test('not more settings are found than are asked for, each of them once', () => {
  const found = settingsLike('e', admin, 5).map(({ value }) => value);
  expect(new Set(found).size).toBe(5);
  expect(settingsLike('', admin, 1_000)).toHaveLength(new Set(rows.map(({ key }) => key)).size);
});
