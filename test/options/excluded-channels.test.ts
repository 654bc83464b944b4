import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';
import { ends, isQueued } from './two-rooms.ts';

// Channels of which nothing is ever read.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const excludedIn = async ({ server }: Room): Promise<readonly string[]> =>
  (await bot.store.serverSettings.get(server.id)).reading.excludedIds;

test('/autoread channel exclude channel, /autoread channel allow channel', async () => {
  const room = await openRoom(bot);
  const { text, bea, call } = room;
  const shown = await room.set('autoread channel exclude', { channel: text });
  expect(shown.text).toContain(`**Never read** <#${text.id}>`);
  expect((await room.set('autoread show')).text).toContain(`**Never read** <#${text.id}>`);
  expect(await room.unread(room.write('No.'))).toMatch(/in this channel is ever read aloud/);
  expect(await room.unread(room.write(`${bot.discord.bot.mention} Me!`, bea))).toMatch(
    /is ever read/,
  );
  expect(await room.words(() => room.write('Beside.', bea, call))).toEqual(['Beside.']);
  expect((await room.set('autoread channel allow', { channel: text })).text).not.toMatch(/Never/);
  expect(await room.words(() => room.write('Yes.'))).toEqual(['Yes.']);
});

test('a channel of which nothing is read is refused by name where somebody would have it read', async () => {
  const room = await openRoom(bot);
  const { server, text, call } = room;
  const category = server.addCategory({ name: 'quiet' });
  const inside = server.addText({ category });
  await room.set('autoread channel exclude', { channel: text });
  await room.set('autoread channel exclude', { channel: category });
  const refusal = ({ id }: { readonly id: string }): string =>
    `Nothing that is written in <#${id}> is ever read aloud here. /autoread channel allow takes it off that list.`;
  expect((await room.set('autoread on')).text).toBe(refusal(text));
  expect((await room.set('autoread on', { channel: inside })).text).toBe(refusal(category));
  const adding = await room.set('autoread channel add', { channel: inside });
  expect(adding.text).toBe(refusal(category));
  const panel = await room.set('autoread show');
  const choose = (channels: readonly string[]) =>
    told(bot.discord.forge(panel, 'autoread:channels:', room.admin, channels), /./);
  expect((await choose([inside.id])).text).toBe(refusal(category));
  // One that was chosen before stays chosen, and isn't announced as read.
  expect((await choose([text.id, call.id])).text).toMatch(/Auto-read is on/);
  const announced = await room.set('autoread on', { channel: call });
  expect(announced.text).toContain(`<#${call.id}>`);
  expect(announced.text).not.toContain(`<#${text.id}>`);
});

test('of fifty, those that were deleted give way to another; when none was, it is refused in a sentence', async () => {
  const room = await openRoom(bot);
  const { server, admin, text } = room;
  const gone = Array.from({ length: 49 }, (_, at) => String(at + 1));
  await bot.store.serverSettings.change(server.id, { actorId: admin.id }, (now) => ({
    ...now,
    reading: { ...now.reading, excludedIds: [text.id, ...gone] },
  }));
  expect((await room.set('autoread show')).text).toContain(`**Never read** <#${text.id}> <#1> `);
  expect(await room.unread(room.write('No.'))).toMatch(/is ever read aloud/);
  const channels = Array.from({ length: 50 }, () => server.addText());
  const [other] = channels;
  await room.set('autoread channel exclude', { channel: other! });
  expect(await excludedIn(room)).toEqual([text.id, other!.id]);
  const full = channels.map(({ id }) => id);
  await bot.store.serverSettings.change(server.id, { actorId: admin.id }, (now) => ({
    ...now,
    reading: { ...now.reading, excludedIds: full },
  }));
  expect((await room.set('autoread channel exclude', { channel: text })).text).toMatch(
    /^The list has 50 entries/,
  );
  expect(await excludedIn(room)).toEqual(full);
  await room.set('autoread channel allow', { channel: other! });
  expect(await excludedIn(room)).toEqual(full.slice(1));
});

test.each<[string, (room: Room) => Promise<unknown>, RegExp]>([
  [
    '/autoread channel exclude',
    (room) => room.set('autoread channel exclude', { channel: room.text }),
    /in this channel is ever read/,
  ],
  ['/autoread off', (room) => room.set('autoread off'), /off/],
])('%s: a message that waits, or is being spoken, falls silent', async (_, change, why) => {
  const [room, other] = [await openRoom(bot), await openRoom(bot)];
  const { server, bea, call } = room;
  for (const { server: held } of [room, other]) bot.calls.hold(held.id);
  const written = ['Spoken.', 'Waiting.'].map((words) => room.write(words));
  await isQueued(room, 2);
  room.use('say', { text: 'Asked for.' }, bea);
  await isQueued(room, 3);
  room.write('In the call.', bea, call);
  await isQueued(room, 4);
  other.write('Elsewhere.');
  await isQueued(other, 1);
  await change(room);
  for (const message of written) expect(await room.unread(message)).toMatch(why);
  const isOff = !(await bot.store.serverSettings.get(server.id)).reading.on;
  expect(await ends(room)).toEqual(isOff ? ['Asked for.'] : ['Asked for.', 'In the call.']);
  expect(await ends(other)).toEqual(['Elsewhere.']);
});
