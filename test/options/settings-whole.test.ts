import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { fileBounds } from '#features/files/intake.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { remember } from '../pseudo/known.ts';
import { keepClone } from '../store/folder.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// Many settings at once: a change taken back, a file, a starting point. Each is shown before it is made.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const settingsOf = ({ server }: Room): Promise<ServerSettings> =>
  bot.store.serverSettings.get(server.id);
const press = (panel: Message, button: string, { admin }: Room): Interaction =>
  bot.discord.press(panel, button, admin);

/** The change at a place of the log, the latest first, as it is looked at. */
async function look(room: Room, at: number): Promise<Message> {
  const log = await room.set('autoread log');
  const [entry] = (await bot.store.audit.entries(room.server.id, at)).slice(-1);
  return told(
    bot.discord.select(log, 'settings:look:', [entry?.id ?? ''], room.admin),
    /Take back the change|Nothing changes/,
  );
}

test('autoread:log, settings:look, settings:undo: a change is taken back, by what it was before', async () => {
  const room = await openRoom(bot);
  const other = room.server.addText({ name: 'other' });
  await room.set('autoread words', { links: 'skip', emoji: 'skip' });
  const panel = await look(room, 1);
  expect(panel.text).toContain('**links** skip → domain');
  const done = await told(press(panel, 'Take it back', room), /It is taken back/);
  expect(done.text).toContain('**emoji** skip → name');
  expect((await settingsOf(room)).words).toMatchObject({ links: 'domain', emoji: 'name' });
  // A list that grew since loses only what was put on it.
  await room.set('autoread channel add', { channel: other });
  const before = await look(room, 1);
  await room.set('autoread channel add', { channel: room.call });
  await told(press(before, 'Take it back', room), /It is taken back/);
  expect((await settingsOf(room)).reading.channelIds).toEqual([room.text.id, room.call.id]);
  const [last] = await bot.store.audit.entries(room.server.id, 1);
  expect(last?.actorId).toBe(room.admin.id);
});

test('settings:undo: what somebody changed since stays, and is named', async () => {
  const room = await openRoom(bot);
  await room.set('autoread options', { cooldown: 5, filtered: 'drop' });
  const panel = await look(room, 1);
  await room.set('autoread options', { cooldown: 9 });
  const done = await told(press(panel, 'Take it back', room), /It is taken back/);
  expect(done.text).toMatch(/Left as it is:\*\*\n- \*\*pause per person\*\*: somebody changed it/);
  const { moderation, words } = await settingsOf(room);
  expect([moderation.cooldownMs, words.filtered]).toEqual([9_000, 'mask']);
});

test('settings:undo: what can’t be as things are is refused, and nothing is changed', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const desk = room.server.addText({ name: 'desk', deny: ['ViewChannel'] });
  discord.setPermissions(desk, discord.bot, { allow: ['ViewChannel', 'SendMessages'] });
  await room.set('voice server', { 'admin-channel': desk });
  await bot.store.serverSettings.change(room.server.id, { actorId: room.admin.id }, (now) => {
    const { adminChannelId: _, ...others } = now;
    return others;
  });
  const panel = await look(room, 1);
  discord.setPermissions(desk, room.server, { allow: ['ViewChannel'] });
  await told(press(panel, 'Take it back', room), /Everybody in this server can read/);
  expect((await settingsOf(room)).adminChannelId).toBeUndefined();
  await told(discord.forge(panel, 'settings:undo:nothing', room.admin), /isn’t there any more/);
});

test('settings:several, settings:undo: what was changed at once is one change, and is taken back whole', async () => {
  const room = await openRoom(bot);
  const before = await settingsOf(room);
  const entries = async (): Promise<number> =>
    (await bot.store.audit.entries(room.server.id, 99)).length;
  const count = await entries();
  const panel = await room.set('settings', { find: 'calls.stays' });
  const page = await told(
    bot.discord.select(panel, 'settings:page:', ['coming'], room.admin),
    /Settings: Coming/,
  );
  const form = press(page, 'Several at once', room);
  await form.modal();
  const ticked = ['reading.joins', 'calls.stays'];
  await told(await bot.discord.submitModal(form, { value: ticked }), /Settings: Coming/);
  expect(await entries()).toBe(count + 1);
  await told(press(await look(room, 1), 'Take it back', room), /It is taken back/);
  expect(await settingsOf(room)).toEqual(before);
});

