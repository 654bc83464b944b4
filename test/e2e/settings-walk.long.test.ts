import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { rowsIn, sectionNames } from '#features/configuring/sections.ts';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';

import { openScene, startBot } from '../scene.ts';
import { soonMs, told } from './room.ts';
import {
  actionOf,
  drawable,
  furtherChoices,
  handled,
  isAsItSays,
  leading,
  may,
  nameOf,
  refusals,
  written,
} from './settings-controls.ts';
import type { Role } from './settings-controls.ts';
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

const everyMs = 900_000;

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

/** Choices to make in a menu: each option of those that lead to different panels, else the first, the last and all of them. */
function choicesOf({ id, options }: Control): readonly (readonly string[] | undefined)[] {
  if (!options) return [undefined];
  if (leading[nameOf(id)]) return options.map((value) => [value]);
  const isMany = /:(?:drop|unmute)\b/.test(id);
  const some = [options.slice(0, 1), options.slice(-1), ...(isMany ? [options] : [])];
  return some.filter(
    (values, at) => some.findIndex((each) => each.join() === values.join()) === at,
  );
}

/** The forms that were sent in. */
const submitted = new Set<string>();

async function pressed(house: House, control: Control, values?: readonly string[], pick?: string) {
  const { admin } = house;
  await settle(house);
  const before = await stateOf(house, admin);
  const first = use(house, control, admin, values);
  let answer = await answerTo(first);
  const asked = [first];
  if (answer === 'form') {
    const sent = await fillIn(house, first, control.id, pick);
    submitted.add((await first.modal()).customId);
    asked.push(sent);
    answer = await answerTo(sent);
  }
  return { answer, asked, before, after: await stateOf(house, admin) };
}

/** A press by who may: where it leads, and what it did that it shouldn't, or didn't do. */
async function effect(house: House, control: Control, values?: readonly string[], pick?: string) {
  const { answer, asked, before, after } = await pressed(house, control, values, pick);
  if (answer === 'form') throw new Error('a form led to a form');
  const kinds = await Promise.all(asked.map(async (each) => (await each.acknowledged).kind));
  // The first answer is the whole: one call to Discord. Who comes to a call says so before.
  const isWhole =
    kinds.every((kind) => [4, 7, 9].includes(kind)) &&
    asked.every(({ edits }) => edits.length === 0);
  const wrong = [
    ...(isWhole || /:(?:comes|waits|again)/.test(control.id)
      ? []
      : [`answered by ${kinds.join()}`]),
    ...(isAsItSays(control.id, before, after, pick) ? [] : ['it did something else']),
  ];
  const name = [control.id, ...(values ?? []), pick].join(' ');
  return { answer, wrong: wrong.map((each) => `${name}: ${each}: ${answer.text.slice(0, 200)}`) };
}

/** Where somebody else presses what an admin was shown. */
interface Trying {
  readonly house: House;
  readonly locale: string;
  /** Opens a panel of theirs: some go with their answer. */
  readonly open: () => Promise<Message>;
}

/** Tells where a press of somebody else did or told something that it shouldn't, or refused what is theirs to do. */
async function tried(
  role: Exclude<Role, 'admin'>,
  { house, locale, open }: Trying,
  control: Control,
  values?: readonly string[],
): Promise<readonly string[]> {
  const { admin, [role]: person } = house;
  const { id } = control;
  await settle(house);
  const before = await stateOf(house, admin);
  const answer = await answerTo(use(house, control, person, values, await open()));
  const after = await stateOf(house, admin);
  const wrong = (what: string) => [`${[id, ...(values ?? [])].join(' ')} by a ${role}: ${what}`];
  const shown = answer === 'form' ? 'a form' : answer.text;
  const isRefused = refusals(locale).includes(shown);
  if (!may(role, id, values)) return isRefused && after === before ? [] : wrong(shown);
  if (isRefused) return wrong('refused');
  // Their own settings are theirs, on whosever panel.
  if (answer === 'form' || id.startsWith('me:')) return after === before ? [] : wrong(shown);
  const offered = controlsOf(answer).flatMap(({ id: each, options = [] }) =>
    [[], ...options.map((option) => [option])].map((chosen) => ({ each, chosen })),
  );
  const beyond = offered.filter(({ each, chosen }) => !may(role, each, chosen));
  if (beyond.length > 0) return wrong(`it offers ${JSON.stringify(beyond)}`);
  return isAsItSays(id, before, after) ? [] : wrong(`it did something else: ${shown}`);
}

/** Presses everything that panels lead to. Resolves with all of it. */
async function walk(house: House, locale: string) {
  await settle(house);
  const found = new Map<string, Control>();
  const heads = new Map<string, string>();
  const wrong: string[] = [];
  const waiting = (await opened(house)).flatMap((panel) => controlsOf(panel));
  const others: (readonly [Exclude<Role, 'admin'>, Trying])[] = [];
  for (const role of ['keeper', 'moderator', 'stranger'] as const) {
    const elsewhere = { name: 'autoread show', options: {}, channel: house.things.channel };
    const ask = { ...elsewhere, by: house[role] };
    const open = (): Promise<Message> => told(scene.discord.command(ask), /\S/);
    others.push([role, { house, locale, open }]);
  }
  for (let control = waiting.shift(); control; control = waiting.shift()) {
    const name = nameOf(control.id);
    if (found.has(name)) continue;
    found.set(name, control);
    for (const values of choicesOf(control)) {
      for (const [role, trying] of others)
        wrong.push(...(await tried(role, trying, control, values)));
      const { answer, wrong: more } = await effect(house, control, values);
      wrong.push(...more);
      heads.set(`${name} ${values?.join() ?? ''}`, answer.text.split('\n')[0] ?? '');
      waiting.push(...controlsOf(answer));
    }
    for (const choice of furtherChoices(control.id))
      wrong.push(...(await effect(house, control, undefined, choice)).wrong);
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
      // Nothing that the code can draw was left out, and nothing drawn that isn't known here.
      const names = [...walkedHere.found.keys()];
      expect(names.toSorted()).toEqual([...new Set(drawable())].toSorted());
      const pressedHere = new Set([...names, ...submitted].map((id) => actionOf(id)));
      expect((await written()).filter((action) => !pressedHere.has(action))).toEqual([]);
      expect(handled().filter((action) => !pressedHere.has(action))).toEqual([]);
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
