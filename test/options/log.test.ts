import { afterAll, beforeAll, expect, test } from 'vitest';

import { remember } from '../pseudo/known.ts';
import { keepClone } from '../store/folder.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// The log that admins read of who changed what: each deed in words, channels and roles by name, and nothing that is private.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

/** The lines of the log, the latest first, without their times. */
async function logOf(room: Room, button?: 'Earlier'): Promise<readonly string[]> {
  const latest = await room.set('autoread log');
  const { text } = button
    ? await told(bot.discord.press(latest, button, room.admin), /\[Latest\]|changed/)
    : latest;
  const [, ...lines] = text.split('\n').filter((line) => !line.startsWith('['));
  return lines.map((line) => line.replace(/^<t:\d+:f> /, ''));
}

test('of settings it is said what they were and are, by names', async () => {
  const room = await openRoom(bot);
  const { admin, server, text } = room;
  const role = bot.discord.addRole(server, 'Loud', []);
  const other = server.addText();
  await room.set('autoread channel add', { channel: other });
  await room.set('autoread channel remove', { channel: text });
  await room.set('autoread channel exclude', { channel: other });
  await room.set('autoread role ignore', { role });
  await room.set('autoread options', { 'required-role': role });
  await room.set('autoread options', { prefix: '*ab*' });
  await room.set('autoread words', { said: 'always', links: 'skip', emoji: 'skip', code: 'read' });
  await room.set('voice server', { voice: 'Sky' });
  const did = (what: string): string => `${admin.mention} changed settings: ${what}`;
  expect((await logOf(room)).slice(0, 8)).toEqual([
    did('**the server’s voice** → Sky, English (US)'),
    expect.stringMatching(
      /: \*\*“X said”\*\* never → always · \*\*links\*\* domain → skip · \*\*emoji\*\* name → skip · and 1 more$/,
    ),
    did(String.raw`**what read messages begin with** → “\*ab\*”`),
    did(`**needed role** → <@&${role.id}>`),
    did(`**ignored roles** + <@&${role.id}>`),
    did(`**channels that are never read** + <#${other.id}>`),
    did(`**channels that are read** − <#${text.id}>`),
    did(`**channels that are read** + <#${other.id}>`),
  ]);
});

test('of each thing that was done it is said to whom', async () => {
  const room = await openRoom(bot);
  const { admin, bea, ann, server } = room;
  const { store } = bot;
  const { id } = await keepClone(store, ann.id, 'Lent');
  await store.sharing.share(id, ann.id, server.id, true);
  await store.serverSettings.change(server.id, { actorId: ann.id }, (now) => now);
  await room.set('autoread person mute', { person: bea });
  await room.set('autoread person unmute', { person: bea });
  await room.set('autoread call', { person: bea, name: 'Captain' });
  await room.set('autoread filter add', { words: 'darn' });
  await room.set('autoread filter remove', { words: 'darn' });
  await room.set('pronounce add', { word: 'gg', say: 'good game', for: 'server' });
  await room.set('pronounce remove', { word: 'gg', for: 'server' });
  await room.set('budget set', { period: 'day', dollars: 0.5, characters: 900 });
  await room.set('budget set', { period: 'day', dollars: 0.25 });
  await room.set('budget set', { period: 'month', characters: 70, person: bea });
  await room.set('budget remove', { for: 'server' });
  await room.set('voice forbid', { person: bea });
  await room.set('voice forbid', { person: bea, allow: true });
  await store.sharing.decide(id, server.id, 'approved', admin.id);
  await store.sharing.decide(id, server.id, 'refused', admin.id);
  await store.reports.file({ guildId: server.id, voiceId: id, reporterId: bea.id, reason: 'r' });
  await store.reports.settle(server.id, id, admin.id);
  const lines = [...(await logOf(room)), ...(await logOf(room, 'Earlier'))].slice(0, 16);
  expect(lines.map((line) => line.replace(admin.mention, 'Ada'))).toEqual([
    `Ada settled the reports of a voice of ${ann.mention}: **Lent**`,
    `Ada refused a voice of ${ann.mention}: **Lent**`,
    `Ada let a voice of ${ann.mention} speak: **Lent**`,
    `Ada allowed the voices of ${bea.mention} again`,
    `Ada forbade all voices of ${bea.mention}`,
    'Ada changed the budgets: **US dollars each day, the whole server** 0.25 → nothing · **characters each day, the whole server** 900 → nothing',
    `Ada changed the budget of ${bea.mention}: **characters each month** → 70`,
    'Ada changed the budgets: **US dollars each day, the whole server** 0.5 → 0.25',
    'Ada changed the budgets: **US dollars each day, the whole server** → 0.5 · **characters each day, the whole server** → 900',
    'Ada changed the dictionary: removed **gg**',
    'Ada changed the dictionary: **gg** → “good game”',
    'Ada changed the filtered words: removed ||darn||',
    'Ada changed the filtered words: added ||darn||',
    `Ada set something for ${bea.mention}: **name aloud** → “Captain”`,
    `Ada unmuted ${bea.mention}`,
    `Ada muted ${bea.mention}`,
  ]);
});

