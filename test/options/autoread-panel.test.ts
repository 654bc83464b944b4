import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told } from './room.ts';
import type { Room } from './room.ts';

// Each switch, and what else stands on panels of /autoread, by its effect on what is heard.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

/** The menu that panels of older versions have on people's screens. */
const menu = 'autoread:switches:';

const hook = (room: Room) => {
  const maker = bot.discord.addPerson(room.server, { permissions: ['ManageWebhooks'] });
  return bot.discord.addWebhook(room.text, maker);
};

/** Messages that are read with the switch alone, and aren't without any. */
const switches: Readonly<Record<string, (room: Room) => Message>> = {
  callChat: (room) => room.write('Here.', room.ann, room.call),
  threads: (room) => room.write('Here.', room.ann, room.server.addThread(room.text)),
  bots: (room) => {
    const by = bot.discord.addPerson(room.server, { name: 'Beeper', bot: true });
    return bot.discord.say({ channel: room.text, by, content: 'Here.' });
  },
  webhooks: (room) => bot.discord.postByWebhook(hook(room), { name: 'News', content: 'Here.' }),
  botCommands: (room) => room.write('!play Here.'),
};

test.each(Object.entries(switches))('autoread:switches: %s', async (name, act) => {
  const room = await openRoom(bot);
  const panel = await room.set('autoread show');
  const others = ['callChat', 'threads'].filter((other) => other !== name);
  await told(bot.discord.forge(panel, menu, room.admin, others), /Auto-read is on/);
  await room.unread(act(room));
  await told(bot.discord.forge(panel, menu, room.admin, [name]), /Auto-read is on/);
  expect((await room.words(() => act(room))).join()).toMatch(/Here\.$/);
});

test.each<[string, (room: Room) => void]>([
  ['authorInCall', ({ server, ann }) => void bot.discord.leave(server, ann)],
  ['onlyMuted', () => undefined],
])('autoread:switches: %s', async (name, arrange) => {
  const room = await openRoom(bot);
  const panel = await room.set('autoread show');
  arrange(room);
  await told(bot.discord.forge(panel, menu, room.admin, [name]), /Auto-read is on/);
  await room.unread(room.write('No.'));
  await told(bot.discord.forge(panel, menu, room.admin, []), /Auto-read is on/);
  expect(await room.words(() => room.write('Yes.'))).toEqual(['Yes.']);
});

test('autoread:switches: onlyMuted, and who is muted is read', async () => {
  const room = await openRoom(bot);
  const panel = await room.set('autoread show');
  await told(bot.discord.forge(panel, menu, room.admin, ['onlyMuted']), /muted/);
  bot.discord.setVoiceState(room.server, room.ann, { mute: true });
  expect(await room.words(() => room.write('Yes.'))).toEqual(['Yes.']);
});

test('autoread:switches: joins', async () => {
  const room = await openRoom(bot);
  const panel = await room.set('autoread show');
  await told(room.use('leave'), /I left/);
  const { id } = room.write('No.');
  await soon(async () =>
    expect(await bot.why(room.server.id, id)).toMatch(/I was in no voice channel/),
  );
  await told(bot.discord.forge(panel, menu, room.admin, ['joins']), /Come by myself/);
  await room.isRead(room.write('Yes.'));
  expect(bot.calls.channelOf(room.server.id)).toBe(room.call.id);
});

test('autoread:switches: findsLanguage', async () => {
  const room = await openRoom(bot);
  const panel = await room.set('autoread show');
  const german = 'Guten Morgen, ich wünsche euch allen einen schönen Tag.';
  await told(bot.discord.forge(panel, menu, room.admin, []), /Auto-read is on/);
  expect(await room.hear(() => room.write(german))).toMatchObject([{ language: 'en-us' }]);
  await told(bot.discord.forge(panel, menu, room.admin, ['findsLanguage']), /language/);
  expect(await room.hear(() => room.write(german))).toMatchObject([{ language: 'German' }]);
});

test('autoread:channels: those that are chosen are read, and no others', async () => {
  const room = await openRoom(bot);
  const other = room.server.addText({ name: 'other' });
  const panel = await room.set('autoread show');
  const chosen = bot.discord.forge(panel, 'autoread:channels:', room.admin, [other.id]);
  await told(chosen, new RegExp(`Channels\\*\\* <#${other.id}>`));
  expect(await room.unread(room.write('No.'))).toMatch(/not one that is read/);
  expect(await room.words(() => room.write('Yes.', room.ann, other))).toEqual(['Yes.']);
});

test('settings:add, settings:drop: of more channels than a menu can hold none is taken away by another', async () => {
  const room = await openRoom(bot);
  const { server, admin } = room;
  const many = Array.from({ length: 30 }, (_, at) => server.addText({ name: `many ${at}` }));
  const ids = many.map(({ id }) => id);
  await bot.store.serverSettings.change(server.id, { actorId: admin.id }, (settings) => ({
    ...settings,
    reading: { ...settings.reading, channelIds: ids },
  }));
  const key = 'reading.channelIds';
  const panel = await told(room.use('settings', { find: key }, admin), /channels that are read/);
  const added = await told(
    bot.discord.select(panel, `settings:add:${key}`, [room.text], admin),
    /channels that are read/,
  );
  const last = [ids.at(-1)!, room.text.id];
  await told(bot.discord.select(added, `settings:drop:${key}:1`, last, admin), /and 25 more/);
  const { reading } = await bot.store.serverSettings.get(server.id);
  expect(reading.channelIds).toEqual(ids.slice(0, -1));
});

test('autoread:off, autoread:on, autoread:join', async () => {
  const room = await openRoom(bot);
  const { admin } = room;
  const panel = await room.set('autoread show');
  const off = await told(bot.discord.press(panel, 'Switch off', admin), /Auto-read is off/);
  expect(await room.unread(room.write('No.'))).toMatch(/Auto-read is off|not switched on/);
  await told(bot.discord.press(off, 'Switch on', admin), /Auto-read is on/);
  expect(await room.words(() => room.write('Yes.'))).toEqual(['Yes.']);
  await told(room.use('leave'), /I left/);
  const away = await room.set('autoread show');
  await told(bot.discord.press(away, 'Join now', admin), /Auto-read is on/);
  expect(await room.words(() => room.write('Here again.'))).toEqual(['Here again.']);
});

test('autoread:log: Earlier and Latest', async () => {
  const room = await openRoom(bot);
  for (let cooldown = 1; cooldown <= 17; cooldown += 1)
    await room.set('autoread options', { cooldown });
  const log = await room.set('autoread log');
  expect(log.text).toContain(' 16 s → 17 s');
  expect(log.text).not.toContain(' 1 s → 2 s');
  const earlier = await told(bot.discord.press(log, 'Earlier', room.admin), / 1 s → 2 s/);
  expect(earlier.text).not.toContain(' 16 s → 17 s');
  await told(bot.discord.press(earlier, 'Latest', room.admin), / 16 s → 17 s/);
});
