import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { profileKey } from '#voices/profile-key.ts';

import { openScene } from '../scene.ts';
import { keepDesign } from '../store/folder.ts';
import { freshWords, openRoom, soonMs, told } from './room.ts';
import type { Room } from './room.ts';
import { voicesPanel } from './voices-panel.ts';

// The real bot as a child process: every subcommand of /voice, by those who may and by those who may not.

let scene: Scene;
/** A second process's view of the bot's store, as a restore or another shard would have it. */
let store: Store;

beforeAll(async () => {
  scene = await openScene();
  store = await openStore({ folder: scene.bot.dataFolder });
});

afterAll(async () => {
  await store.close();
  const code = await scene.close();
  if (code !== 0) throw new Error(`the bot ended with exit code ${code}`);
});

const longMs = 60_000;

afterEach(() => {
  scene.discord.assertClean();
  if (scene.discord.pings.length > 0) throw new Error('a message of the bot pinged somebody');
});

type Options = Parameters<Room['use']>[1];

/** A room with an admin and a moderator beside Ann. */
async function peopledRoom() {
  const room = await openRoom(scene);
  const { server } = room;
  const join = (
    name: string,
    permissions: NonNullable<PersonOptions['permissions']> = [],
  ): Person => scene.discord.addPerson(server, { name, permissions });
  const voice = (subcommand: string, options: Options = {}, by?: Person) =>
    room.use(`voice ${subcommand}`, options, by);
  return {
    ...room,
    voice,
    bob: join('Bob'),
    mod: join('Mo', ['MuteMembers']),
    admin: join('Ada', ['ManageGuild']),
  };
}
type PersonOptions = NonNullable<Parameters<Scene['discord']['addPerson']>[1]>;

/** The name of the person who says it in the answer to `/say`. */
async function speaks(room: Room, options: Options = {}, by?: Person): Promise<string> {
  const interaction = room.use('say', { text: freshWords(), as: 'file', ...options }, by);
  const { text } = await interaction.reply(
    ({ text }) => /AI voice|There is no voice|admins|one voice|can’t|may no longer/.test(text),
    soonMs,
  );
  return /· (.*)\n>/.exec(text)?.[1] ?? text;
}

/** A voice that the person keeps. */
function keep(person: Person, name: string): Promise<VoiceProfile> {
  return keepDesign(store, person, name, 'A calm, low voice that speaks slowly.');
}

const labels = (message: Message): readonly string[] =>
  [...message.text.matchAll(/\[(.*?)\]/g)].map(([, label]) => label ?? '');

test('what a person sets speaks for them, and /voice show says why', async () => {
  const room = await peopledRoom();
  const set = await told(room.voice('set', { voice: 'Sky', speed: 1.25 }), /Sky, English \(US\)/);
  expect(set.ephemeral).toBe(true);
  expect(set.text).toMatch(/speaks for you here: you set it/);
  expect(set.text).toMatch(/\*\*Everywhere\*\* Sky, English \(US\) · speed 1\.25/);
  expect(await speaks(room)).toBe('Sky, English (US)');
  expect(scene.deapi.jobs.at(-1)?.fields).toMatchObject({ voice: 'af_sky', speed: '1.25' });
  await told(room.voice('reset'), /nobody set another/);
  expect(await speaks(room)).toBe('Alloy, English (US)');
});

test('what is set for one server holds there alone', async () => {
  const here = await peopledRoom();
  const there = await peopledRoom();
  scene.discord.addPerson(there.server, { name: 'Ann' }, here.ann);
  await told(here.voice('set', { voice: 'George', here: true }), /you set it for this server/);
  expect(await speaks(here)).toBe('George, English (UK)');
  expect(await speaks(there, {}, here.ann)).toBe('Alloy, English (US)');
});

test.each([
  [{}, /Say what to set/],
  [{ voice: 'Nobody' }, /There is no voice “Nobody”/],
  [{ voice: 'Sky', style: 'sad' }, /Sky takes no style/],
  [{ voice: 'Sky', speed: 3 }, /from 0\.5 to 2/],
] as const)('/voice set %j is refused', async (options, sentence) => {
  const room = await peopledRoom();
  expect((await told(room.voice('set', options), sentence)).ephemeral).toBe(true);
  await told(room.voice('show'), /nobody set another/);
});

test('a language that the own voice does not speak takes another voice', async () => {
  const room = await peopledRoom();
  await told(room.voice('set', { voice: 'Sky' }), /Sky/);
  const { text } = await told(
    room.voice('set', { language: 'German' }),
    /Sky doesn’t speak German/,
  );
  expect(text).toMatch(/\*\*Everywhere\*\* language German/);
});

