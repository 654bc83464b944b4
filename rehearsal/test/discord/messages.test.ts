import {
  AttachmentBuilder,
  type Client,
  Events,
  MessageFlags,
  Routes,
  type TextChannel,
} from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';

import { type Discord, startDiscord } from '#discord/discord.ts';
import type { Person, Place, Server } from '#discord/facade/guilds.ts';
import type { PermissionName } from '#discord/permissions.ts';

import { connect } from './connect.ts';

let discord: Discord;
let client: Client<true>;
let guild: Server;
let channel: Place;
let by: Person;

beforeAll(async () => {
  discord = await startDiscord({ voice: false, rateLimits: false });
  client = await connect(discord);
});

beforeEach(async () => {
  guild = discord.addGuild();
  channel = guild.addText();
  by = discord.addPerson(guild);
  await vi.waitUntil(() => client.channels.cache.has(channel.id));
});

afterEach(() => {
  discord.assertClean();
});

afterAll(async () => {
  await client.destroy();
  await discord.close();
});

const here = (): TextChannel => client.channels.cache.get(channel.id) as TextChannel;

async function post(body: object): Promise<unknown> {
  return client.rest.post(Routes.channelMessages(channel.id), { body });
}

const V2 = MessageFlags.IsComponentsV2;
const shown = (content: string): object => ({ type: 10, content });
const button = (over: object = {}): object => ({
  type: 2,
  style: 1,
  label: 'x',
  custom_id: 'x',
  ...over,
});
const row = (...components: object[]): object => ({ type: 1, components });
/** A menu of two options. */
const select = (over: object, option: { default?: boolean } = {}): object =>
  row({
    type: 3,
    custom_id: 'x',
    options: [
      { label: 'a', value: 'a', ...option },
      { label: 'b', value: 'b', ...option },
    ],
    ...over,
  });
const user = (id: string): object => ({ id, type: 'user' });
const people = (chosen: readonly object[], over: object = {}): object =>
  row({ type: 5, custom_id: 'x', default_values: chosen, ...over });
const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