test('who had everything deleted is somebody, and a voice that somebody keeps has no name', async () => {
  const room = await openRoom(bot);
  const { ann, mod, server } = room;
  await keepClone(bot.store, ann.id, 'Secret');
  await told(room.use('autoread person mute', { person: ann, minutes: 9 }, mod), /I don’t read/);
  await bot.store.personalData.forget(mod.id, { keepOptOut: false });
  const [last] = await logOf(room);
  expect(last).toMatch(
    new RegExp(`^somebody muted ${ann.mention}: \\*\\*until\\*\\* → <t:\\d+:f>$`),
  );
  const { id } = await keepClone(bot.store, room.admin.id, 'Hidden');
  await bot.store.sharing.share(id, room.admin.id, server.id, true);
  await room.set('voice server', { voice: 'Hidden' });
  expect((await logOf(room))[0]).toMatch(/\*\*the server’s voice\*\* → a kept voice$/);
});

test('autoread:log: what was changed earlier, and the latest again', async () => {
  const room = await openRoom(bot);
  const { admin, server } = room;
  for (let count = 1; count <= 20; count += 1) {
    remember(`darn${count}`);
    await bot.store.wordFilter.change(server.id, admin.id, { add: [`darn${count}`] });
  }
  const first = await room.set('autoread log');
  expect(first.text).toMatch(/darn20/);
  expect(first.text).not.toMatch(/darn1\|\|/);
  const earlier = await told(bot.discord.press(first, 'Earlier', admin), /darn1\|\|/);
  expect(earlier.text).not.toMatch(/darn20/);
  await told(bot.discord.press(earlier, 'Latest', admin), /darn20/);
});

test('where nothing is read, that is why; where nothing was written, that', async () => {
  const room = await openRoom(bot);
  const why = async () => (await told(room.use('autoread why'), /./)).text;
  expect(await why()).toBe('Nothing has been written here since I was started.');
  await room.set('autoread off');
  expect(await why()).toMatch(/^Auto-read is off in this server/);
});

test('/design: in the language that is set here, then in that set everywhere, and as it is changed', async () => {
  const room = await openRoom(bot);
  const { ann, server } = room;
  const by = { actorId: ann.id };
  const asked = bot.asked.length;
  const languages = () => bot.asked.slice(asked).map(({ language }) => language);
  const design = async () => {
    const panel = await told(
      room.use('design', { description: 'Warm', name: 'W' }),
      /Takes 1 to 3/,
    );
    return panel;
  };
  await bot.store.people.change(ann.id, by, (now) => ({ ...now, voice: { language: 'de' } }));
  await design();
  expect(new Set(languages())).toEqual(new Set(['German']));
  const scope = { guildId: server.id, userId: ann.id };
  await bot.store.members.change(scope, by, (now) => ({ ...now, voice: { language: 'zh' } }));
  await design();
  expect(languages().slice(-3)).toEqual(['Chinese', 'Chinese', 'Chinese']);
});
