import { expect, test } from 'vitest';

import { heldView, textView } from '#features/privacy/privacy-view.ts';
import { languageName } from '#i18n/language-name.ts';

import { ann as asker, translations } from '../../fakes/asker.ts';
import { languages } from '../../i18n/files.ts';
import { testStore } from '../../store/folder.ts';
import type { TestStore } from '../../store/folder.ts';

const ann = '123456789012345678';
const { t } = asker;

const shown = async ({ store }: TestStore, nowMs = Date.now()): Promise<string> =>
  JSON.stringify(heldView(await store.personalData.about(ann), nowMs, t));

const gg = {
  written: 'gg',
  match: 'word',
  caseSensitive: false,
  spoken: { as: 'words', words: 'good game' },
} as const;

test.each<[string, (rig: TestStore) => Promise<unknown>, RegExp]>([
  [
    'that others may copy their voice',
    ({ store: { people } }) =>
      people.change(ann, { actorId: ann }, (person) => ({ ...person, lendsSettings: true })),
    /what you set: .*whether others may copy them \(\/voice lend\)/,
  ],
  [
    'how many samples they heard',
    ({ store: { quotas } }) => quotas.spend(ann, { what: 'sample', max: 5, perMs: 3_600_000 }),
    /how many clones, designs, samples and reports/,
  ],
  [
    'words that they added for a server',
    ({ store: { dictionaries } }) => dictionaries.put({ of: 'server', guildId: 'club' }, [gg], ann),
    /1 word that you added to a dictionary of a server/,
  ],
])(
  'of whom nothing is held but %s, it is not said that nothing is stored',
  async (_, live, told) => {
    await using rig = await testStore();
    expect(await shown(rig)).toMatch(/Nothing is stored/);
    await live(rig);
    expect(await shown(rig)).not.toMatch(/Nothing is stored/);
    expect(await shown(rig)).toMatch(told);
  },
);

test('a mute that has ended is not shown as one', async () => {
  await using rig = await testStore();
  const untilMs = Date.now() + 60_000;
  await rig.store.mutes.mute('club', { userId: ann, untilMs }, '7');
  expect(await shown(rig)).toMatch(/1 server where you are on the list of people who are not read/);
  expect(await shown(rig, untilMs)).not.toMatch(/not read/);
});

test.each(languages.filter((language) => language !== 'en'))(
  'who reads %s is told that the privacy text is in English',
  (language) => {
    const view = JSON.stringify(textView(new Uint8Array(), translations(language)));
    expect(view).toContain(languageName('en', language));
  },
);
