import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { ServerSettings } from '#store/server-settings.ts';

import { keepClone, keepDesign } from '../store/folder.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told, wordsOf } from './room.ts';
import type { Room } from './room.ts';

// Where voices go: what is taken back, copied, set by moderators and banned, and what of others is left alone.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const settingsOf = ({ server }: Room): Promise<ServerSettings> =>
  bot.store.serverSettings.get(server.id);

/** The list of voices that are set for some, which the panel of the server's voices leads to. */
async function voicesOf({ set, admin }: Room): Promise<Message> {
  const panel = await set('voice server');
  return told(bot.discord.press(panel, 'settings:open:channels', admin), /The voices of this/);
}

/** A server in which all is set that can be taken back, and how its menu calls each. */
async function openSet(): Promise<
  Room & { readonly values: readonly (readonly [string, string])[] }
> {
  const room = await openRoom(bot);
  const { set, server, text, bea } = room;
  const desk = server.addText({ name: 'desk', deny: ['ViewChannel'] });
  bot.discord.setPermissions(desk, bot.discord.bot, { allow: ['ViewChannel', 'SendMessages'] });
  const all: readonly Readonly<Record<string, OptionValue>>[] = [
    { voice: 'Sky' },
    { voice: 'Emma', channel: text },
    { voice: 'Dora', 'for-language': 'pt' },
    { 'admin-channel': desk },
  ];
  for (const options of all) await set('voice server', options);
  await set('voice force', { on: true });
  for (const options of [{ voice: 'Vivian' }, { voice: 'George' }, { person: bea }])
    await set('voice forbid', options);
  const shown = await voicesOf(room);
  const menu = JSON.stringify(shown.components);
  // The menu that leads to other sections says what each is.
  const values = [...menu.matchAll(/"label":"([^"]+)","value":"([^"]+)"}/g)].map(
    ([, label = '', value = '']) => [label, value] as const,
  );
  return { ...room, values };
}

test('of what a server has set exactly that is taken back which was chosen', async () => {
  const room = await openSet();
  const { admin, server, text, bea } = room;
  const before = await settingsOf(room);
  // Languages and channels are told as people know them.
  const panel = await room.set('voice server');
  expect(panel.text).toContain('**voices by language** Portuguese (Brazil): Dora, ');
  expect(panel.text).toMatch(new RegExp(`\\*\\*voices of channels\\*\\* <#${text.id}>: `));
  expect(room.values.map(([label]) => label)).toEqual([
    'The server’s voice',
    'One voice for everybody',
    'For Portuguese (Brazil)',
    'For #text',
    'The admins’ channel',
    'Forbidden: Vivian',
    'Forbidden: George',
    'Forbidden: voices of Bea',
  ]);
  const { adminChannelId: _, ...unmanaged } = before;
  const without = (name: RegExp) => before.forbiddenVoices.filter((key) => !name.test(key));
  const left: readonly Partial<ServerSettings>[] = [
    { ...before, voice: {}, forcesVoice: false },
    { ...before, forcesVoice: false },
    { ...before, voicesByLanguage: {} },
    { ...before, channels: {} },
    unmanaged,
    { ...before, forbiddenVoices: without(/^Vivian/) },
    { ...before, forbiddenVoices: without(/george/i) },
    before,
  ];
  for (const [index, [, value]] of room.values.entries()) {
    const list = await voicesOf(room);
    const banned = await bot.store.voiceBans.list(server.id);
    await told(
      bot.discord.select(list, 'Take back …', [value], admin),
      /The voices of this server/,
    );
    expect(await settingsOf(room)).toEqual(left[index]);
    const isBan = value.startsWith('banned:');
    expect(await bot.store.voiceBans.list(server.id)).toHaveLength(isBan ? 0 : banned.length);
    await bot.store.serverSettings.change(server.id, { actorId: admin.id }, () => before);
  }
  const entries = await bot.store.audit.entries(server.id, 99);
  expect(new Set(entries.map(({ actorId }) => actorId))).toEqual(new Set([admin.id]));
  const letters = (): string =>
    JSON.stringify(bot.discord.messagesIn(bot.discord.directMessages(bea)));
  await soon(() => expect(letters()).toMatch(/speak there again/));
});

const voiceIn = async (room: Room, by = room.ann): Promise<string> => {
  const [heard] = await room.hear(() => room.write(`“${(said += 1)}”.`, by));
  if (typeof heard !== 'object') return '';
  return heard.voice.mode === 'preset' ? heard.voice.id : heard.voice.mode;
};
let said = 4_000;

