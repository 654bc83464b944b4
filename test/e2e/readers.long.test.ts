import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Translate } from '#i18n/texts.ts';

import { texts } from '../fakes/asker.ts';
import { openScene } from '../scene.ts';
import { press } from './designs.ts';
import { openReadingRoom } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { closeClean, heardLike, soonMs, told } from './room.ts';

// A server in Japanese with a German member: each reads their own, and what is heard is as anywhere.

let scene: Scene;
let room: ReadingRoom;
/** An admin whose Discord is in Japanese, and a member whose Discord is in German. */
let aoi: Person;
let jens: Person;
let german: Translate;
let japanese: Translate;

beforeAll(async () => {
  scene = await openScene();
  const { discord } = scene;
  // Commands are mentioned as they are in the bot's own texts.
  const ids = new Map(discord.commandsOf().map(({ name, id }) => [name, id]));
  const translations = texts.translations(() => ids);
  [german, japanese] = [translations('de'), translations('ja')];
  room = await openReadingRoom(scene, { joined: false, on: false }, { name: '劇場', locale: 'ja' });
  const { server, call } = room;
  aoi = discord.addPerson(server, { name: 'Aoi', locale: 'ja', permissions: ['ManageGuild'] });
  jens = discord.addPerson(server, { name: 'Jens', locale: 'de' });
  for (const person of [aoi, jens]) discord.join(call, person);
});

afterAll(() => closeClean(scene));

const shown = async (asked: Interaction): Promise<Message> => told(asked, /./);
/** Both do the same: what each reads, with the texts of their language. */
const bothRead = async (name: string): Promise<readonly (readonly [Translate, Message])[]> => [
  [german, await shown(room.use(name, {}, jens))],
  [japanese, await shown(room.use(name, {}, aoi))],
];
const posted = async (text: string): Promise<Message> =>
  scene.discord.nextMessage(room.text, (message) => message.text === text, { timeoutMs: soonMs });

test('what one person alone reads is in their language, and so is what says that something is wrong', async () => {
  for (const [t, { text, ephemeral }] of await bothRead('autoread show')) {
    expect(ephemeral).toBe(true);
    expect(text).toContain(t(($) => $.autoread.panel.off));
  }
  for (const [t, { text, ephemeral }] of await bothRead('leave')) {
    expect(ephemeral).toBe(true);
    expect(text).toBe(t(($) => $.calls.inNoCall));
  }
});

test('buttons and forms are those of who reads them', async () => {
  const making = room.use('design', { description: 'Eine ruhige Frau', name: 'Ruhe' }, jens);
  const takes = { first: 1, last: 3 };
  const panel = await making.shown(
    ({ text }) => text.includes(german(($) => $.ownVoices.takes.several, takes)),
    soonMs,
  );
  const edit = german(($) => $.ownVoices.buttons.edit);
  const form = await press(scene, panel, edit, jens).modal();
  expect(form.title).toBe(german(($) => $.ownVoices.designForm.title));
  const labels = form.components.map(({ label }) => label);
  expect(labels).toEqual([
    german(($) => $.ownVoices.designForm.description),
    german(($) => $.ownVoices.designForm.name),
  ]);
  const discard = press(
    scene,
    panel,
    german(($) => $.ownVoices.buttons.discard),
    jens,
  );
  await told(discard, new RegExp(german(($) => $.ownVoices.takes.discarded)));
});

test('commands are suggested by the names that the reader’s client shows', async () => {
  const suggested = async (by: Person, typed: string): Promise<readonly string[]> => {
    const options = { command: typed };
    const typing = { channel: room.text, name: 'help', options, focused: 'command', by };
    const { choices } = await scene.discord.autocomplete(typing);
    return choices.map(({ name, value }) => `${name} = ${value}`);
  };
  const nameIn = (locale: 'de' | 'ja'): string => {
    const leave = scene.discord.commandsOf().find(({ name }) => name === 'leave');
    return leave?.json.name_localizations?.[locale] ?? '';
  };
  expect(nameIn('de')).not.toBe(nameIn('ja'));
  expect(await suggested(jens, nameIn('de'))).toEqual([`/${nameIn('de')} = leave`]);
  expect(await suggested(aoi, nameIn('ja'))).toEqual([`/${nameIn('ja')} = leave`]);
  expect(await suggested(aoi, 'leave')).toEqual([`/${nameIn('ja')} = leave`]);
});

test('who asks is answered in their language, and what stands there for all is in that of the server', async () => {
  const { discord } = scene;
  const joined = await shown(room.use('join', {}, jens));
  expect(joined.ephemeral).toBe(false);
  expect(joined.text).toBe(german(($) => $.calls.joined, { channel: `<#${room.call.id}>` }));
  discord.setVoiceState(room.server, discord.bot, { mute: true });
  await posted(japanese(($) => $.calls.suspended.muted));
  discord.setVoiceState(room.server, discord.bot, { mute: false });
  await posted(japanese(($) => $.calls.resumed));
  const on = await shown(room.use('autoread on', {}, aoi));
  expect(on.ephemeral).toBe(false);
  expect(on.text).toContain(japanese(($) => $.autoread.announced.ways));
});

test('admins may choose another language for what stands there for all, and each still reads their own', async () => {
  const chosen = await room.set('options', { 'written-language': 'Deutsch' });
  expect(chosen.text).toContain('**I write to everybody in** Deutsch');
  const on = await shown(room.use('autoread on', {}, aoi));
  expect(on.text).toContain(german(($) => $.autoread.announced.ways));
  for (const [t, { text }] of await bothRead('autoread show'))
    expect(text).toContain(t(($) => $.autoread.panel.on));
  await room.set('options', { 'written-language': 'usual' });
});

test('what is said and read is heard in the language in which it was written, whoever reads what', async () => {
  const words = 'The curtain rises in a moment, so please sit down and be quiet.';
  const said = room.use('say', { text: words }, jens);
  await told(said, new RegExp(german(($) => $.say.stages.heard)));
  expect(room.spoken()).toContain(words);
  expect(await heardLike(room, room.use('say', { text: words }), words)).toBeGreaterThan(0.95);
  const read = room.write('Guten Morgen, wie geht es euch allen heute?', jens);
  await room.why(read, /^It was read/);
  expect(room.spoken().at(-1)).toContain('Guten Morgen, wie geht es euch allen heute?');
});
