import type { Person, Place } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import owner from '#commands/owner.ts';

import { remember } from '../pseudo/known.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told } from './room.ts';
import type { Room } from './room.ts';

// What those who run the bot do from within Discord; nobody else may, and nothing of it happens for them.

let bot: Bot;
let room: Room;
/** Runs the bot. */
let olga: Person;
/** The direct messages of hers with the bot. */
let desk: Place;

beforeAll(async () => {
  bot = await startBot();
  room = await openRoom(bot);
  olga = bot.discord.addPerson(room.server, { name: 'Olga' });
  desk = bot.discord.directMessages(olga);
  bot.owners.ids.push(olga.id);
  remember('info', 'debug', '1.2.3');
});

afterAll(() => bot[Symbol.asyncDispose]());

type Options = Readonly<Record<string, OptionValue>>;

function run(name: string, options: Options = {}, by = olga): Interaction {
  const channel = by === olga ? desk : bot.discord.directMessages(by);
  return bot.discord.command({ name: `owner ${name}`, options, channel, by });
}

const answer = (interaction: Interaction): Promise<Message> => told(interaction, /./);

test('/owner show: servers, calls, load and money', async () => {
  const { text } = await answer(run('show'));
  expect(text).toContain('1.2.3');
  expect(text).toMatch(/Calls.* 4, heard in 3, speaking in 1/);
  expect(text).toMatch(/1,234 packets, 5 delays, 6 waits/);
  expect(text).toMatch(/core, .*busy, \d+ MB/);
  expect(text).toContain('nothing was paid');
  expect(text).toContain('$4.20');
  expect(text).toContain('info');
});

test('/owner servers name: all of them, or those whose name or id has that in it', async () => {
  const other = bot.discord.addGuild({ name: '**Bakers** of Ghent' });
  remember('Bakers of Ghent');
  await soon(async () => {
    const { text } = await answer(run('servers'));
    expect(text).toContain(room.server.id);
    expect(text).toContain(other.id);
  });
  const { text } = await answer(run('servers', { name: 'BAKERS' }));
  expect(text).toContain(String.raw`\*\*Bakers\*\* of Ghent`);
  expect(text).not.toContain(room.server.id);
  expect((await answer(run('servers', { name: room.server.id }))).text).toContain('in a call');
});

test('/owner leave server: it is left after asking, and its call with it', async () => {
  const { server, call } = await openRoom(bot);
  const asked = await answer(run('leave', { server: server.id }));
  expect(asked.text).toContain(server.id);
  expect(bot.calls.channelOf(server.id)).toBe(call.id);
  await told(bot.discord.press(asked, 'Leave this server', olga), /I left/);
  await soon(async () => expect((await answer(run('servers'))).text).not.toContain(server.id));
  expect(bot.calls.channelOf(server.id)).toBeUndefined();
  expect((await answer(run('leave', { server: 'somewhere' }))).text).toContain('no such server');
});

test('/owner log level trace, /owner log level debug, /owner log level info, /owner log level warn, /owner log level error: for an hour', async () => {
  for (const level of ['trace', 'debug', 'warn', 'error']) {
    remember(level);
    expect((await answer(run('log', { level }))).text).toMatch(new RegExp(`${level}.*<t:\\d+:R>`));
    expect((await answer(run('show'))).text).toMatch(new RegExp(`level\\*\\* ${level}, as usual`));
  }
  expect((await answer(run('log', { level: 'info' }))).text).toContain('as usual: info');
});

test('servers are suggested to those who run the bot', async () => {
  const suggested = async (by: Person) => {
    const channel = bot.discord.directMessages(by);
    const options = { server: '' };
    const typing = { name: 'owner leave', options, focused: 'server', channel, by };
    return (await bot.discord.autocomplete(typing)).choices.map(({ value }) => value);
  };
  expect(await suggested(olga)).toContain(room.server.id);
  expect(await suggested(room.ann)).toEqual([]);
});

const given: Readonly<Record<string, Options>> = {
  leave: { server: '1' },
  log: { level: 'debug' },
  ban: { reason: 'none' },
};

test.each(Object.keys(owner.subcommands))('nobody else may use /owner %s', async (name) => {
  const { text } = await answer(run(name, given[name], room.admin));
  expect(text).toBe('Only those who run this bot may do that.');
});

test.each(Object.keys(owner.buttons))(
  'owner:leave: who may not is refused at the press, and owners elsewhere than in their server, too (%s)',
  async (name) => {
    const { server, admin } = room;
    const carrier = await told(room.use('privacy show', {}, admin), /./);
    const pressed = bot.discord.forge(carrier, `owner:${name}:${server.id}`, admin);
    expect((await pressed.message(({ text }) => text.includes('Only those who run'))).text).toBe(
      'Only those who run this bot may do that.',
    );
    const own = await told(room.use('privacy show', {}, olga), /./);
    const pressedByOwner = (): Interaction => bot.discord.forge(own, `owner:${name}:nothing`, olga);
    await pressedByOwner().message(({ text }) => text.includes('only in a direct message'));
    bot.owners.guildId = server.id;
    await pressedByOwner().message(
      ({ text }) => !text.includes('only in a direct message') && text !== '',
    );
    bot.owners.guildId = undefined;
    expect((await answer(run('servers'))).text).toContain(server.id);
  },
);