test('/voice server: a voice and what is set with it are one change, or none', async () => {
  const room = await openRoom(bot);
  const before = await settingsOf(room);
  const isReadByAll = { voice: 'Sky', clones: 'forbid', 'admin-channel': room.text };
  await told(
    room.use('voice server', isReadByAll, room.admin),
    /Everybody in this server can read/,
  );
  expect(await settingsOf(room)).toEqual(before);
  const count = (await bot.store.audit.entries(room.server.id, 99)).length;
  await room.set('voice server', { voice: 'Sky', clones: 'forbid' });
  expect(await bot.store.audit.entries(room.server.id, 99)).toHaveLength(count + 1);
  const { voice, clones } = await settingsOf(room);
  expect([voice.voice, clones]).toEqual(['af_sky/en-us/Kokoro', 'forbid']);
});

test('settings:undo: the voice that everybody has to speak with is not taken back', async () => {
  const room = await openRoom(bot);
  await room.set('voice server', { voice: 'Sky' });
  const panel = await look(room, 1);
  await room.set('voice force', { on: true });
  await told(press(panel, 'Take it back', room), /Set the voice that everybody/);
  expect((await settingsOf(room)).voice.voice).toBe('af_sky/en-us/Kokoro');
});

test('settings:undo, /settings import: a channel of which nothing is ever read stays off the list, and is named', async () => {
  const room = await openRoom(bot);
  const other = room.server.addText({ name: 'other' });
  await room.set('autoread channel add', { channel: other });
  await room.set('autoread channel remove', { channel: other });
  const removed = await look(room, 1);
  await room.set('autoread channel exclude', { channel: other });
  const named = `Nothing that is written in <#${other.id}> is ever read aloud`;
  expect((await told(press(removed, 'Take it back', room), /Nothing changes/)).text).toContain(
    named,
  );
  const settings = { reading: { channelIds: [room.text.id, other.id] } };
  expect((await told(give(room, file(settings)), /Nothing changes/)).text).toContain(named);
  expect((await settingsOf(room)).reading.channelIds).toEqual([room.text.id]);
});

/** The file that the panel exports. */
async function exported(room: Room): Promise<string> {
  const panel = await room.set('settings');
  const posted = await told(press(panel, 'Export', room), /import/);
  return Buffer.from(posted.attachments[0]?.bytes ?? []).toString();
}

const give = (room: Room, content: string | Uint8Array, by = room.admin): Interaction =>
  room.use('settings', { import: { filename: 'settings.json', bytes: Buffer.from(content) } }, by);

test('settings:export, /settings import, settings:apply: all that was set comes to another server, and what it lacks is named', async () => {
  const from = await openRoom(bot);
  const role = bot.discord.addRole(from.server, 'Loud', []);
  await from.set('autoread role ignore', { role });
  await from.set('autoread options', { prefix: '>>', cooldown: 4 });
  await from.set('autoread words', { links: 'skip' });
  await from.set('voice server', { voice: 'Sky', speed: 1.25 });
  // The language as the service calls it, and names that strangers made up.
  remember('German');
  const { id } = await keepClone(bot.store, from.admin.id, 'Hidden');
  await bot.store.sharing.share(id, from.admin.id, from.server.id, true);
  await from.set('voice server', { voice: 'Hidden', 'for-language': 'de' });
  const file = await exported(from);
  expect(JSON.parse(file)).toMatchObject({ crier: 'settings', version: 1 });

  const to = await openRoom(bot);
  const before = await settingsOf(to);
  const shown = await told(give(to, file), /The file would change this/);
  expect(shown.text).toContain('**links** domain → skip');
  expect(shown.text).toContain('**ignored roles**: this server lacks Loud');
  expect(shown.text).toContain('**voices by language**: this server lacks a kept voice');
  expect(shown.text).not.toContain('Hidden');
  expect(await settingsOf(to)).toEqual(before);
  await told(press(shown, 'Make these changes', to), /It is changed/);
  const after = await settingsOf(to);
  expect(after).toMatchObject({
    voice: { voice: 'af_sky/en-us/Kokoro', speed: 1.25 },
    voicesByLanguage: {},
    words: { links: 'skip' },
    moderation: { cooldownMs: 4_000 },
    reading: { prefix: '>>', channelIds: [], ignoredRoleIds: [] },
  });
  // Back where it came from, the file changes nothing.
  await told(give(from, file), /Nothing changes/);
});

const file = (settings: unknown, version: unknown = 1): string =>
  JSON.stringify({ crier: 'settings', version, settings });

