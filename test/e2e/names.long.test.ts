import type { LocaleString } from 'discord-api-types/v10';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';

import { texts } from '../fakes/asker.ts';
import { openScene } from '../scene.ts';
import { keepDesign } from '../store/folder.ts';
import { closeClean, freshWords, openRoom, soonMs } from './room.ts';

// Names that look like something else, in all that says them, in every language, through the real bot.

const everyMs = 120_000;

let scene: Awaited<ReturnType<typeof openScene>>;
let store: Store;

beforeAll(async () => {
  scene = await openScene();
  store = await openStore({ folder: scene.bot.dataFolder });
}, everyMs);

afterAll(async () => {
  await store.close();
  await closeClean(scene);
}, everyMs);

/** Names for people and voices, and how each is to be shown. */
const names: readonly (readonly [name: string, shown: string])[] = [
  ['{{x}} $t(calls.left) $& {{t}}', String.raw`{{x}} $t(calls.left) $& {{t}}`],
  ['<@123456789012345678>', String.raw`\<@123456789012345678>`],
  ['**A** [b](https://c.example)', String.raw`\*\*A\*\* \[b](https://c.example)`],
  ['العربية 123 אבג', 'العربية 123 אבג'],
  ['👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧'],
  ['W'.repeat(32), 'W'.repeat(32)],
];
const locales: readonly LocaleString[] = [
  'en-US',
  'en-GB',
  'de',
  'fr',
  'es-ES',
  'es-419',
  'pt-BR',
  'ja',
  'nl',
  'zh-CN',
];

test.each(locales)(
  'in %s a name is shown as it is, whatever it looks like',
  async (locale) => {
    const { discord } = scene;
    const t = texts.translations()(locale);
    for (const [name, shown] of names) {
      const room = await openRoom(scene, { name, locale });
      const { server, text } = room;
      const by = discord.addPerson(server, { name, locale, permissions: ['ManageGuild'] });
      await keepDesign(store, by, name);
      const use = (command: string, options = {}) =>
        discord.command({ name: command, options, channel: text, by });
      const of = async (command: string, options = {}): Promise<string> => {
        const isThere = (message: { text: string }): boolean => message.text.includes(shown);
        const { text: said } = await use(command, options).shown(isThere, soonMs);
        expect(said.replaceAll(shown, '')).not.toMatch(/\{\{|\}\}|\$t\(|\bundefined\b|NaN/);
        return said;
      };
      await of('say', { text: freshWords(), as: 'voice message' });
      await of('voice set', { voice: name });
      await of('voice show');
      await of('voice browse');
      await of('clone list');
      await of('clone share', { voice: name });
      await of('privacy show');
      expect(t.locale).toBe(texts.languageOf(locale));
    }
  },
  everyMs,
);
