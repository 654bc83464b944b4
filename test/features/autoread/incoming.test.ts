import { expect, test } from 'vitest';

import { incomingOf } from '#features/autoread/incoming.ts';
import type { Message } from '#text/message.ts';

import { packet, user } from './packets.ts';

const surroundings = {
  botId: 'bot',
  parentOf: (id: string) => (id === 'thread' ? 'parent' : undefined),
  categoryOf: (id: string) => (id === 'thread' ? 'category' : undefined),
};
const read = (changes?: Readonly<Record<string, unknown>>) =>
  incomingOf(packet(changes), surroundings);

test('direct messages and the bot’s own are none of its business', () => {
  expect(read({ guild_id: undefined })).toBeUndefined();
  expect(read({ author: user('bot', 'Crier', { bot: true }) })).toBeUndefined();
});

test.each([
  ['person', {}],
  ['bot', { author: user('b', 'B', { bot: true }) }],
  ['webhook', { webhook_id: 'w' }],
  ['webhook', { webhook_id: 'w', application_id: 'a' }],
  // An answer to a command comes by a webhook that is named like its application.
  ['bot', { author: user('a', 'A', { bot: true }), webhook_id: 'a', application_id: 'a' }],
])('the author is a %s: %j', (author, changes) => {
  expect(read(changes)?.facts.author).toBe(author);
});

test.each([
  [0, false],
  [19, false],
  [20, false],
  [23, false],
  [46, false],
  [7, true],
  [6, true],
  [21, true],
])('type %i is a notice of Discord: %s', (type, system) => {
  expect(read({ type })?.facts.system).toBe(system);
});

test('flags, roles, threads and edits are seen', () => {
  expect(read({ flags: 4_096, channel_id: 'thread', edited_timestamp: '2026' })).toMatchObject({
    edited: true,
    facts: {
      silent: true,
      parentId: 'parent',
      categoryId: 'category',
      roleIds: ['r'],
      addressed: false,
    },
  });
});

test.each([
  ['<@bot> hello', 'hello'],
  [' <@!bot>hello', 'hello'],
  ['hello <@bot>', 'hello <@bot>'],
])('a mention before everything else is taken off: %j', (content, expected) => {
  const incoming = read({ content, mentions: [user('bot', 'Crier')] });
  expect(incoming).toMatchObject({
    text: { content: expected },
    facts: { content: expected, addressed: true },
  });
});

test('everybody who is mentioned has a name', () => {
  const people = read({
    mentions: [user('bea', 'Bea', { member: { nick: 'Queen' } }), user('carl', 'Carl')],
    type: 19,
    referenced_message: packet({ author: user('dora', 'Dora') }),
    message_snapshots: [{ message: { ...packet(), mentions: [user('eve', 'Eve')] } }],
  })?.people;
  expect(
    Object.fromEntries(
      [...(people ?? [])].map(([id, names]) => [id, names.nickname ?? names.displayName]),
    ),
  ).toEqual({
    ann: 'Annie',
    bea: 'Queen',
    carl: 'Carl',
    dora: 'Dora',
    eve: 'Eve',
  });
});

const attachment = (filename: string, type?: string) => ({
  filename,
  ...(type !== undefined && { content_type: type }),
});
const poll = {
  question: { text: 'Tea?' },
  answers: [{ poll_media: { text: 'Yes' } }, { poll_media: {} }],
};
const resultFields = [
  { name: 'poll_question_text', value: 'Tea?' },
  { name: 'victor_answer_votes', value: '3' },
  { name: 'victor_answer_text', value: 'Yes' },
];
const richEmbed = {
  type: 'rich',
  title: 'T',
  description: 'D',
  fields: [{ name: 'N', value: 'V', inline: true }],
};
const shownEmbed = { title: 'T', description: 'D', fields: [{ name: 'N', value: 'V' }] };
const asBot = { author: user('b', 'B', { bot: true }) };

