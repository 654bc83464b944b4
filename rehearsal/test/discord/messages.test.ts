import { Routes } from 'discord.js';
import { expect, test } from 'vitest';

import type { PermissionName } from '#discord/permissions.ts';

import { V2, button, people, row, select, shown, times, user } from './message-bodies.ts';
import { textChannels } from './text-channel.ts';

const openChannel = textChannels();

/** A channel, and how the bot posts there what its library would not send. */
async function open() {
  const opened = await openChannel();
  const post = async (body: object): Promise<unknown> =>
    opened.client.rest.post(Routes.channelMessages(opened.channel.id), { body });
  return { ...opened, post };
}

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
  const { discord, channel, post } = await open();
  await expect(post(body)).rejects.toMatchObject({ code, status: 400 });
  expect(discord.messagesIn(channel)).toEqual([]);
});

test('what is blank at both ends of a text is cut off, and beside something else it may be all of it', async () => {
  const { discord, channel, post } = await open();
  await post({ content: '  hello \n' });
  await post({ content: ' ', embeds: [{ title: 'x' }] });
  expect(discord.messagesIn(channel).map(({ content }) => content)).toEqual(['hello', '']);
});

test('as much may be chosen, also from the start, as there is', async () => {
  const { discord, channel, post } = await open();
  await post({ content: 'x', components: [select({ min_values: 2, max_values: 2 })] });
  await post({ content: 'x', components: [select({ max_values: 2 }, { default: true })] });
  await post({ content: 'x', components: [people([])] });
  await post({ content: 'x', components: [people([user('1'), user('2')], { max_values: 2 })] });
  expect(discord.messagesIn(channel)).toHaveLength(4);
});

test('a refusal names the field in the nested shape of Discord', async () => {
  const { post } = await open();
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
  const { discord, channel, here } = await open();
  discord.setPermissions(channel, discord.bot, { deny: [permission] });
  await expect(here.send(message)).rejects.toMatchObject({ code, status: 403 });
});

test('layout components are flattened to what a person reads', async () => {
  const { discord, channel, post } = await open();
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
  const { discord, channel, here } = await open();
  const sent = await here.send('old');
  const components = [shown('new')] as never;
  await expect(sent.edit({ components, flags: V2 })).rejects.toMatchObject({ code: 50_035 });
  await sent.edit({ content: null, components, flags: V2 });
  await expect(sent.edit({ content: 'again' })).rejects.toMatchObject({ code: 50_035 });
  expect(discord.messagesIn(channel)[0]).toMatchObject({ text: 'new', content: '' });
});