test.each([
  ['nothing in it', {}, 50_006],
  ['2,001 characters', { content: 'x'.repeat(2_001) }, 50_035],
  ['an unknown field', { content: 'x', colour: 1 }, 50_035],
  ['a flag that a bot cannot set', { content: 'x', flags: 128 }, 50_035],
  ['the ephemeral flag', { content: 'x', flags: 64 }, 50_035],
  [
    'content beside layout components',
    { content: 'x', flags: V2, components: [shown('y')] },
    50_035,
  ],
  [
    'embeds beside layout components',
    { embeds: [{ title: 'x' }], flags: V2, components: [shown('y')] },
    50_035,
  ],
  ['a layout component without the flag', { components: [shown('x')] }, 50_035],
  ['41 components', { flags: V2, components: times(41, (index) => shown(`${index}`)) }, 50_035],
  [
    '41 components, some inside others',
    { flags: V2, components: [{ type: 17, components: times(40, (index) => shown(`${index}`)) }] },
    50_035,
  ],
  [
    'more than 4,000 characters in components',
    { flags: V2, components: [shown('x'.repeat(4_000)), shown('y')] },
    50_035,
  ],
  [
    'six rows',
    { content: 'x', components: times(6, (index) => row(button({ custom_id: `${index}` }))) },
    50_035,
  ],
  [
    'six buttons in a row',
    { content: 'x', components: [row(...times(6, (index) => button({ custom_id: `${index}` })))] },
    50_035,
  ],
  ['two buttons of one id', { content: 'x', components: [row(button(), button())] }, 50_035],
  [
    'a button without an id',
    { content: 'x', components: [row(button({ custom_id: undefined }))] },
    50_035,
  ],
  [
    'a button without label and emoji',
    { content: 'x', components: [row(button({ label: undefined }))] },
    50_035,
  ],
  [
    'a link with an id',
    { content: 'x', components: [row(button({ style: 5, url: 'https://a.b' }))] },
    50_035,
  ],
  [
    'a button with an unknown field',
    { content: 'x', components: [row(button({ size: 2 }))] },
    50_035,
  ],
  [
    'an id of 101 characters',
    { content: 'x', components: [row(button({ custom_id: 'x'.repeat(101) }))] },
    50_035,
  ],
  [
    '26 choices in a select',
    {
      content: 'x',
      components: [
        row({
          type: 3,
          custom_id: 'x',
          options: times(26, (index) => ({ label: `${index}`, value: `${index}` })),
        }),
      ],
    },
    50_035,
  ],
  ['a component of no type that exists', { flags: V2, components: [{ type: 99 }] }, 50_035],
  ['an empty row', { content: 'x', components: [row()] }, 50_035],
  [
    'a file component whose file is not sent',
    { flags: V2, components: [{ type: 13, file: { url: 'attachment://a.ogg' } }] },
    50_035,
  ],
  ['11 embeds', { embeds: times(11, () => ({ title: 'x' })) }, 50_035],
  [
    'an embed of more than 6,000 characters',
    { embeds: [{ description: 'x'.repeat(4_096), footer: { text: 'y'.repeat(2_000) } }] },
    50_035,
  ],
  [
    'contradicting mention rules',
    { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
    50_035,
  ],
  [
    'a reply to what does not exist',
    { content: 'x', message_reference: { message_id: '1' } },
    50_035,
  ],
  ['blank text alone', { content: ' \n\t ' }, 50_006],
  ['a blank text display', { flags: V2, components: [shown(' \n ')] }, 50_035],
  ['a blank value in an embed', { embeds: [{ fields: [{ name: 'x', value: ' ' }] }] }, 50_035],
  ['a description of a file that it lacks', { content: 'x', attachments: [{ id: '0' }] }, 50_035],
  [
    'a picture with an empty description',
    {
      flags: V2,
      components: [{ type: 12, items: [{ media: { url: 'https://a.b/c' }, description: '' }] }],
    },
    50_035,
  ],
  [
    'more to choose than there is',
    { content: 'x', components: [select({ max_values: 3 })] },
    50_035,
  ],
  [
    'fewer to choose at most than at least',
    { content: 'x', components: [select({ min_values: 2, max_values: 1 })] },
    50_035,
  ],
  [
    'at least two to choose, and at most one unsaid',
    { content: 'x', components: [select({ min_values: 2 })] },
    50_035,
  ],
  [
    'more chosen from the start than can be',
    { content: 'x', components: [select({}, { default: true })] },
    50_035,
  ],
  [
    'more people chosen from the start than can be',
    { content: 'x', components: [people([user('1'), user('2')])] },
    50_035,
  ],
  [
    'fewer people chosen from the start than must be',
    { content: 'x', components: [people([user('1')], { min_values: 2, max_values: 3 })] },
    50_035,
  ],
  [
    'a role chosen from the start in a select of people',
    { content: 'x', components: [people([{ id: '1', type: 'role' }])] },
    50_035,
  ],
  [
    'a kind of channel that does not exist',
    { content: 'x', components: [row({ type: 8, custom_id: 'x', channel_types: [99] })] },
    50_035,
  ],
  [
    'one kind of channel twice',
    { content: 'x', components: [row({ type: 8, custom_id: 'x', channel_types: [2, 2] })] },
    50_035,
  ],
  ['a voice message without sound', { flags: 8192 }, 50_160],
  ['a voice message with text', { flags: 8192, content: 'x' }, 50_159],
])('a message with %s is refused', async (_, body, code) => {
  await expect(post(body)).rejects.toMatchObject({ code, status: 400 });
  expect(discord.messagesIn(channel)).toEqual([]);
});

test('what is blank at both ends of a text is cut off, and beside something else it may be all of it', async () => {
  await post({ content: '  hello \n' });
  await post({ content: ' ', embeds: [{ title: 'x' }] });
  expect(discord.messagesIn(channel).map(({ content }) => content)).toEqual(['hello', '']);
});

test('as much may be chosen, also from the start, as there is', async () => {
  await post({ content: 'x', components: [select({ min_values: 2, max_values: 2 })] });
  await post({ content: 'x', components: [select({ max_values: 2 }, { default: true })] });
  await post({ content: 'x', components: [people([])] });
  await post({ content: 'x', components: [people([user('1'), user('2')], { max_values: 2 })] });
  expect(discord.messagesIn(channel)).toHaveLength(4);
});

test('a file without a name, or one that is not there any more, is refused', async () => {
  const files = [{ name: 'a.txt', data: Buffer.from('x') }];
  const route = Routes.channelMessages(channel.id);
  const send = async (attachments: object[]): Promise<unknown> =>
    client.rest.post(route, { body: { attachments }, files });
  await expect(send([{ id: '0', filename: '' }])).rejects.toMatchObject({ code: 50_035 });
  await expect(send([{ id: '0' }, { id: '1' }])).rejects.toMatchObject({
    rawError: { errors: { attachments: { 1: { _errors: [{ code: 'ATTACHMENT_NOT_FOUND' }] } } } },
  });
  const { id, attachments } = (await send([{ id: '0', filename: 'b.txt' }])) as {
    id: string;
    attachments: { id: string; filename: string }[];
  };
  expect(attachments).toMatchObject([{ filename: 'b.txt' }]);
  const edit = async (kept: string): Promise<unknown> =>
    client.rest.patch(Routes.channelMessage(channel.id, id), {
      body: { content: 'y', attachments: [{ id: kept }] },
    });
  await edit(attachments[0]!.id);
  await expect(edit('1')).rejects.toMatchObject({ code: 50_035 });
});

test('a refusal names the field in the nested shape of Discord', async () => {
  const refused = await post({
    content: 'x',
    components: [row(button({ label: 'y'.repeat(81) }))],
  }).catch((error: unknown) => error);
  expect(refused).toMatchObject({
    rawError: {
      message: 'Invalid Form Body',
      code: 50_035,
      errors: {
        components: {
          0: {
            components: {
              0: {
                label: {
                  _errors: [
                    { code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 80 or fewer in length.' },
                  ],
                },
              },
            },
          },
        },
      },
    },
  });
});

const denials: [string, PermissionName, object, number][] = [
  ['see the channel', 'ViewChannel', { content: 'x' }, 50_001],
  ['write', 'SendMessages', { content: 'x' }, 50_013],
  [
    'attach files',
    'AttachFiles',
    { files: [{ attachment: Buffer.from('x'), name: 'a.txt' }] },
    50_013,
  ],
  ['embed', 'EmbedLinks', { embeds: [{ title: 'x' }] }, 50_013],
];

test.each(denials)('who may not %s is refused', async (_, permission, message, code) => {
  discord.setPermissions(channel, discord.bot, { deny: [permission] });
  await expect(here().send(message)).rejects.toMatchObject({ code, status: 403 });
});

const voice = (over: object = {}, name = 'voice.ogg'): object => ({
  flags: MessageFlags.IsVoiceMessage,
  files: [
    Object.assign(new AttachmentBuilder(Buffer.from('OggS'), { name }), {
      duration: 1.5,
      waveform: Buffer.alloc(16, 7).toString('base64'),
      ...over,
    }),
  ],
});

test('a voice message keeps its length, waveform and bytes, and cannot be edited', async () => {
  const sent = await here().send(voice());
  expect(sent.flags.has(MessageFlags.IsVoiceMessage)).toBe(true);
  const [message] = discord.messagesIn(channel);
  expect(message).toMatchObject({
    voiceMessage: true,
    attachments: [{ durationSecs: 1.5, contentType: 'audio/ogg', sizeBytes: 4 }],
  });
  expect(Buffer.from(message!.attachments[0]!.bytes).toString()).toBe('OggS');
  await expect(sent.edit('x')).rejects.toMatchObject({ code: 50_162 });
});

test.each([
  ['no length', voice({ duration: undefined }), 50_161],
  ['no waveform', voice({ waveform: undefined }), 50_161],
  ['a waveform of 257 points', voice({ waveform: Buffer.alloc(257).toString('base64') }), 50_035],
  ['a waveform that is not base64', voice({ waveform: '%%%' }), 50_035],
  ['a file that is no sound', voice({}, 'voice.txt'), 50_160],
])('a voice message with %s is refused', async (_, message, code) => {
  await expect(here().send(message)).rejects.toMatchObject({ code });
});

test('voice messages need their own permission', async () => {
  discord.setPermissions(channel, discord.bot, { deny: ['SendVoiceMessages'] });
  await expect(here().send(voice())).rejects.toMatchObject({ code: 50_173, status: 403 });
});

test('a file over the limit of the server is refused', async () => {
  const large = { attachment: Buffer.alloc(10 * 1024 * 1024 + 1), name: 'a.bin' };
  await expect(here().send({ files: [large] })).rejects.toMatchObject({
    code: 40_005,
    status: 413,
  });
});

test('layout components are flattened to what a person reads', async () => {
  await post({
    flags: V2,
    components: [
      {
        type: 17,
        components: [
          shown('# Voices'),
          { type: 9, components: [shown('Ada')], accessory: button({ label: 'Hear' }) },
          { type: 14 },
        ],
      },
      row({
        type: 3,
        custom_id: 's',
        placeholder: 'Choose',
        options: [{ label: 'a', value: 'a' }],
      }),
    ],
  });
  const message = await discord.nextMessage(channel);
  expect(message.text).toBe('# Voices\nAda\n[Hear]\nChoose');
});

test('a message becomes a layout only without its old content, and stays one', async () => {
  const sent = await here().send('old');
  const components = [shown('new')] as never;
  await expect(sent.edit({ components, flags: V2 })).rejects.toMatchObject({ code: 50_035 });
  await sent.edit({ content: null, components, flags: V2 });
  await expect(sent.edit({ content: 'again' })).rejects.toMatchObject({ code: 50_035 });
  expect(discord.messagesIn(channel)[0]).toMatchObject({ text: 'new', content: '' });
});

test('edits keep the files that they name', async () => {
  const sent = await here().send({
    files: ['a', 'b'].map((name) => ({ attachment: Buffer.from(name), name: `${name}.txt` })),
  });
  const kept = sent.attachments.filter(({ name }) => name === 'b.txt');
  await sent.edit({
    attachments: [...kept.values()],
    files: [{ attachment: Buffer.from('c'), name: 'c.txt' }],
  });
  expect(discord.messagesIn(channel)[0]?.attachments.map(({ filename }) => filename)).toEqual([
    'b.txt',
    'c.txt',
  ]);
});

test('files are served under addresses that expire', async () => {
  const sent = await here().send({
    files: [{ attachment: Buffer.from('hello'), name: 'a b.txt' }],
  });
  const url = sent.attachments.first()!.url;
  expect(new URL(url).host).toBe(discord.cdnHost);
  expect(await (await fetch(url)).text()).toBe('hello');
  expect((await fetch(url.replace('hm=', 'hm=0'))).status).toBe(404);
  discord.advance(24 * 60 * 60_000 + 1_000);
  expect((await fetch(url)).status).toBe(404);
  discord.advance(-(24 * 60 * 60_000 + 1_000));
});

test('whom a message would notify is kept', async () => {
  const role = `<@&${guild.id}>`;
  const before = discord.pings.length;
  await here().send({ content: `${by.mention} @everyone ${role}`, allowedMentions: { parse: [] } });
  expect(discord.pings).toHaveLength(before);
  await here().send({ content: `${by.mention} @everyone` });
  expect(discord.pings.at(-1)?.pings).toEqual({ everyone: true, userIds: [by.id], roleIds: [] });
  await here().send({ content: `${by.mention} @everyone`, allowedMentions: { users: [by.id] } });
  expect(discord.pings.at(-1)?.pings).toEqual({ everyone: false, userIds: [by.id], roleIds: [] });
});

test('a reply pings its author only when it says so', async () => {
  const said = discord.say({ channel, by, content: 'hi' });
  const before = discord.pings.length;
  const reply = { messageReference: said.id };
  await here().send({ content: 'a', reply, allowedMentions: { parse: [], repliedUser: false } });
  expect(discord.pings).toHaveLength(before);
  await here().send({ content: 'b', reply });
  expect(discord.pings.at(-1)).toMatchObject({ replyToId: said.id, pings: { userIds: [by.id] } });
});

test('what people write, change and delete is told to the bot', async () => {
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

test('people write only where they may', () => {
  discord.setPermissions(channel, guild, { deny: ['SendMessages'] });
  expect(() => discord.say({ channel, by, content: 'x' })).toThrow(/may not write/u);
});

test('messages are listed and fetched newest first, deleted in bulk with the right to', async () => {
  const said = ['a', 'b', 'c'].map((content) => discord.say({ channel, by, content }));
  const fetched = await here().messages.fetch({ limit: 2 });
  expect(fetched.map(({ content }) => content)).toEqual(['c', 'b']);
  await expect(here().bulkDelete(said.map(({ id }) => id))).rejects.toMatchObject({ code: 50_013 });
  discord.setPermissions(channel, discord.bot, { allow: ['ManageMessages'] });
  await here().bulkDelete(said.map(({ id }) => id));
  expect(discord.messagesIn(channel)).toEqual([]);
});

test('another one’s message is not the bot’s to change or delete', async () => {
  const said = discord.say({ channel, by, content: 'mine' });
  await expect(
    client.rest.patch(Routes.channelMessage(channel.id, said.id), { body: { content: 'x' } }),
  ).rejects.toMatchObject({ code: 50_005 });
  await expect(
    client.rest.delete(Routes.channelMessage(channel.id, said.id)),
  ).rejects.toMatchObject({ code: 50_013 });
});

test('direct messages work in both directions', async () => {
  const user = await client.users.fetch(by.id);
  await user.send('hello');
  expect((await discord.nextMessage(discord.directMessages(by))).text).toBe('hello');
});

test('a message that does not come is missed in a sentence', async () => {
  await here().send('something else');
  await expect(
    discord.nextMessage(channel, ({ text }) => text === 'x', { timeoutMs: 30 }),
  ).rejects.toThrow(
    `Waited 30 ms for a message of the bot in ${channel.name}; it wrote "something else".`,
  );
});
