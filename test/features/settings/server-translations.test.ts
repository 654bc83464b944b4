import { expect, test } from 'vitest';

import { serverTranslations } from '#features/settings/server-translations.ts';
import type { Store } from '#store/store.ts';

import { translations } from '../../fakes/asker.ts';
import { FakeLog } from '../../fakes/log.ts';
import { ownTexts } from '../../i18n/own-texts.ts';
import { testStore } from '../../store/folder.ts';

/** The language of a server of which Discord says that. */
const languageOf = async (
  { serverSettings }: Pick<Store, 'serverSettings'>,
  onDiscord: string | undefined,
  all = translations,
) => {
  const view = { localeOf: () => onDiscord };
  const log = new FakeLog();
  const { locale } = await serverTranslations({ serverSettings, view, translations: all, log })(
    '1',
  );
  return { locale, logged: log.lines.length };
};

const chosen = async (writtenLanguage: string | undefined) => {
  const rig = await testStore();
  await rig.store.serverSettings.change('1', { actorId: '2' }, (now) => ({
    ...now,
    ...(writtenLanguage !== undefined && { writtenLanguage }),
  }));
  return rig;
};

test.each([
  ['what its admins chose', 'ja', 'de', 'ja'],
  ['what its admins chose, where Discord says nothing', 'pt-BR', undefined, 'pt-BR'],
  ['what Discord says, where they chose nothing', undefined, 'es-419', 'es'],
  ['English, where nobody says anything', undefined, undefined, 'en'],
  ['what Discord says, where what they chose is gone', 'tlh', 'de', 'de'],
  ['English, where what they chose is gone and Discord says nothing', 'tlh', undefined, 'en'],
])('what stands in a server for all is in %s', async (_, choice, onDiscord, language) => {
  await using rig = await chosen(choice);
  expect(await languageOf(rig.store, onDiscord)).toEqual({ locale: language, logged: 0 });
});

test('a language of the operator’s own serves as well', async () => {
  await using rig = await chosen('tlh');
  const all = ownTexts({ tlh: { calls: { resumed: 'jIjatlhqa’laH.' } } });
  expect(await languageOf(rig.store, 'de', all)).toEqual({ locale: 'tlh', logged: 0 });
});

test('numbers are written as in the country that Discord says, whose language they chose', async () => {
  await using rig = await chosen('es');
  const written = async (onDiscord: string | undefined) => {
    const view = { localeOf: () => onDiscord };
    const log = new FakeLog();
    const t = await serverTranslations({ ...rig.store, view, translations, log })('1');
    return t(($) => $.values.number, { number: 12_345.6 });
  };
  expect(await written('es-419')).toBe('12,345.6');
  expect(await written('de')).toBe('12.345,6');
  expect(await written(undefined)).toBe('12.345,6');
});

test('people are told all the same when the setting can’t be read', async () => {
  const failing = { get: () => Promise.reject(new Error('the disk is gone')) };
  const serverSettings = failing as unknown as Store['serverSettings'];
  expect(await languageOf({ serverSettings }, 'fr')).toEqual({ locale: 'fr', logged: 1 });
});
