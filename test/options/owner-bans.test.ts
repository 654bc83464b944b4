import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { remember } from '../pseudo/known.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told, wordsOf } from './room.ts';
import type { Room } from './room.ts';
import { isQueued, openTwo, shareClone } from './two-rooms.ts';

// People and servers for whom the bot does nothing, by decision of those who run it.

let bot: Bot;
let office: Room;
/** Runs the bot. */
let olga: Person;

beforeAll(async () => {
  bot = await startBot();
  office = await openRoom(bot);
  olga = bot.discord.addPerson(office.server, { name: 'Olga' });
  bot.owners.ids.push(olga.id);
  remember('Spam', 'Raids', 'Scams');
});

afterAll(() => bot[Symbol.asyncDispose]());

async function run(name: string, options: Readonly<Record<string, OptionValue>> = {}) {
  const channel = bot.discord.directMessages(olga);
  const used = bot.discord.command({ name: `owner ${name}`, options, channel, by: olga });
  return (await told(used, /./)).text;
}

const isRefused = (interaction: Interaction, words: RegExp): Promise<unknown> =>
  told(interaction, words);
const bannedPerson = /has banned you.*Spam/s;
const bannedServer = /has banned this server.*Raids/s;

test('/owner ban person, /owner ban reason, /owner unban person: nothing is done for them anywhere, until that is lifted', async () => {
  const [here, there] = await openTwo(bot);
  const { ann, bea, server } = here;
  const voice = await shareClone(bot, ann, here, there);
  // Everything that is said for them, and in their voices, falls silent.
  bot.calls.hold(server.id);
  here.use('say', { text: 'Hers.' }, ann);
  here.use('say', { text: 'In her voice.', voice }, bea);
  here.use('say', { text: 'Of another.' }, bea);
  const elsewhere = server.addText({ name: 'elsewhere' });
  const hers = here.write('Her words.', ann, elsewhere);
  const reading = { name: 'Read this aloud', target: hers, channel: elsewhere, by: bea };
  bot.discord.menu(reading);
  await isQueued(here, 4);
  expect(await run('ban', { person: ann, reason: 'Spam' })).toContain('is banned');
  await isQueued(here, 1);
  // People are named nowhere in the log.
  const lines = bot.log.lines.filter(({ message }) => message.includes('banned'));
  expect(lines.map(({ facts }) => facts)).toEqual([{ kind: 'person' }]);
  bot.calls.go(server.id);
  await soon(() => expect(wordsOf(here.heard())).toEqual(['Of another.']));

  // Commands, menus and buttons, here and there and in direct messages.
  await isRefused(here.use('say', { text: 'Again.' }, ann), bannedPerson);
  await isRefused(there.use('voice show', {}, ann), bannedPerson);
  const channel = bot.discord.directMessages(ann);
  await isRefused(bot.discord.command({ name: 'help', channel, by: ann }), bannedPerson);
  const saying = await told(here.use('say', { text: 'Once more.' }, bea), /Spoken/);
  await isRefused(bot.discord.forge(saying, 'say:again:x', ann), bannedPerson);
  const message = here.write('Read me.', bea);
  await here.isRead(message);
  const menu = { name: 'Read this aloud', target: message, channel: here.text, by: ann };
  await isRefused(bot.discord.menu(menu), bannedPerson);
  const typing = { name: 'say', options: { text: 'x', voice: '' }, focused: 'voice' };
  const suggested = await bot.discord.autocomplete({ ...typing, channel: here.text, by: ann });
  expect(suggested.choices).toEqual([]);

  // Nobody else's words are theirs, and nobody speaks in their voice.
  expect(await here.unread(here.write('Read me, too.', ann))).toContain('has banned its author');
  const mine = here.write('Mine.', ann);
  const pointed = { name: 'Read this aloud', target: mine, channel: here.text, by: bea };
  await isRefused(bot.discord.menu(pointed), /has banned its author|not read/);
  await isRefused(there.use('say', { text: 'In her voice.', voice }, bea), /none of the voices/);

  // All that is held about them stays theirs.
  await told(here.use('privacy show', {}, ann), /whoever runs me has banned you.*Spam/s);

  expect(await run('unban', { person: ann })).toContain('may use me again');
  expect(await run('unban', { person: ann })).toContain('isn’t banned');
  await told(here.use('say', { text: 'Back.' }, ann), /Spoken/);
  await told(there.use('say', { text: 'Hers again.', voice }, bea), /Spoken/);
});

