import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { remember } from '../pseudo/known.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// Each option of /autoread, by its effect on which messages are heard.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterEach(() => {
  bot.now = Date.now;
});

afterAll(() => bot[Symbol.asyncDispose]());

const later = (timeMs: number): void => {
  bot.now = () => Date.now() + timeMs;
};

test('/autoread on, /autoread off', async () => {
  const room = await openRoom(bot);
  expect(await room.words(() => room.write('One.'))).toEqual(['One.']);
  await room.set('autoread off');
  expect(await room.unread(room.write('Two.'))).toMatch(/Auto-read is off|not switched on/);
  await room.set('autoread on');
  expect(await room.words(() => room.write('Three.'))).toEqual(['Three.']);
});

test('/autoread on channel: that one is read, and not the one in which it was asked', async () => {
  const room = await openRoom(bot);
  await room.set('autoread channel remove', { channel: room.text });
  const other = room.server.addText({ name: 'other' });
  await room.set('autoread on', { channel: other });
  expect(await room.unread(room.write('Not here.'))).toMatch(/not one that is read/);
  expect(await room.words(() => room.write('But here.', room.ann, other))).toEqual(['But here.']);
});

test('/autoread channel add channel, /autoread channel remove channel', async () => {
  const room = await openRoom(bot);
  const other = room.server.addText({ name: 'other' });
  expect(await room.unread(room.write('No.', room.ann, other))).toMatch(/not one that is read/);
  await room.set('autoread channel add', { channel: other });
  expect(await room.words(() => room.write('Now.', room.ann, other))).toEqual(['Now.']);
  await room.set('autoread channel remove', { channel: other });
  expect(await room.unread(room.write('No.', room.ann, other))).toMatch(/not one that is read/);
  expect(await room.words(() => room.write('Here.'))).toEqual(['Here.']);
});

test('/autoread role ignore role, /autoread role heed role', async () => {
  const room = await openRoom(bot);
  const role = bot.discord.addRole(room.server, 'Loud', [room.ann]);
  await room.set('autoread role ignore', { role });
  expect(await room.unread(room.write('No.'))).toMatch(/a role that is not read/);
  expect(await room.words(() => room.write('Mine.', room.bea))).toEqual(['Mine.']);
  await room.set('autoread role heed', { role });
  expect(await room.words(() => room.write('Again.'))).toEqual(['Again.']);
});

test('/autoread person mute person, /autoread person unmute person: until it is taken back', async () => {
  const room = await openRoom(bot);
  const { ann, bea, mod, text } = room;
  const muting = room.use('autoread person mute', { person: ann }, mod);
  await told(muting, /I don’t read/);
  later(7 * 24 * 3_600_000);
  expect((await told(room.use('autoread person muted', {}, mod), /./)).text).toBe(
    `Not read here:\n${ann.mention}`,
  );
  bot.now = Date.now;
  expect(await room.unread(room.write('No.'))).toMatch(/list of people who are not read/);
  expect(await room.words(() => room.write('Mine.', bea))).toEqual(['Mine.']);
  // A person who calls the bot by its name is as mute.
  const call = `${bot.discord.bot.mention} read this.`;
  expect(await room.unread(room.write(call))).toMatch(/list of people who are not read/);
  const answer = {
    channel: text,
    by: ann,
    content: 'Read this.',
    replyTo: await toldInPublic(room),
  };
  expect(await room.unread(bot.discord.say(answer))).toMatch(/list of people who are not read/);
  await told(room.use('autoread person unmute', { person: ann }, mod), /again/);
  expect(await room.words(() => room.write('Yes.'))).toEqual(['Yes.']);
});

test('/autoread person mute person: an administrator is muted by those alone who manage the server', async () => {
  const room = await openRoom(bot);
  const { mod, server } = room;
  const boss = bot.discord.addPerson(server, { name: 'Boss', permissions: ['Administrator'] });
  bot.discord.join(room.call, boss);
  await told(room.use('autoread person mute', { person: boss }, mod), /administrator/i);
  expect(await room.words(() => room.write('I am read.', boss))).toEqual(['I am read.']);
  await room.set('autoread person mute', { person: boss });
  expect(await room.unread(room.write('No.', boss))).toMatch(/list of people who are not read/);
});

/** A message of the bot that everybody sees. */
const toldInPublic = (room: Room) => room.set('autoread on');

test('/autoread person mute minutes', async () => {
  const room = await openRoom(bot);
  await told(room.use('autoread person mute', { person: room.ann, minutes: 1 }, room.mod), /1 min/);
  later(55_000);
  expect(await room.unread(room.write('No.'))).toMatch(/list of people who are not read/);
  later(65_000);
  expect(await room.words(() => room.write('Yes.'))).toEqual(['Yes.']);
});

