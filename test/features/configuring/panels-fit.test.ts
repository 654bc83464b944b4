import { checkTogether } from '@crier/rehearsal/discord/forms/component-tree.ts';
import { checkMessage } from '@crier/rehearsal/discord/forms/message-form.ts';
import { ModalForm } from '@crier/rehearsal/discord/forms/modal-form.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { bodyOf } from '#discord/view.ts';
import type { Form, View } from '#discord/view.ts';
import { channelView } from '#features/configuring/channel-view.ts';
import { oneView } from '#features/configuring/one-view.ts';
import { sectionView } from '#features/configuring/section-view.ts';
import { rowsIn, sectionNames } from '#features/configuring/sections.ts';
import { settingForm, severalForm } from '#features/configuring/setting-form.ts';
import { settings } from '#features/settings/settings.ts';
import { boundsOf, withChanges } from '#features/settings/values.ts';
import type { Row } from '#features/settings/values.ts';
import { serverSettings } from '#store/server-settings.ts';

import { languages } from '../../i18n/files.ts';
import { localeOf, readerIn, times } from '../../i18n/fullest/reader.ts';
import { book } from '../../i18n/fullest/voices.ts';

// Whatever a server of 50 channels and 40 roles sets, in whatever language: Discord takes the panels and forms.

const channelIds = times(50, (at) => `1${String(at).padStart(18, '0')}`);
const roleIds = times(40, (at) => `2${String(at).padStart(18, '0')}`);
const name = fc.string({
  unit: fc.constantFrom('*', '_', 'あ', 'x', '👪', '`', '<'),
  maxLength: 100,
});
const voice = fc.record(
  {
    voice: fc.constantFrom(
      'kept:1',
      'gone/xx/Gone',
      ...book.offers.slice(0, 3).map(({ key }) => key),
    ),
    language: fc.constantFrom('zh-hans', 'pt-br', 'de'),
    speed: fc.constantFrom(0.25, 1.25, 4),
    style: name,
  },
  { requiredKeys: [] },
);
const some = (ids: readonly string[]): fc.Arbitrary<unknown> => fc.subarray([...ids]);

/** Values by the key of the setting, where its row doesn't say all that they can be. */
const valuesOf: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'reading.channelIds': some(channelIds),
  'reading.excludedIds': some(channelIds),
  'reading.ignoredRoleIds': some(roleIds),
  'reading.requiredRoleId': fc.constantFrom(...roleIds),
  'reading.skipMarks': fc.array(
    name.map((each) => `!${each}`.slice(0, 10)),
    { maxLength: 10 },
  ),
  'reading.languages': fc.array(fc.constantFrom('de', 'zh-hans', 'x'.repeat(35)), {
    maxLength: 50,
  }),
  'reading.translations': fc.dictionary(fc.constantFrom(...channelIds), fc.constant('zh-hans')),
  'reading.prefix': name.map((each) => each.slice(0, 10)),
  'reading.locale': fc.constant('pt-BR'),
  'words.timeZone': fc.constant('America/Argentina/ComodRivadavia'),
  'calls.personIds': some(roleIds),
  'calls.roleIds': some(roleIds),
  'calls.arrivalText': name,
  'calls.departureText': name,
  adminChannelId: fc.constantFrom(...channelIds),
  writtenLanguage: fc.constantFrom('de', 'zh-hans'),
  voice,
  voicesByLanguage: fc.dictionary(fc.constantFrom('de', 'zh-hans', 'pt-br', 'en'), voice),
  channels: fc.dictionary(fc.constantFrom(...channelIds), fc.record({ voice })),
  forbiddenVoices: fc.array(name, { maxLength: 60 }),
};

function valueOf(row: Row): fc.Arbitrary<unknown> {
  const listed = valuesOf[row.key];
  if (listed) return listed;
  if (row.chosen.by === 'choice') return fc.constantFrom(...Object.keys(row.chosen.choices));
  if (typeof row.usual === 'boolean') return fc.boolean();
  const { least, most } = boundsOf(row);
  return fc.constantFrom(least, most);
}

const anySettings = fc
  .tuple(...settings.server.map((row) => valueOf(row).map((value) => [row.key, value] as const)))
  .map((values) =>
    serverSettings.parse(withChanges(serverSettings.parse({}), Object.fromEntries(values))),
  );

/** Throws what Discord would refuse. */
function check(shown: View | Form): void {
  if (shown.kind === 'form') {
    ModalForm.parse(shown.body);
    return;
  }
  const { components = [] } = checkMessage(bodyOf(shown), 'reply');
  checkTogether(components, []);
}

test.each(languages)('panels and forms of settings have room for whatever is set, in %s', (tag) => {
  const reader = readerIn(localeOf(tag));
  const nameOf = (id: string): string => `_`.repeat(100) + id;
  const property = fc.property(anySettings, fc.constantFrom(...channelIds), (all, channelId) => {
    const shown = { settings: all, known: { book, kept: [] }, hindrances: [] };
    for (const section of sectionNames) {
      check(sectionView(section, shown, reader));
      for (const row of rowsIn(section)) {
        check(oneView(row, shown, nameOf, reader));
        if (row.chosen.by !== 'elsewhere' && typeof row.usual !== 'boolean')
          check(settingForm('settings:set:x', row, all, reader.t));
      }
      if (section !== 'voices') check(severalForm(section, all, reader.t));
    }
    const { known } = shown;
    check(channelView({ channelId, settings: all, excludedBy: channelIds[0], known }, reader));
  });
  expect(() => fc.assert(property, { numRuns: 5 })).not.toThrow();
});