test('voices are browsed by filters and pages, heard and chosen', { timeout: longMs }, async () => {
  const room = await peopledRoom();
  const { discord } = scene;
  const browse = room.voice('browse', { gender: 'female' });
  const first = await told(browse, /\d+ voices/);
  expect(first.text).not.toMatch(/· male/);
  const byLanguage = 'Language (more with the option of /voice browse)';
  const british = discord.select(first, byLanguage, ['en-gb'], room.ann);
  const narrow = await told(british, /English \(UK\)/);
  expect(narrow.text).not.toMatch(/English \(US\)|· male/);
  const all = discord.select(narrow, byLanguage, ['any'], room.ann);
  const wide = await told(all, /Page 1 of/);
  const second = await told(discord.press(wide, 'Next', room.ann), /Page 2 of/);
  const hear = labels(second).find((label) => label.startsWith('Hear ')) ?? '';
  const heard = discord.press(second, hear, room.ann);
  const sample = await told(heard, /AI voice · voice message/);
  expect(sample.ephemeral).toBe(true);
  const name = hear.replace('Hear ', '');
  await told(discord.press(second, `Use ${name}`, room.ann), /Yours now/);
  expect(await speaks(room)).toMatch(new RegExp(`^${name}, `));
});

test('a sample is heard in the call by who is there with the bot', async () => {
  const room = await peopledRoom();
  await told(room.use('join'), /I’m in/);
  const panel = await told(room.voice('browse', { language: 'en-us' }), /Hear Alloy/);
  await told(scene.discord.press(panel, 'Hear Alloy', room.ann), /Spoken/);
  expect(room.listener.heard.some(({ silence }) => !silence)).toBe(true);
});

test('settings are copied from who allows it', { timeout: longMs }, async () => {
  const room = await peopledRoom();
  const { voice, bob } = room;
  await told(voice('set', { voice: 'Emma', speed: 0.9 }, bob), /Emma/);
  await told(voice('copy', { person: bob }), /doesn’t let others copy/);
  await told(voice('lend', { allow: true }, bob), /may now take over/);
  await told(
    voice('copy', { person: bob }),
    /\*\*Everywhere\*\* Emma, English \(UK\) · speed 0\.9/,
  );
  expect(await speaks(room)).toBe('Emma, English (UK)');
  await told(voice('lend', { allow: false }, bob), /Nobody can copy/);
  await told(voice('copy', { person: bob }), /doesn’t let others copy/);
});

