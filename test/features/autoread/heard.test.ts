import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from '../../options/bot.ts';
import type { Bot } from '../../options/bot.ts';
import { openRoom, soon, told, wordsOf } from '../../options/room.ts';

// In whose voice messages are heard, and as whose, by where they were written and who else spoke.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

test('the voice of a channel speaks in its threads as well, what is read and what is asked for', async () => {
  const room = await openRoom(bot);
  await room.set('voice server', { voice: 'Sky', channel: room.text });
  const thread = room.server.addThread(room.text);
  const sky = { voice: { id: 'af_sky' } };
  expect(await room.hear(() => room.write('Here.'))).toMatchObject([sky]);
  expect(await room.hear(() => room.write('There.', room.ann, thread))).toMatchObject([sky]);
  const asked = { name: 'say', options: { text: 'Asked.' }, by: room.ann };
  const heard = await room.hear(() => bot.discord.command({ ...asked, channel: thread }));
  expect(heard).toMatchObject([sky]);
  const other = room.server.addText();
  const elsewhere = await room.hear(() => bot.discord.command({ ...asked, channel: other }));
  expect(elsewhere).toMatchObject([{ voice: { id: 'af_alloy' } }]);
});

test('the name that somebody has here goes before the one that they have everywhere', async () => {
  const room = await openRoom(bot);
  await room.set('autoread words', { said: 'always' });
  await told(room.use('autoread me', { name: 'Annie' }), /“Annie”/);
  expect(await room.words(() => room.write('One.'))).toEqual(['Annie said: One.']);
  await bot.store.people.change(room.ann.id, { actorId: room.ann.id }, (person) => ({
    ...person,
    spokenName: 'Everywhere',
  }));
  expect(await room.words(() => room.write('Two.'))).toEqual(['Annie said: Two.']);
  const mentioning = room.write(`Is ${room.ann.mention} there?`, room.bea);
  await room.isRead(mentioning);
  expect(wordsOf(room.heard()).at(-1)).toBe('Bea said: Is Annie there?');
});

test('a line before which somebody else’s comes while it waits is heard with its author’s name', async () => {
  const room = await openRoom(bot);
  await room.set('autoread words', { said: 'on-change' });
  bot.calls.hold(room.server.id);
  room.write('One.');
  room.write('Two.');
  room.write('Three.', room.bea);
  await soon(() => expect(bot.calls.queue(room.server.id)).toHaveLength(3));
  const words = await room.words(() => bot.calls.go(room.server.id));
  expect(words).toEqual(['Ann said: One.', 'Bea said: Three.', 'Ann said: Two.']);
});

test('a prefix that marks what is read is not read itself', async () => {
  const room = await openRoom(bot);
  await room.set('autoread options', { prefix: 'Crier' });
  expect(await room.words(() => room.write('Crier come here.'))).toEqual(['come here.']);
});

test('who is mentioned is called by their nickname, and who writes as well', async () => {
  const room = await openRoom(bot);
  const eve = bot.discord.addPerson(room.server, { name: 'eve_1', nick: 'Evie' });
  bot.discord.join(room.call, eve);
  expect(await room.words(() => room.write(`Hi ${eve.mention}!`))).toEqual(['Hi Evie!']);
  await room.set('autoread words', { said: 'always' });
  expect(await room.words(() => room.write('Hi.', eve))).toEqual(['Evie said: Hi.']);
});

test('why tells of the messages of the channel in which it is asked, and of no other', async () => {
  const room = await openRoom(bot);
  const other = room.server.addText();
  await room.unread(room.write('Not read.', room.ann, other));
  await room.isRead(room.write('Read.'));
  const here = await told(room.use('autoread why'), /./);
  expect(here.text.split('\n')).toHaveLength(1);
  expect(here.text).toMatch(/was read/);
  const asked = { name: 'autoread why', channel: other, by: room.ann };
  const there = await told(bot.discord.command(asked), /./);
  expect(there.text.split('\n')).toHaveLength(1);
  expect(there.text).toMatch(/not one that is read/);
});

test('why tells of the last five messages of a channel', async () => {
  const room = await openRoom(bot);
  for (let count = 1; count <= 7; count += 1) await room.isRead(room.write(`Line ${count}.`));
  const { text } = await told(room.use('autoread why'), /./);
  expect(text.split('\n')).toHaveLength(5);
});
