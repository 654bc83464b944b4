import type { Client } from 'discord.js';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';

import { type Discord, startDiscord } from '#discord/discord.ts';
import type { Person, Place, Server } from '#discord/facade/guilds.ts';
import { ProxyBot } from '#scene/proxy-bot.ts';
import type { ProxyBotOptions } from '#scene/proxy-bot.ts';

import { connect, type Dispatched } from './connect.ts';

// The events that a bot gets when another one posts people's messages again: by webhooks, as Discord documents them.

const packets: Dispatched[] = [];
let discord: Discord;
let client: Client<true>;
let guild: Server;
let channel: Place;
let ann: Person;

beforeAll(async () => {
  discord = await startDiscord({ voice: false });
  client = await connect(discord, {}, packets);
});

beforeEach(async () => {
  guild = discord.addGuild();
  channel = guild.addText();
  ann = discord.addPerson(guild, { name: 'Ann' });
  await vi.waitUntil(() => client.channels.cache.has(channel.id));
  packets.length = 0;
});

afterAll(async () => {
  await client.destroy();
  await discord.close();
});

function proxyBot(options: ProxyBotOptions = {}): ProxyBot {
  const bot = new ProxyBot(discord, guild, { postsAfterMs: 1, deletesAfterMs: 1, ...options });
  bot.register(ann, 'Luna', 'A: text');
  return bot;
}

const say = (content: string, more: object = {}) =>
  discord.say({ channel, by: ann, content, ...more });

/** The messages in the channel that came since the bot was there, in the order in which they came. */
async function seen(count: number): Promise<readonly string[]> {
  const events = (): readonly string[] =>
    packets.flatMap(({ t, d }) => {
      if (t === 'MESSAGE_CREATE')
        return `${'webhook_id' in d ? 'posted' : 'wrote'} ${String(d['content'])}`;
      return t === 'MESSAGE_DELETE' ? 'deleted' : [];
    });
  await vi.waitUntil(() => events().length >= count);
  return events();
}

test('a webhook’s message is nobody’s, under a name, of the application that made the webhook', async () => {
  const bot = proxyBot();
  await bot.act(say('A: hello'));
  await seen(3);
  const post = packets.find(({ d }) => 'webhook_id' in d)?.d;
  expect(post).toMatchObject({
    content: 'hello',
    type: 0,
    guild_id: guild.id,
    application_id: bot.bot.id,
    author: { username: 'Luna', global_name: null, discriminator: '0000', bot: true },
  });
  expect(post?.['author']).toMatchObject({ id: post?.['webhook_id'] });
  expect(post).not.toHaveProperty('member');
});

test('somebody’s own webhook belongs to no application, and needs the right to make it', async () => {
  const mod = discord.addPerson(guild, { permissions: ['ManageWebhooks'] });
  expect(() => discord.addWebhook(channel, ann)).toThrow(/may not make webhooks/);
  discord.postByWebhook(discord.addWebhook(channel, mod), { name: 'Ann', content: 'hi' });
  await seen(1);
  const posted = packets.find(({ t }) => t === 'MESSAGE_CREATE')?.d;
  expect(posted).toHaveProperty('webhook_id');
  expect(posted).not.toHaveProperty('application_id');
});

test.each<[string, ProxyBotOptions, readonly string[]]>([
  ['posts first', {}, ['wrote A: hi', 'posted hi', 'deleted']],
  ['deletes first', { deletesFirst: true }, ['wrote A: hi', 'deleted', 'posted hi']],
  ['may not delete', { mayDelete: false }, ['wrote A: hi', 'posted hi']],
])('a bot that %s', async (_, options, expected) => {
  const done = await proxyBot(options).act(say('A: hi'));
  expect(await seen(expected.length)).toEqual(expected);
  expect(done?.deleted).toBe(options.mayDelete ?? true);
});

test.each([
  ['A: hello', 'hello'],
  ['A:hello', undefined],
  ['hello', undefined],
  ['[[hello]]', 'hello'],
  ['<@1> [[hello]]', '<@1> hello'],
  ['hello -a', 'hello'],
])('%j is posted as %j', async (content, expected) => {
  const bot = proxyBot();
  bot.register(ann, 'Sol', '[[text]]');
  bot.register(ann, 'Terra', 'text -a');
  expect((await bot.act(say(content)))?.posts[0]?.content).toBe(expected);
});

test('tags are kept where that is wanted, and everything of somebody is posted', async () => {
  const bot = proxyBot();
  bot.register(ann, 'Sol', 'S: text', { keepsTags: true });
  bot.autoproxy(ann, 'Terra');
  const posted = async (content: string) => (await bot.act(say(content)))?.posts[0];
  expect(await posted('S: hello')).toMatchObject({ content: 'S: hello' });
  expect(await posted('hello')).toMatchObject({
    content: 'hello',
    author: { displayName: 'Terra' },
  });
  bot.autoproxy(ann, undefined);
  expect(await posted('hello')).toBeUndefined();
});

test('lines with tags of their own are posted apart, files again, and a reply as an embed', async () => {
  const bot = proxyBot({ perLine: true });
  bot.register(ann, 'Sol', 'S: text');
  const attachments = [{ filename: 'a.png', bytes: new Uint8Array(3) }];
  const replyTo = discord.say({
    channel,
    by: discord.addPerson(guild, { name: 'Bea' }),
    content: 'Hm?',
  });
  const done = await bot.act(say('A: hi\nS: ho', { attachments, replyTo }));
  expect(done?.posts.map(({ content, author }) => [author.displayName, content])).toEqual([
    ['Luna', 'hi'],
    ['Sol', 'ho'],
  ]);
  expect(done?.posts[0]?.attachments).toMatchObject([{ filename: 'a.png' }]);
  expect(done?.posts[0]?.replyToId).toBeUndefined();
  expect(done?.posts[0]?.text).toMatch(/Reply to:.*Hm\?/);
});

test('Discord takes no name and no text that it doesn’t allow', () => {
  const webhook = discord.addWebhook(channel, proxyBot().bot);
  for (const name of ['', 'x'.repeat(81), 'Clyde'])
    expect(() => discord.postByWebhook(webhook, { name, content: 'hi' })).toThrow(/under the name/);
  expect(() => discord.postByWebhook(webhook, { name: 'a', content: 'x'.repeat(2_001) })).toThrow(
    /longer/,
  );
});