test('copying does not reach a private voice', async () => {
  const room = await peopledRoom();
  const { voice, bob } = room;
  await keep(bob, 'Secret');
  await told(voice('set', { voice: 'Secret' }, bob), /## Secret/);
  await told(voice('lend', { allow: true }, bob), /may now/);
  const { text } = await told(voice('copy', { person: bob }), /Their voice is private/);
  expect(text).not.toContain('Secret');
});

test(
  'a moderator sets the voice of somebody, who sees it and may change it',
  { timeout: longMs },
  async () => {
    const room = await peopledRoom();
    const { voice, bob, mod } = room;
    await told(voice('set-for', { person: bob, voice: 'Adam' }), /Only moderators/);
    await told(voice('set-for', { person: bob, voice: 'Adam' }, mod), /This is set for .*: Adam/);
    await told(voice('show', {}, bob), new RegExp(`<@${mod.id}> set it for you in this server`));
    expect(await speaks(room, {}, bob)).toBe('Adam, English (US)');
    await told(voice('set', { voice: 'Sky', here: true }, bob), /you set it for this server/);
    await told(voice('set-for', { person: bob }, mod), /voice of their own choice again/);
    await told(voice('show', {}, bob), /nobody set another/);
  },
);

test(
  'the server has voices for everybody, for a channel and for a language',
  { timeout: longMs },
  async () => {
    const room = await peopledRoom();
    const { voice, admin, text, server } = room;
    await told(
      voice('server', { voice: 'Sky' }),
      /Only people with the right \*\*Manage Server\*\*/,
    );
    await voicesPanel(scene, voice('server', {}, admin), admin, /Nothing is set/);
    await told(voice('server', { voice: 'Adam' }, admin), /\*\*the server’s voice\*\* Adam/);
    expect(await speaks(room)).toBe('Adam, English (US)');
    const other = server.addText({ name: 'other' });
    await told(voice('server', { voice: 'Emma', channel: text }, admin), /Emma, English \(UK\)/);
    expect(await speaks(room)).toBe('Emma, English (UK)');
    expect(await speaks({ ...room, use: useIn(other, room.ann) })).toBe('Adam, English (US)');
    await told(
      voice('server', { voice: 'Dora', 'for-language': 'pt-br' }, admin),
      /Portuguese \(Brazil\).*Dora/,
    );
    expect(await speaks(room, { language: 'pt-br' })).toMatch(/^Dora, /);
    const panel = await voicesPanel(scene, voice('server', {}, admin), admin, /Dora/);
    const values = ['server', `channel:${text.id}`, 'language:pt-br'];
    await told(scene.discord.select(panel, 'Take back …', values, admin), /Nothing is set/);
    expect(await speaks(room)).toBe('Alloy, English (US)');
  },
);

test(
  'a forbidden voice is neither offered nor spoken, until it is allowed again',
  { timeout: longMs },
  async () => {
    const room = await peopledRoom();
    const { voice, admin, ann, text } = room;
    await told(voice('set', { voice: 'Sky' }), /Sky/);
    await told(voice('forbid', { voice: 'Sky' }), /Only people with the right/);
    await told(voice('forbid', { voice: 'Sky' }, admin), /Sky doesn’t speak here any more/);
    const typed = {
      name: 'say',
      focused: 'voice',
      options: { voice: 'sky' },
      channel: text,
      by: ann,
    };
    const offered = await scene.discord.autocomplete(typed);
    expect(offered.choices.map(({ name }) => name).join()).not.toMatch(/^Sky/);
    expect(await speaks(room, { voice: 'Sky' })).toMatch(/admins of this server don.t allow/);
    expect(await speaks(room)).toBe('Alloy, English (US)');
    await told(voice('show'), /What you set can’t be used here/);
    const panel = await voicesPanel(
      scene,
      voice('server', {}, admin),
      admin,
      /\*\*Forbidden\*\* Sky/,
    );
    const allow = scene.discord.select(panel, 'Take back …', ['Forbidden: Sky'], admin);
    await told(allow, /Nothing is set/);
    expect(await speaks(room)).toBe('Sky, English (US)');
  },
);

test('with one voice for everybody, nobody speaks with another', { timeout: longMs }, async () => {
  const room = await peopledRoom();
  const { voice, admin } = room;
  await told(voice('force', { on: true }), /Only people with the right/);
  await told(voice('force', { on: true }, admin), /Set the voice that everybody is to speak with/);
  await told(voice('server', { voice: 'George' }, admin), /George/);
  await told(voice('force', { on: true }, admin), /Everybody here speaks with/);
  await told(voice('set', { voice: 'Sky' }), /it is this server’s voice/);
  expect(await speaks(room)).toBe('George, English (UK)');
  expect(await speaks(room, { voice: 'Sky' })).toMatch(/one voice for everybody/);
  await told(voice('force', { on: false }, admin), /voice of their choice/);
  expect(await speaks(room)).toBe('Sky, English (US)');
});

test(
  'a kept voice is offered first to its owner, and is nothing to others until it is shared',
  { timeout: longMs },
  async () => {
    const room = await peopledRoom();
    const { ann, bob, text, server } = room;
    const elsewhere = await peopledRoom();
    const profile = await keep(ann, 'Sky high');
    const key = profileKey(profile.id);
    const offered = async (by: Person, channel = text): Promise<readonly string[]> => {
      const typed = { name: 'say', focused: 'voice', options: { voice: 'sky' }, channel, by };
      return (await scene.discord.autocomplete(typed)).choices.map(({ name }) => name);
    };
    expect((await offered(ann))[0]).toBe('Sky high · yours');
    expect(await offered(bob)).not.toContain('Sky high · shared here');
    expect(await speaks(room, { voice: key })).toBe('Sky high');
    for (const voice of [key, 'Sky high', profile.id])
      expect(await speaks(room, { voice }, bob)).toMatch(/There is no voice/);
    await store.sharing.share(profile.id, ann.id, server.id, true);
    expect((await offered(bob))[0]).toBe('Sky high · shared here');
    expect(await speaks(room, { voice: 'sky high' }, bob)).toBe('Sky high');
    expect(await speaks(elsewhere, { voice: key })).toMatch(/There is no voice/);
    const panel = await told(room.voice('browse', {}, bob), /Sky high/);
    await store.sharing.share(profile.id, ann.id, server.id, false);
    await told(scene.discord.press(panel, 'Hear Sky high', bob), /There is no voice/);
    await told(scene.discord.press(panel, 'Use Sky high', bob), /There is no voice/);
    expect(await speaks(room, { voice: key }, bob)).toMatch(/There is no voice/);
  },
);

function useIn(channel: Room['text'], by: Person): Room['use'] {
  return (name, options = {}) => scene.discord.command({ name, options, channel, by });
}