test.each<[string, Readonly<Record<string, unknown>>, Partial<Message>]>([
  ['a picture', { attachments: [attachment('a.png', 'image/png')] }, { attachments: ['image'] }],
  ['a gif by its name', { attachments: [attachment('a.GIF')] }, { attachments: ['gif'] }],
  ['a film', { attachments: [attachment('a.mp4', 'video/mp4')] }, { attachments: ['video'] }],
  ['a sound', { attachments: [attachment('a.mp3', 'audio/mpeg')] }, { attachments: ['audio'] }],
  ['a file', { attachments: [attachment('a.zip')] }, { attachments: ['file'] }],
  [
    'a voice message',
    { flags: 8_192, attachments: [attachment('a.ogg', 'audio/ogg')] },
    { attachments: ['voice-message'] },
  ],
  [
    'a sticker',
    { sticker_items: [{ id: '1', name: 'Wave', format_type: 1 }] },
    { stickers: ['Wave'] },
  ],
  ['a poll', { poll }, { poll: { question: 'Tea?', answers: ['Yes', ''] } }],
  [
    'a poll’s end',
    { type: 46, embeds: [{ type: 'poll_result', fields: resultFields }] },
    { pollResult: { question: 'Tea?', winner: { answer: 'Yes', votes: 3 } } },
  ],
  [
    'a poll’s end without a winner',
    { type: 46, embeds: [{ type: 'poll_result', fields: resultFields.slice(0, 1) }] },
    { pollResult: { question: 'Tea?' } },
  ],
  ['an embed of a bot', { ...asBot, embeds: [richEmbed] }, { embeds: [shownEmbed] }],
  [
    'a preview in a bot’s message',
    { ...asBot, embeds: [{ type: 'link', title: 'T' }] },
    { embeds: [] },
  ],
  ['a preview of a person’s link', { embeds: [richEmbed] }, { embeds: [] }],
  [
    'a forward',
    {
      content: '',
      message_snapshots: [{ message: { ...packet({ content: 'Old.' }), mentions: [] } }],
    },
    { forwarded: { content: 'Old.', attachments: [], stickers: [], embeds: [] } },
  ],
  [
    'a forward of an embed',
    {
      content: '',
      message_snapshots: [
        { message: { ...packet({ content: '', embeds: [richEmbed] }), mentions: [] } },
      ],
    },
    { forwarded: { content: '', attachments: [], stickers: [], embeds: [shownEmbed] } },
  ],
  [
    'a reply',
    { type: 19, referenced_message: packet({ author: user('dora', 'Dora') }) },
    { repliesTo: { userId: 'dora' } },
  ],
  [
    'a command',
    {
      ...asBot,
      type: 20,
      interaction: { name: 'roll' },
      interaction_metadata: { user: user('ann', 'Ann') },
    },
    { usedCommand: { userId: 'ann', name: 'roll' } },
  ],
])('%s', (_what, changes, expected) => {
  const incoming = read(changes);
  expect(incoming?.text).toMatchObject(expected);
  const things = Object.entries(expected).some(
    ([name, value]) => name !== 'repliesTo' && (!Array.isArray(value) || value.length > 0),
  );
  expect(incoming?.facts.holdsMore).toBe(things);
});

test('a reply to the bot is a reply to nobody in the call', () => {
  const replied = packet({ author: user('bot', 'Crier') });
  expect(read({ type: 19, referenced_message: replied })?.text.repliesTo).toBeUndefined();
});

const essence = (changes?: Readonly<Record<string, unknown>>) => read(changes)?.essence;
const shot = (id: string, more = {}) => ({
  id,
  filename: 'image.png',
  size: 9,
  placeholder: 'aGk',
  ...more,
});

test.each<[string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>]>([
  ['words', { content: 'Hi.' }, { content: 'Ho.' }],
  ['a picture behind the same words', {}, { attachments: [shot('1')] }],
  [
    'pictures of one name and size',
    { attachments: [shot('1')] },
    { attachments: [shot('1', { placeholder: 'aG8' })] },
  ],
  [
    'files of which nothing shows that they are the same',
    { attachments: [{ id: '1', filename: 'a.zip', size: 9 }] },
    { attachments: [{ id: '2', filename: 'a.zip', size: 9 }] },
  ],
  [
    'voice messages',
    { attachments: [{ ...attachment('voice-message.ogg'), size: 9, waveform: 'AA==' }] },
    { attachments: [{ ...attachment('voice-message.ogg'), size: 9, waveform: 'AQ==' }] },
  ],
  [
    'stickers',
    { sticker_items: [{ id: '1', name: 'W' }] },
    { sticker_items: [{ id: '2', name: 'W' }] },
  ],
  ['polls', { poll }, { poll: { ...poll, question: { text: 'Coffee?' } } }],
  ['embeds', { embeds: [richEmbed] }, { embeds: [{ ...richEmbed, title: 'U' }] }],
])('%s make a message another one', (_what, one, other) => {
  expect(essence(one)).toBe(essence({ ...one, id: '9' }));
  expect(essence(one)).not.toBe(essence(other));
});

test('a picture that is sent again is the same, whatever its id', () => {
  const first = essence({ attachments: [shot('1')] });
  expect(essence({ attachments: [shot('2')] })).toBe(first);
});