test('/autoread person muted', async () => {
  const room = await openRoom(bot);
  const muted = (): Promise<string> =>
    told(room.use('autoread person muted', {}, room.mod), /./).then(({ text }) => text);
  expect(await muted()).toBe('I read everybody here.');
  for (const person of [room.ann, room.bea])
    await told(room.use('autoread person mute', { person }, room.mod), /./);
  const [heading, ...people] = (await muted()).split('\n');
  expect(heading).toBe('Not read here:');
  expect(people.toSorted()).toEqual([room.ann, room.bea].map(({ mention }) => mention).toSorted());
});

test('/autoread filter add words, /autoread filter remove words, /autoread filter list', async () => {
  const room = await openRoom(bot);
  const filter = async (what: string, words?: { words: string }): Promise<string> =>
    (await told(room.use(`autoread filter ${what}`, words, room.mod), /./)).text;
  await filter('add', { words: 'darn, blooming heck' });
  expect(await room.words(() => room.write('Oh darn it, blooming heck, my.'))).toEqual([
    'Oh beep it, beep, my.',
  ]);
  await filter('add', { words: 'だめ、nope；nah' });
  await filter('remove', { words: 'darn，だめ, nope; nah' });
  expect(await room.words(() => room.write('Oh darn, blooming heck.'))).toEqual(['Oh darn, beep.']);
  expect(await filter('list')).toBe('Not spoken here: ||blooming heck||');
});

test('/autoread options filtered mask, /autoread options filtered drop', async () => {
  const room = await openRoom(bot);
  await told(room.use('autoread filter add', { words: 'darn' }, room.mod), /./);
  await room.set('autoread options', { filtered: 'drop' });
  expect(await room.unread(room.write('Oh darn it.'))).toMatch(/words that are filtered/);
  await room.set('autoread options', { filtered: 'mask' });
  expect(await room.words(() => room.write('My darn it.'))).toEqual(['My beep it.']);
});

test('/autoread options prefix', async () => {
  const room = await openRoom(bot);
  await room.set('autoread options', { prefix: '>>' });
  expect(await room.unread(room.write('No.'))).toMatch(/Only messages that begin with/);
  expect(await room.words(() => room.write('>> Yes.'))).toEqual(['Yes.']);
  await room.set('autoread options', { prefix: 'none' });
  expect(await room.words(() => room.write('Anything.'))).toEqual(['Anything.']);
});

test('/autoread options skip-marks', async () => {
  const room = await openRoom(bot);
  await room.set('autoread options', { 'skip-marks': '# ~' });
  for (const marked of ['# No.', '~ No.'])
    expect(await room.unread(room.write(marked))).toMatch(/begins with a mark/);
  expect(await room.words(() => room.write(';the usual one'))).toEqual(['the usual one']);
  await room.set('autoread options', { 'skip-marks': 'usual' });
  expect(await room.unread(room.write(';the usual one'))).toMatch(/begins with a mark/);
  await room.set('autoread options', { 'skip-marks': 'none' });
  expect(await room.words(() => room.write(';no mark'))).toEqual(['no mark']);
});

test('/autoread options required-role, /autoread options any-role', async () => {
  const room = await openRoom(bot);
  const role = bot.discord.addRole(room.server, 'Readers', [room.bea]);
  await room.set('autoread options', { 'required-role': role });
  expect(await room.unread(room.write('No.'))).toMatch(/Only people with the role/);
  expect(await room.words(() => room.write('Mine.', room.bea))).toEqual(['Mine.']);
  await room.set('autoread options', { 'any-role': true });
  expect(await room.words(() => room.write('Now.'))).toEqual(['Now.']);
});

test('/autoread options cooldown', async () => {
  const room = await openRoom(bot);
  await room.set('autoread options', { cooldown: 30.5 });
  expect(await room.words(() => room.write('One.'))).toEqual(['One.']);
  later(29_000);
  expect(await room.unread(room.write('Two.'))).toMatch(/sooner than 30\.5 s/);
  expect(await room.words(() => room.write('Mine.', room.bea))).toEqual(['Mine.']);
  later(32_000);
  expect(await room.words(() => room.write('Three.'))).toEqual(['Three.']);
});

test('/autoread options drop-repeats', async () => {
  const room = await openRoom(bot);
  const spam = (): Message => room.write('Spam.');
  await room.set('autoread options', { 'drop-repeats': false });
  for (const _time of [1, 2, 3]) expect(await room.words(spam)).toEqual(['Spam.']);
  await room.set('autoread options', { 'drop-repeats': true });
  expect(await room.unread(spam())).toMatch(/third time in a row/);
});

test('/autoread me name: said in this server alone, until it is taken back', async () => {
  const [here, there] = [await openRoom(bot), await openRoom(bot)];
  const { discord } = bot;
  discord.addPerson(there.server, { name: 'Ann' }, here.ann);
  discord.join(there.call, here.ann);
  for (const room of [here, there]) await room.set('autoread words', { said: 'always' });
  await told(here.use('autoread me', { name: 'Annabel' }), /“Annabel”/);
  expect(await here.words(() => here.write('Hi.'))).toEqual(['Annabel said: Hi.']);
  expect(await there.words(() => there.write('Hi.', here.ann))).toEqual(['Ann said: Hi.']);
  await told(here.use('autoread me', { name: 'none' }), /your name on Discord/);
  expect(await here.words(() => here.write('Hi.'))).toEqual(['Ann said: Hi.']);
});