test('who copies a voice takes what is heard of it there, and nothing that is private', async () => {
  const [here, there] = [await openRoom(bot), await openRoom(bot)];
  const { ann, bea } = here;
  for (const person of [ann, bea]) {
    bot.discord.addPerson(there.server, { name: person.name }, person);
    bot.discord.join(there.call, person);
  }
  await told(here.use('voice lend', { allow: true }, bea), /may now/);
  await told(here.use('voice set', { voice: 'Emma', speed: 0.9 }, bea), /Emma/);
  await told(here.use('voice set', { voice: 'Sky', here: true }, bea), /Sky/);
  await told(here.use('voice copy', { person: bea }), /Sky/);
  expect(await voiceIn(here)).toBe('af_sky');
  await told(there.use('voice copy', { person: bea }, ann), /Emma/);
  expect(await voiceIn(there, ann)).toBe('bf_emma');
  await keepClone(bot.store, bea.id, 'Hidden');
  await told(here.use('voice set', { voice: 'Hidden', here: true }, bea), /Hidden/);
  const copied = await told(here.use('voice copy', { person: bea }), /Their voice is private/);
  expect(copied.text).not.toContain('Hidden');
  expect(await voiceIn(here)).not.toBe('clone');
});

test('a moderator gives somebody a kept voice only where that one may hear it', async () => {
  const [here, there] = [await openRoom(bot), await openRoom(bot)];
  const { ann, bea, mod } = here;
  const { id } = await keepClone(bot.store, mod.id, 'Of Mo');
  const give = () => told(here.use('voice set-for', { person: bea, voice: 'Of Mo' }, mod), /./);
  await bot.store.sharing.share(id, mod.id, there.server.id, true);
  expect((await give()).text).toMatch(/Share “Of Mo” with this server first/);
  expect(await voiceIn(here, bea)).toBe('af_alloy');
  await bot.store.sharing.share(id, mod.id, here.server.id, true);
  expect((await give()).text).toMatch(/This is set for/);
  expect(await voiceIn(here, bea)).toBe('clone');
  expect(await voiceIn(here, ann)).toBe('af_alloy');
  // They see who set it, and change it themselves.
  expect((await told(here.use('voice show', {}, bea), /./)).text).toContain(
    `set by ${mod.mention}`,
  );
  const shown = await told(here.use('voice show', { person: bea }, here.admin), /./);
  expect(shown.text).toMatch(`**In this server** “Of Mo” · set by ${mod.mention}`);
  await told(here.use('voice set', { voice: 'Sky', here: true }, bea), /Sky/);
  expect((await told(here.use('voice show', {}, bea), /./)).text).not.toContain('set by');
});

test('a server speaks with no voice that is shared elsewhere alone', async () => {
  const [here, there] = [await openRoom(bot), await openRoom(bot)];
  const { id } = await keepClone(bot.store, here.admin.id, 'Of Ada');
  await bot.store.sharing.share(id, here.admin.id, there.server.id, true);
  await told(here.use('voice server', { voice: 'Of Ada' }, here.admin), /Share “Of Ada” with this/);
  expect((await settingsOf(here)).voice).toEqual({});
  await bot.store.sharing.share(id, here.admin.id, here.server.id, true);
  await here.set('voice server', { voice: 'Of Ada' });
  expect(await voiceIn(here)).toBe('clone');
});

test('who is banned falls silent in their recordings, and others speak on in theirs', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server } = room;
  bot.calls.hold(server.id);
  for (const [index, by] of [ann, bea].entries()) {
    const clip = { filename: 'me.mp3', bytes: Buffer.from(`Of ${by.name} ${server.id}.`) };
    const saying = room.use('say', { text: `Said by ${by.name}.`, clip }, by);
    const asked = await told(saying, /Whose voice is it/);
    bot.discord.press(asked, 'It is my own voice', by);
    await soon(() => expect(bot.calls.queue(server.id)).toHaveLength(index + 1));
  }
  await room.set('voice forbid', { person: ann });
  // A voice that may speak anyway goes on.
  await room.set('voice server', { clones: 'allow' });
  bot.calls.go(server.id);
  await soon(() => expect(bot.calls.queue(server.id)).toEqual([]));
  expect(wordsOf(room.heard())).toEqual(['Said by Bea.']);
});

