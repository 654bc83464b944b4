import { Events, Routes } from 'discord.js';
import { expect, test } from 'vitest';

import { textChannels } from './text-channel.ts';

const openChannel = textChannels();

/** A channel with a person in its server. */
async function open() {
  const opened = await openChannel();
  return { ...opened, by: opened.discord.addPerson(opened.guild) };
}

test('whom a message would notify is kept', async () => {
  const { discord, guild, by, here } = await open();
  const role = `<@&${guild.id}>`;
  const before = discord.pings.length;
  await here.send({ content: `${by.mention} @everyone ${role}`, allowedMentions: { parse: [] } });
  expect(discord.pings).toHaveLength(before);
  await here.send({ content: `${by.mention} @everyone` });
  expect(discord.pings.at(-1)?.pings).toEqual({ everyone: true, userIds: [by.id], roleIds: [] });
  await here.send({ content: `${by.mention} @everyone`, allowedMentions: { users: [by.id] } });
  expect(discord.pings.at(-1)?.pings).toEqual({ everyone: false, userIds: [by.id], roleIds: [] });
});

test('a reply pings its author only when it says so', async () => {
  const { discord, channel, by, here } = await open();
  const said = discord.say({ channel, by, content: 'hi' });
  const before = discord.pings.length;
  const reply = { messageReference: said.id };
  await here.send({ content: 'a', reply, allowedMentions: { parse: [], repliedUser: false } });
  expect(discord.pings).toHaveLength(before);
  await here.send({ content: 'b', reply });
  expect(discord.pings.at(-1)).toMatchObject({ replyToId: said.id, pings: { userIds: [by.id] } });
});

test('what people write, change and delete is told to the bot', async () => {
  const { discord, client, channel, by } = await open();
  const told: unknown[] = [];
  client.on(Events.MessageCreate, ({ content, attachments, author }) =>
    told.push([content, attachments.size, author.id]),
  );
  client.on(Events.MessageUpdate, (_, { content }) => told.push(['edited', content]));
  client.on(Events.MessageDelete, ({ id }) => told.push(['deleted', id]));
  client.on(Events.MessageBulkDelete, (messages) => told.push(['deleted', messages.size]));
  const said = discord.say({
    channel,
    by,
    content: 'one',
    attachments: [{ filename: 'a.ogg', bytes: Buffer.from('x') }],
  });
  discord.editMessage(said, 'two');
  discord.deleteMessages(said);
  const more = ['a', 'b'].map((content) => discord.say({ channel, by, content }));
  discord.deleteMessages(...more);
  await expect
    .poll(() => told)
    .toEqual([
      ['one', 1, by.id],
      ['edited', 'two'],
      ['deleted', said.id],
      ['a', 0, by.id],
      ['b', 0, by.id],
      ['deleted', 2],
    ]);
  client.removeAllListeners(Events.MessageCreate);
});

test('people write only where they may', async () => {
  const { discord, guild, channel, by } = await open();
  discord.setPermissions(channel, guild, { deny: ['SendMessages'] });
  expect(() => discord.say({ channel, by, content: 'x' })).toThrow(/may not write/u);
});

test('messages are listed and fetched newest first, deleted in bulk with the right to', async () => {
  const { discord, channel, by, here } = await open();
  const said = ['a', 'b', 'c'].map((content) => discord.say({ channel, by, content }));
  const fetched = await here.messages.fetch({ limit: 2 });
  expect(fetched.map(({ content }) => content)).toEqual(['c', 'b']);
  await expect(here.bulkDelete(said.map(({ id }) => id))).rejects.toMatchObject({ code: 50_013 });
  discord.setPermissions(channel, discord.bot, { allow: ['ManageMessages'] });
  await here.bulkDelete(said.map(({ id }) => id));
  expect(discord.messagesIn(channel)).toEqual([]);
});

test('another one’s message is not the bot’s to change or delete', async () => {
  const { discord, client, channel, by } = await open();
  const said = discord.say({ channel, by, content: 'mine' });
  await expect(
    client.rest.patch(Routes.channelMessage(channel.id, said.id), { body: { content: 'x' } }),
  ).rejects.toMatchObject({ code: 50_005 });
  await expect(
    client.rest.delete(Routes.channelMessage(channel.id, said.id)),
  ).rejects.toMatchObject({ code: 50_013 });
});

test('direct messages work in both directions', async () => {
  const { discord, client, by } = await open();
  const user = await client.users.fetch(by.id);
  await user.send('hello');
  expect((await discord.nextMessage(discord.directMessages(by))).text).toBe('hello');
});

test('a message that does not come is missed in a sentence', async () => {
  const { discord, channel, here } = await open();
  await here.send('something else');
  await expect(
    discord.nextMessage(channel, ({ text }) => text === 'x', { timeoutMs: 30 }),
  ).rejects.toThrow(
    `Waited 30 ms for a message of the bot in ${channel.name}; it wrote "something else".`,
  );
});
