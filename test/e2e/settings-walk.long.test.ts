import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import me from '#commands/me.ts';
import moderation from '#commands/moderation.ts';
import settingsCommand from '#commands/settings.ts';
import setup from '#commands/setup.ts';
import { rowsIn, sectionNames } from '#features/configuring/sections.ts';
import type { Command } from '#features/services.ts';
import {
  auditors,
  managers,
  managersOfCalls,
  managersOfChannels,
  moderators,
} from '#features/settings/rights.ts';
import { settings } from '#features/settings/settings.ts';
import { valueIn } from '#features/settings/values.ts';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';

import { ann } from '../fakes/asker.ts';
import { readerIn } from '../i18n/fullest/reader.ts';
import { openScene, startBot } from '../scene.ts';
import { soonMs, told } from './room.ts';
import {
  answerTo,
  controlsOf,
  fillIn,
  openHouse,
  settle,
  stateOf,
  use,
  walked,
} from './settings-walk.ts';
import type { Control, House } from './settings-walk.ts';

/** Translations can be chosen where there is a service, though none is asked here. */
const translating = { TRANSLATE_URL: 'http://127.0.0.1:9', TRANSLATE_NAME: 'LibreTranslate' };

/*
 * Every control of every panel of settings, pressed through the real bot: by who may, by who may not, and once more after
 * the bot was started anew. The controls are found on the panels themselves, one leading to the next.
 */

const everyMs = 300_000;

let scene: Scene;
let dataFolder: string;
let store: Store;
const bots: BotProcess[] = [];
const houses = new Map<string, House>();

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'crier-walk-'));
  scene = await openScene({ dataFolder, environment: translating });
  bots.push(scene.bot);
  store = await openStore({ folder: dataFolder });
  for (const locale of walked) houses.set(locale, await openHouse(scene, store, locale));
}, everyMs);

afterAll(async () => {
  await store.close();
  for (const bot of bots) await bot.stop();
  await scene.close();
  await rm(dataFolder, { recursive: true });
}, everyMs);

const houseIn = (locale: string): House => houses.get(locale)!;

/** The commands that open panels, and the offer of a first start. */
async function opened(house: House): Promise<readonly Message[]> {
  const { admin, server, text } = house;
  const { discord } = scene;
  const command =
    (name: string, options = {}) =>
    (): Interaction =>
      discord.command({ name, options, channel: text, by: admin });
  const commands = ['settings', 'me', 'setup', 'moderation', 'autoread show', 'voice server'];
  const file = { crier: 'settings', version: 1, settings: { words: { links: 'skip' } } };
  const bytes = Buffer.from(JSON.stringify(file));
  const asked = [
    ...commands.map((name) => command(name)),
    ...sectionNames.flatMap((name) =>
      rowsIn(name).map(({ key }) => command('settings', { find: key })),
    ),
    command('settings', { import: { filename: 'settings.json', bytes } }),
  ];
  // Reading is off, or it isn't offered.
  await store.serverSettings.change(server.id, { actorId: admin.id }, (now) => ({
    ...now,
    reading: { ...now.reading, on: false },
  }));
  discord.removeGuild(server);
  discord.inviteBot(server);
  await expect.poll(() => discord.messagesIn(text).length, { timeout: soonMs }).toBeGreaterThan(0);
  const panels: Message[] = [];
  for (const ask of asked) panels.push(await told(ask(), /\S/));
  return [...panels, ...discord.messagesIn(text).slice(-1)];
}

/** Choices to make in a menu: each option of those that lead to different panels, else the first. */
function choicesOf({ id, options }: Control): readonly (readonly string[] | undefined)[] {
  if (!options) return [undefined];
  const each = /^settings:(?:page|template):|^setup:whose:/.test(id);
  return (each ? options : options.slice(0, 1)).map((value) => [value]);
}

/** The same control, whatever of many it is about. */
const nameOf = (id: string): string =>
  id.replace(/^(settings:(?:undo|apply|look)|setup:\w+|autoread:log):.*$/, '$1');

/** Nothing is set by what leads on. */
const leads =
  /:(?:open|page|turn|look|templates?|show|export|begin|channel|language|whose|again|filter|requests|log)\b/;

async function pressed(house: House, control: Control, values?: readonly string[]) {
  const { admin } = house;
  await settle(house);
  const before = await stateOf(house, admin);
  const first = use(house, control, admin, values);
  let answer = await answerTo(first);
  const asked = [first];
  if (answer === 'form') {
    const sent = await fillIn(house, first, control.id);
    asked.push(sent);
    answer = await answerTo(sent);
  }
  return { answer, asked, before, after: await stateOf(house, admin) };
}

/** A press by who may: where it leads, and what it did that it shouldn't, or didn't do. */
async function effect(house: House, control: Control, values?: readonly string[]) {
  const { answer, asked, before, after } = await pressed(house, control, values);
  if (answer === 'form') throw new Error('a form led to a form');
  const [, action, key = ''] = control.id.split(':');
  const kinds = await Promise.all(asked.map(async (each) => (await each.acknowledged).kind));
  // The first answer is the whole: one call to Discord. Who comes to a call says so before.
  const isWhole =
    kinds.every((kind) => [4, 7, 9].includes(kind)) &&
    asked.every(({ edits }) => edits.length === 0);
  const wrong = [
    ...(isWhole || /:(?:comes|waits|again)/.test(control.id)
      ? []
      : [`answered by ${kinds.join()}`]),
    ...(isAsItSays(control.id, action, key, before, after) ? [] : ['it did something else']),
  ];
  const name = [control.id, ...(values ?? [])].join(' ');
  return { answer, wrong: wrong.map((each) => `${name}: ${each}: ${answer.text.slice(0, 200)}`) };
}