test('/owner ban server, /owner unban server: its call ends, nothing is done in it, and its people are served elsewhere', async () => {
  const [here, there] = await openTwo(bot);
  const { ann, server, call } = here;
  expect(await run('ban', { server: server.id, reason: 'Raids' })).toContain('is banned');
  expect(bot.calls.channelOf(server.id)).toBeUndefined();
  await isRefused(here.use('join', {}, ann), bannedServer);
  await isRefused(here.use('autoread show', {}, here.admin), bannedServer);
  const unread = here.write('Read me.', ann);
  await soon(async () => expect(await bot.why(server.id, unread.id)).toContain('or this server'));
  // It doesn't come by itself, either.
  await bot.store.serverSettings.change(server.id, { actorId: '1' }, (settings) => ({
    ...settings,
    calls: { ...settings.calls, personIds: [ann.id] },
    reading: { ...settings.reading, joins: true },
  }));
  await bot.discord.leave(server, ann);
  bot.discord.join(call, ann);
  const called = here.write('Come.', ann);
  await soon(async () => expect(await bot.why(server.id, called.id)).toContain('or this server'));
  expect(bot.calls.channelOf(server.id)).toBeUndefined();
  await told(there.use('say', { text: 'Elsewhere.' }, ann), /Spoken/);
  expect(await run('servers', { name: server.id })).toContain('banned');

  expect(await run('unban', { server: server.id })).toContain('may use me again');
  await told(here.use('join', {}, ann), /I’m in/);
});

test('/owner bans: who is banned, since when and why', async () => {
  const room = await openRoom(bot);
  await run('ban', { person: room.ann, reason: 'Spam' });
  await run('ban', { server: room.server.id, reason: 'Raids' });
  expect(await run('ban', { person: room.ann, reason: '**Scams**' })).toContain('banned already');
  const text = await run('bans');
  expect(text).toMatch(/^## \d bans/);
  expect(text).toMatch(new RegExp(`${room.ann.mention}.*Scams.*${room.ann.id}`));
  expect(text).toMatch(new RegExp(`Raids.*${room.server.id}`));
  expect(text).not.toMatch(new RegExp(`Spam.*${room.ann.id}`));
  const channel = bot.discord.directMessages(olga);
  const suggested = async (server: string) => {
    const typing = { name: 'owner unban', options: { server }, focused: 'server' };
    const { choices } = await bot.discord.autocomplete({ ...typing, channel, by: olga });
    return choices;
  };
  const all = await suggested('');
  expect(all.map(({ value }) => value)).toContain(room.server.id);
  expect(all.map(({ value }) => value)).not.toContain(office.server.id);
  expect(all.map(({ name }) => name)).toContain(room.server.name);
  expect(await suggested(` ${room.server.name.toUpperCase()} `)).toHaveLength(all.length);
  expect(await suggested('no server is called so')).toEqual([]);
  await run('unban', { server: room.server.id });
});

test('those who run the bot, and their server, can’t be banned, nor nobody', async () => {
  bot.owners.guildId = office.server.id;
  expect(await run('ban', { person: olga, reason: 'Spam' })).toContain('can’t be banned');
  const own = { server: office.server.id, reason: 'Spam' };
  expect(await run('ban', own)).toContain('can’t be banned');
  expect(await run('ban', { reason: 'Spam' })).toContain('Say whom');
  expect(await run('ban', { server: 'here', reason: 'Spam' })).toContain('no such server');
  bot.owners.guildId = undefined;
});