test('a channel’s manner is for what is written there, and one’s own goes before it', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server, set } = room;
  const other = server.addText({ name: 'other' });
  await set('autoread channel add', { channel: other });
  await set('voice server', { speed: 1.25, voice: 'Sky' });
  await set('voice server', { channel: other, voice: 'Emma', speed: 0.75 });
  const heardIn = async (channel = room.text, by = ann) =>
    (await room.hear(() => room.write(`“${(said += 1)}”.`, by, channel)))[0];
  expect(await heardIn()).toMatchObject({ voice: { id: 'af_sky' }, speed: 1.25 });
  expect(await heardIn(other)).toMatchObject({ voice: { id: 'bf_emma' }, speed: 0.75 });
  await told(room.use('voice set', { speed: 1.75 }), /./);
  expect(await heardIn(other)).toMatchObject({ voice: { id: 'bf_emma' }, speed: 1.75 });
  expect(await heardIn(other, bea)).toMatchObject({ voice: { id: 'bf_emma' }, speed: 0.75 });
  // The part that the channel leaves open is as the server has it.
  await set('voice server', { channel: other, language: 'en-gb' });
  const panel = await voicesOf(room);
  const values = [`channel:${other.id}`];
  await told(bot.discord.select(panel, 'Take back …', values, room.admin), /The voices of/);
  await set('voice server', { channel: other, voice: 'George' });
  expect(await heardIn(other, bea)).toMatchObject({ voice: { id: 'bm_george' }, speed: 1 });
});

test('a voice that admins refused may be shared, and neither speaks nor is said to', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server, admin } = room;
  const { id } = await keepClone(bot.store, ann.id, 'Refused');
  await bot.store.sharing.ask(id, ann.id, server.id);
  await bot.store.sharing.decide(id, server.id, 'refused', admin.id);
  const shared = await told(room.use('clone share', { voice: 'Refused' }), /is shared/);
  expect(shared.text).toMatch(/^“Refused” is shared\. .*admins don’t want “Refused”/);
  for (const by of [ann, bea])
    await told(
      room.use('say', { text: 'Spoken in that voice.', voice: 'Refused' }, by),
      /admins don’t want/,
    );
  await bot.store.sharing.decide(id, server.id, 'approved', admin.id);
  const again = await told(room.use('clone share', { voice: 'Refused' }), /can speak as/);
  expect(again.text).not.toMatch(/don’t want/);
  expect(
    await room.words(() =>
      room.use('say', { text: 'Spoken in that voice.', voice: 'Refused' }, bea),
    ),
  ).toEqual(['Spoken in that voice.']);
});

test('who shares a voice in a server that bans their voices, or clones, is refused', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server, admin } = room;
  const { id } = await keepClone(bot.store, ann.id, 'Mine');
  const isShared = async () => (await bot.store.voices.sharedWith(server.id)).length > 0;
  await bot.store.voiceBans.ban(server.id, ann.id, admin.id);
  await told(room.use('clone share', { voice: 'Mine' }), /none of the voices/);
  expect(await isShared()).toBe(false);
  await bot.store.voiceBans.lift(server.id, ann.id, admin.id);
  await room.set('voice server', { clones: 'forbid' });
  await told(room.use('clone share', { voice: 'Mine' }), /allow cloned voices/);
  expect(await isShared()).toBe(false);
  // A design is nobody's voice.
  await keepDesign(bot.store, bea, 'Made');
  await told(room.use('clone share', { voice: 'Made' }, bea), /can speak as/);
  expect(await isShared()).toBe(true);
  await room.set('voice server', { clones: 'allow' });
  await told(room.use('clone share', { voice: 'Mine' }), /can speak as/);
  expect((await bot.store.voices.sharedWith(server.id)).map((voice) => voice.id)).toContain(id);
});

test('reports are not posted where everybody came to see them since', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server } = room;
  const { discord } = bot;
  const desk = server.addText({ name: 'desk', deny: ['ViewChannel'] });
  discord.setPermissions(desk, discord.bot, { allow: ['ViewChannel', 'SendMessages'] });
  await room.set('voice server', { 'admin-channel': desk });
  const { id } = await keepClone(bot.store, ann.id, 'Lent');
  await bot.store.sharing.share(id, ann.id, server.id, true);
  discord.setPermissions(desk, server, { allow: ['ViewChannel'] });
  const report = { voice: 'Lent', reason: 'It is mine.' };
  await told(room.use('clone report', report, bea), /with \/clone requests/);
  expect(discord.messagesIn(desk)).toEqual([]);
});
