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

// Those who run the bot do this from within Discord; nobody else may, and nothing of it happens for them.

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
  const [, started] = /<t:(\d+):R>/.exec(text) ?? [];
  expect(Math.abs(Date.now() / 1_000 - process.uptime() - Number(started))).toBeLessThan(60);
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

test('/owner budget set period day, /owner budget set period month, /owner budget set dollars, /owner budget set characters, /owner budget remove period day, /owner budget remove period month: the budget of the whole', async () => {
  const { text } = await answer(run('budget set', { period: 'day', dollars: 1.5 }));
  expect(text).toContain('each day: $1.50');
  await answer(run('budget set', { period: 'day', characters: 900 }));
  await answer(run('budget set', { period: 'month', dollars: 20 }));
  const shown = await answer(run('show'));
  expect(shown.text).toMatch(/budget today: \$1\.50.*900 characters/);
  expect(shown.text).toMatch(/budget this month: \$20/);
  expect((await answer(run('budget set', { period: 'day' }))).text).toContain('Say how much');
  const { botBudgets } = await bot.store.personalData.about(olga.id);
  expect(botBudgets).toHaveLength(2);
  for (const period of ['day', 'month'])
    expect((await answer(run('budget remove', { period }))).text).toContain('is removed');
  expect((await answer(run('show'))).text).not.toContain('budget today');
  const again = await answer(run('budget remove', { period: 'day' }));
  expect(again.text).toContain('No such budget');
});

/** A server whose admins chose a channel that they alone see; the bot writes there. */
async function withDesk(name: string): Promise<Place> {
  const { server, admin } = await openRoom(bot);
  const chosen = server.addText({ name, deny: ['ViewChannel'] });
  bot.discord.setPermissions(chosen, bot.discord.bot, { allow: ['ViewChannel', 'SendMessages'] });
  await bot.store.serverSettings.change(server.id, { actorId: admin.id }, (settings) => ({
    ...settings,
    adminChannelId: chosen.id,
  }));
  return chosen;
}

test('/owner notice text: it is posted where admins want it, after asking and once, and nowhere else', async () => {
  expect((await answer(run('notice', { text: 'No.' }))).text).toContain('Nobody would see it');
  const desks = [await withDesk('desk'), await withDesk('office')];
  const closed = await withDesk('closed');
  bot.discord.setPermissions(closed, bot.discord.bot, { deny: ['SendMessages'] });
  const words = 'I am away on **Monday**.';
  remember('I am away on', 'Monday');
  const asked = await answer(run('notice', { text: words }));
  expect(asked.text).toMatch(/I am away on .*Monday.*3 servers/s);
  const posts = (): readonly string[] =>
    [...desks, closed, room.text, desk].flatMap((place) =>
      bot.discord
        .messagesIn(place)
        .filter(({ text }) => text.includes('A notice from') && text.includes('Monday'))
        .map(() => place.id),
    );
  await told(bot.discord.press(asked, 'Post this', olga), /Posted in 2 of 3/);
  expect(posts()).toEqual(desks.map(({ id }) => id));
  const [post] = desks.flatMap((place) => bot.discord.messagesIn(place));
  expect(post?.text).toContain(String.raw`\*\*Monday\*\*`);
  const [posting = ''] = /owner:post:[\w-]+/.exec(JSON.stringify(asked)) ?? [];
  const again = bot.discord.forge(asked, posting, olga);
  await again.message(({ text }) => text.includes('posted already'));
  expect(posts()).toEqual(desks.map(({ id }) => id));
  const gone = bot.discord.forge(asked, 'owner:post:nothing', olga);
  await gone.message(({ text }) => text.includes('posted already'));
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
  notice: { text: 'none' },
  'budget set': { period: 'day' },
  'budget remove': { period: 'day' },
};

test.each(Object.keys(owner.subcommands))('nobody else may use /owner %s', async (name) => {
  const { text } = await answer(run(name, given[name], room.admin));
  expect(text).toBe('Only those who run this bot may do that.');
});

test.each(Object.keys(owner.buttons))(
  'owner:leave, owner:post: who may not is refused at the press, and owners elsewhere than in their server, too (%s)',
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