function isAsItSays(id: string, action = '', key: string, before: string, after: string): boolean {
  // On a panel that is no longer true, what is so already stays so.
  if (leads.test(id) || /:here:\d+:(?:read|allow)$/.test(id)) return after === before;
  const [server, person, member] = JSON.parse(after) as [object, object, object];
  const [whose, ...path] = key.split('.');
  const value = id.startsWith('me:')
    ? valueIn(whose === 'person' ? person : member, path.join('.'))
    : valueIn(server, key === '' ? 'reading.on' : key);
  if (action === 'on' || action === 'off') return value === (action === 'on');
  if (action !== 'usual') return after !== before;
  const row = settings.server.find((each) => each.key === key);
  return isDeepStrictEqual(value, row?.usual);
}

/** The sentences in which people are told that they may not. */
function refusals(locale: string): readonly string[] {
  const { t } = readerIn(locale);
  const all = [managers, managersOfChannels, managersOfCalls, moderators, auditors];
  return all.flatMap((right) => t(right({ asker: ann })!));
}

/** Tells where a press by who may not did or told something that it shouldn't. */
async function refused(
  house: House,
  locale: string,
  control: Control,
  carrier: Message,
  values?: readonly string[],
) {
  const { stranger, admin } = house;
  await settle(house);
  const before = await stateOf(house, admin);
  const answer = await answerTo(use(house, control, stranger, values, carrier));
  const name = [control.id, ...(values ?? [])].join(' ');
  if ((await stateOf(house, admin)) !== before) return [`${name} by a stranger: it was done`];
  // Their own settings are theirs, on whosever panel; of a server's, they see what everybody may.
  if (control.id.startsWith('me:')) return [];
  const shown = answer === 'form' ? 'a form' : answer.text;
  if (answer !== 'form' && /^settings:(?:page|open|turn):/.test(control.id)) {
    const found = controlsOf(answer).map(({ id }) => id);
    if (found.length > 0 && found.every((id) => id === 'settings:page:')) return [];
  }
  return refusals(locale).includes(shown) ? [] : [`${name} by a stranger: ${shown}`];
}

/** Presses everything that panels lead to. Resolves with all of it. */
async function walk(house: House, locale: string) {
  await settle(house);
  const found = new Map<string, Control>();
  const heads = new Map<string, string>();
  const wrong: string[] = [];
  const { stranger: by, things } = house;
  const elsewhere = { name: 'autoread show', options: {}, channel: things.channel, by };
  const waiting = (await opened(house)).flatMap((panel) => controlsOf(panel));
  const carrier = await told(scene.discord.command(elsewhere), /\S/);
  for (let control = waiting.shift(); control; control = waiting.shift()) {
    if (found.has(nameOf(control.id))) continue;
    found.set(nameOf(control.id), control);
    for (const values of choicesOf(control)) {
      wrong.push(...(await refused(house, locale, control, carrier, values)));
      const { answer, wrong: more } = await effect(house, control, values);
      wrong.push(...more);
      heads.set(`${nameOf(control.id)} ${values?.join() ?? ''}`, answer.text.split('\n')[0] ?? '');
      waiting.push(...controlsOf(answer));
    }
  }
  return { found, heads, wrong };
}

const walks = new Map<string, Awaited<ReturnType<typeof walk>>>();

describe.each(walked)('in %s', (locale) => {
  test(
    'each control does what it says for who may, by one answer, and nothing for who may not',
    async () => {
      const walkedHere = await walk(houseIn(locale), locale);
      walks.set(locale, walkedHere);
      expect(walkedHere.wrong).toEqual([]);
      const ids = [...walkedHere.found.keys()];
      const actions = new Set(ids.map((id) => id.split(':').slice(0, 2).join(':')));
      const commands: readonly Command[] = [settingsCommand, me, setup, moderation];
      const all = commands.flatMap(({ data, buttons, selects }) =>
        Object.keys({ ...buttons, ...selects }).map((action) => `${data.name}:${action}`),
      );
      expect(all.filter((action) => !actions.has(action))).toEqual([]);
      // Each row of each section is among them.
      const keys = new Set(ids.map((id) => id.split(':')[2]));
      const rows = sectionNames.flatMap((name) => rowsIn(name)).map(({ key }) => key);
      expect(rows.filter((key) => !keys.has(key))).toEqual([]);
    },
    everyMs,
  );
});

test('each panel is in the language of who presses', () => {
  const [english, german] = walked.map((locale) => walks.get(locale)!.heads);
  const same = [...english!].filter(([id, head]) => german!.get(id) === head);
  expect(german!.size).toBe(english!.size);
  expect(same).toEqual([]);
});

test(
  'after the bot was started anew, each control of each old panel does the same',
  async () => {
    const { discord, deapi } = scene;
    const since = { ...discord.gateway.counts };
    bots.at(-1)!.kill('SIGTERM');
    await bots.at(-1)!.exited;
    bots.push(
      startBot({
        environment: environmentOf(discord, deapi, translating),
        caPem: discord.caPem + deapi.caPem,
        dataFolder,
      }),
    );
    await discord.gateway.back(4 * soonMs, since);
    const [locale = ''] = walked;
    const house = houseIn(locale);
    const wrong: string[] = [];
    for (const [name, control] of walks.get(locale)!.found) {
      const [values] = choicesOf(control);
      const { answer, wrong: more } = await effect(house, control, values);
      // A file is kept in memory alone, which is said; and a change is taken back as far as it still stands.
      const isPast = name === 'settings:apply' || name === 'settings:undo';
      if (!isPast || !/no longer have|taken back/.test(answer.text)) wrong.push(...more);
    }
    expect(wrong).toEqual([]);
  },
  everyMs,
);
