import { sectionNames } from '#features/configuring/sections.ts';

import type { Flood } from '../flood.ts';
import type { Stage } from '../stage.ts';

/* People open panels of what is set, and give files of it, as often as they like. */

const idsUpTo = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => String(400_000_000_000_000_000n + BigInt(at)));

const fileOf = (settings: unknown): string =>
  JSON.stringify({ crier: 'settings', version: 1, settings });

/** As a server may have them, as large as a file may be, and nested as deep as one of that size can be. */
const settingsFiles: readonly string[] = [
  fileOf({ forbiddenVoices: idsUpTo(2_000), words: { links: 'skip' } }),
  fileOf({ x: 'x'.repeat(500_000) }),
  fileOf(Object.fromEntries(idsUpTo(13_000).map((id) => [id, 0]))),
  '['.repeat(500_000),
];

/** As much on lists as a server may have. */
async function fullSettings(stage: Stage): Promise<void> {
  const { server } = stage.room;
  const roles = Array.from({ length: 200 }, (_, at) =>
    stage.scene.discord.addRole(server, `Role ${at}`, []),
  );
  for (const role of roles)
    await stage.told(stage.use('autoread role ignore', { role }, stage.admin));
}

export const panelsAndFiles: readonly Flood[] = [
  {
    name: 'settings/panels',
    how: 'an admin opens every section of the settings, long lists, the history and templates, and a member their own, 300 times, a hundred at a time',
    prepare: fullSettings,
    async pour(stage) {
      const [panel, own] = await Promise.all([
        stage.told(stage.use('settings', {}, stage.admin)),
        stage.told(stage.use('me')),
      ]);
      const { discord } = stage.scene;
      for (let time = 0; time < 3; time += 1) {
        for (let at = 0; at < 20; at += 1) {
          const section = sectionNames[at % sectionNames.length] ?? '';
          for (const [id, values] of [
            ['settings:page:', [section]],
            ['settings:open:reading.ignoredRoleIds', undefined],
            ['settings:turn:reading.ignoredRoleIds:1', undefined],
            ['settings:template:', ['accessible']],
          ] as const)
            stage.keep(discord.forge(panel, id, stage.admin, values));
          stage.press(own, at % 2 === 0 ? 'me:on:person.lendsSettings' : 'me:page:member');
        }
        await stage.answered();
      }
    },
  },
  {
    name: 'settings/import',
    how: 'an admin gives files of settings sixty times at once, as large as may be, hostile and as full as a server has them, and applies them',
    prepare: fullSettings,
    async pour(stage) {
      const panel = await stage.told(stage.use('settings', {}, stage.admin));
      for (let at = 0; at < 60; at += 1) {
        const bytes = Buffer.from(settingsFiles[at % settingsFiles.length] ?? '');
        const file = { filename: 'settings.json', bytes };
        stage.use('settings', { import: file }, stage.admin);
        const id = 'settings:apply:01234567-89ab-4def-8123-456789abcdef';
        stage.keep(stage.scene.discord.forge(panel, id, stage.admin));
      }
      await stage.answered();
    },
  },
  {
    name: 'phrases/import',
    how: 'a member gives tables of phrases sixty times at once, as large as may be, and some without an end',
    async pour(stage) {
      const row = `${'x'.repeat(40)},${'words '.repeat(100)},folder\n`;
      const table = `label,words,folder\n${row.repeat(2_000)}`;
      for (let at = 0; at < 60; at += 1) {
        const content = at % 3 === 0 ? `${table}"no end` : table;
        const file = { filename: 'phrases.csv', bytes: Buffer.from(content) };
        stage.use('phrases', { import: file });
      }
      await stage.answered();
    },
  },
];