test('/autoread me everywhere: the name is said in every server', async () => {
  const [here, there] = [await openRoom(bot), await openRoom(bot)];
  const { discord } = bot;
  discord.addPerson(there.server, { name: 'Ann' }, here.ann);
  discord.join(there.call, here.ann);
  for (const room of [here, there]) await room.set('autoread words', { said: 'always' });
  await told(here.use('autoread me', { name: 'Annie', everywhere: true }), /“Annie”/);
  expect(await here.words(() => here.write('Hi.'))).toEqual(['Annie said: Hi.']);
  expect(await there.words(() => there.write('Hi.', here.ann))).toEqual(['Annie said: Hi.']);
  // Without a name there is nothing that could be so in every server.
  await told(here.use('autoread me', { everywhere: true }), /in every server/);
  await told(here.use('autoread me', { everywhere: true, agree: true }), /in every server/);
  await told(here.use('autoread me'), /have not agreed/);
});

test('/autoread me agree', async () => {
  const room = await openRoom(bot);
  const panel = await room.set('autoread show');
  await told(bot.discord.forge(panel, 'autoread:switches:', room.admin, ['optIn']), /agreed/);
  expect(await room.unread(room.write('No.'))).toMatch(/only people who agreed/);
  await told(room.use('autoread me', { agree: true }), /You agreed/);
  expect(await room.words(() => room.write('Yes.'))).toEqual(['Yes.']);
  expect(await room.unread(room.write('No.', room.bea))).toMatch(/who agreed/);
  await told(room.use('autoread me', { agree: false }), /have not agreed/);
  expect(await room.unread(room.write('No.'))).toMatch(/only people who agreed/);
});

test('/autoread call person, /autoread call name', async () => {
  const room = await openRoom(bot);
  const { bea, mod } = room;
  await room.set('autoread words', { said: 'always' });
  await told(room.use('autoread call', { person: bea, name: 'Captain' }, mod), /“Captain”/);
  expect(await room.words(() => room.write('Hi.', bea))).toEqual(['Captain said: Hi.']);
  expect(await room.words(() => room.write('Hi.'))).toEqual(['Ann said: Hi.']);
  await told(room.use('autoread call', { person: bea, name: 'none' }, mod), /name on Discord/);
  expect(await room.words(() => room.write('Hi.', bea))).toEqual(['Bea said: Hi.']);
});

test('/autoread log: what was changed, and by whom', async () => {
  const room = await openRoom(bot);
  await room.set('autoread options', { prefix: '!!' });
  const { text } = await room.set('autoread log');
  expect(text).toMatch(
    `${room.admin.mention} changed settings: **what read messages begin with** → “!!”`,
  );
});

test('more than ten skip marks, and more than 500 channels, are refused in a sentence', async () => {
  const room = await openRoom(bot);
  const marks = [...'!?#~+*=%&@$'].join(' ');
  const tooMany = await room.set('autoread options', { 'skip-marks': marks });
  expect(tooMany.text).toMatch(/^At most 10 marks/);
  const { server, admin, text } = room;
  const full = [text.id, ...Array.from({ length: 499 }, (_, at) => String(at + 1))];
  await bot.store.serverSettings.change(server.id, { actorId: admin.id }, (now) => ({
    ...now,
    reading: { ...now.reading, channelIds: full },
  }));
  const channel = server.addText();
  expect((await room.set('autoread channel add', { channel })).text).toMatch(
    /^The list has 500 entries/,
  );
  const { reading } = await bot.store.serverSettings.get(server.id);
  expect(reading.channelIds).toEqual(full);
});

test('/autoread filter list: the first fifty words, hidden, and how many more there are', async () => {
  const room = await openRoom(bot);
  const words = Array.from({ length: 52 }, (_, at) => `darn${at}`);
  remember(...words);
  await bot.store.wordFilter.change(room.server.id, room.mod.id, { add: words });
  const { text } = await told(room.use('autoread filter list', {}, room.mod), /Not spoken/);
  expect(text.match(/\|\|darn\d+\|\|/g)).toHaveLength(50);
  expect(text).toMatch(/ and 2 more$/);
});

test('how long ago something was is said from now on', async () => {
  const room = await openRoom(bot);
  const inTwoHours = Math.floor(Date.now() / 1_000) + 2 * 3_600 + 60;
  const words = await room.words(() => room.write(`We meet <t:${inTwoHours}:R>.`));
  expect(words).toEqual(['We meet in 2 hours.']);
});

test('/autoread show, /autoread why', async () => {
  const room = await openRoom(bot);
  await room.words(() => room.write('Heard.'));
  expect((await room.set('autoread show')).text).toMatch(`**Channels** <#${room.text.id}>`);
  expect((await told(room.use('autoread why'), /./)).text).toMatch(/^https:\S+ It was read\.$/);
});