test('/settings import: a file of an older version takes nothing away, and what is no setting any more is named', async () => {
  const room = await openRoom(bot);
  await room.set('autoread options', { cooldown: 4 });
  // As one was before there were more words, and with a setting that was dropped since.
  const old = file({ reading: { on: true, dialect: 'old' }, words: { links: 'word' } });
  const shown = await told(give(room, old), /would change/);
  expect(shown.text).toMatch(/- \*\*links\*\* domain → word\n/);
  expect(shown.text).toContain('“reading.dialect” is no setting that I know');
  await told(press(shown, 'Make these changes', room), /It is changed/);
  const { words, moderation } = await settingsOf(room);
  expect([words.links, words.said, moderation.cooldownMs]).toEqual(['word', 'off', 4_000]);
});

test('/settings import: hostile and huge files are refused or cut in a sentence, and change nothing by themselves', async () => {
  const room = await openRoom(bot);
  const before = await settingsOf(room);
  remember('everyone', 'a');
  const many = Array.from({ length: 60_000 }, (_, at) => String(at));
  const refused: readonly (readonly [content: string | Uint8Array, why: RegExp])[] = [
    ['no JSON', /no file of settings/],
    ['['.repeat(200_000), /no file of settings/],
    [new Uint8Array([0xff, 0xfe, 0x00]), /no file of settings/],
    ['{"crier":"words","settings":{}}', /no file of settings/],
    [file({}, 2), /newer version/],
    [file({}, 'x'), /newer version/],
    [Buffer.alloc(fileBounds.settings.maxBytes + 1, ' '), /larger than 512 kB/],
    [file({ reading: { channelIds: many } }), /no file of settings/],
    [
      file({ reading: { channelIds: many.slice(0, 5_000) } }),
      /channels that are read\*\*: no value/,
    ],
    [file({ words: { said: 'shout', maxSeconds: -1 } }), /“X said”\*\*: no value/],
    [file({ voicesByLanguage: { '../..': {} } }), /this server lacks \.\.\/\.\./],
    [
      '{"crier":"settings","version":1,"settings":{"__proto__":{"on":true},"constructor":{"x":1}}}',
      /“constructor” is no setting/,
    ],
    [
      file({ '@everyone **x** [a](http://b)': 1 }),
      /“@everyone \\\*\\\*x\\\*\\\* \\\[a\\?\]\(http:\/\/b\)” is no setting/,
    ],
  ];
  for (const [content, why] of refused) await told(give(room, content), why);
  expect(await settingsOf(room)).toEqual(before);
  expect(({} as { on?: boolean }).on).toBeUndefined();
});

test('settings:apply: by whoever gave the file alone, and where it was given', async () => {
  const room = await openRoom(bot);
  const other = bot.discord.addPerson(room.server, { name: 'Ole', permissions: ['ManageGuild'] });
  const shown = await told(give(room, file({ words: { links: 'word' } })), /would change/);
  const id = JSON.stringify(shown.components).match(/settings:apply:[\w-]+/)?.[0] ?? '';
  const carrier = await told(room.use('settings', {}, other), /Auto-read/);
  await told(bot.discord.forge(carrier, id, other), /no longer have that file/);
  await told(bot.discord.forge(carrier, 'settings:apply:gone', other), /no longer have that file/);
  const manager = bot.discord.addPerson(room.server, { permissions: ['ManageChannels'] });
  await told(give(room, file({}), manager), /Manage Server/);
  expect((await settingsOf(room)).words.links).toBe('domain');
});

test('settings:templates, settings:template, settings:use: a starting point shows what it changes before it does', async () => {
  const room = await openRoom(bot);
  const templates = async (): Promise<Message> =>
    told(press(await room.set('settings'), 'Templates', room), /Starting points/);
  for (const [name, line, is] of [
    ['quiet', '**Only muted people** off → on', { reading: { onlyMuted: true }, volumeDb: -6 }],
    ['accessible', '**“X said”** never → always', { words: { said: 'always' } }],
    ['everything', '**Bots** off → on', { reading: { bots: true, skipMarks: [] } }],
  ] as const) {
    const before = await settingsOf(room);
    const shown = await told(
      bot.discord.select(await templates(), 'settings:template:', [name], room.admin),
      /would change this/,
    );
    expect(shown.text).toContain(
      line.replace('never', before.words.said === 'off' ? 'never' : 'when somebody else writes'),
    );
    expect(await settingsOf(room)).toEqual(before);
    await told(press(shown, 'Make these changes', room), /It is changed/);
    expect(await settingsOf(room)).toMatchObject(is);
    await told(press(await look(room, 1), 'Take it back', room), /It is taken back/);
    expect(await settingsOf(room)).toEqual(before);
  }
  await told(
    bot.discord.forge(await templates(), 'settings:use:gone', room.admin),
    /isn’t there any more/,
  );
});
