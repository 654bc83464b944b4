import {
  GatewayIntentBits as I,
  type InteractionReplyOptions,
  MessageFlags,
  MessageType,
  type RepliableInteraction,
  Routes,
} from 'discord.js';
import { expect, test } from 'vitest';

import { connect, type Dispatched, onInteraction } from './connect.ts';
import { openPackets } from './packets.ts';

/** A server whose bot answers every interaction like this. */
async function answering(answer: (interaction: RepliableInteraction) => Promise<unknown>) {
  const { discord, packets, login, latest } = await openPackets();
  const guild = discord.addGuild();
  const channel = guild.addText();
  const by = discord.addPerson(guild, { nick: 'Annie' });
  const client = await login();
  const everywhere = { contexts: [0, 1, 2], integration_types: [0, 1] };
  const options = [
    { type: 6, name: 'who', description: 'd' },
    { type: 7, name: 'where', description: 'd' },
    { type: 8, name: 'role', description: 'd' },
  ];
  await client.rest.put(Routes.applicationCommands(client.application.id), {
    body: [
      { name: 'do', description: 'd', options, ...everywhere },
      { name: 'Quote', type: 3 },
      { name: 'Greet', type: 2 },
    ],
  });
  onInteraction(client, async (interaction) => {
    if (interaction.isRepliable()) await answer(interaction);
  });
  /** Every message that came, oldest first. */
  const created = (): Dispatched['d'][] =>
    packets.filter(({ t }) => t === 'MESSAGE_CREATE').map(({ d }) => d);
  return { discord, packets, latest, created, guild, channel, by };
}

const button = { type: 2, style: 1, label: 'Again', custom_id: 'again' };
const withButton = (text: string): InteractionReplyOptions & { withResponse: true } => ({
  content: text,
  components: [{ type: 1, components: [button] }] as never,
  withResponse: true,
});

test('an answer names the command, who used it and where the bot is installed', async () => {
  const { discord, created, guild, channel, by } = await answering(async (used) =>
    used.reply('hello'),
  );
  const used = discord.command({ channel, by, name: 'do' });
  await used.reply();
  await expect.poll(created).toHaveLength(1);
  const [message] = created();
  expect(message).toMatchObject({
    type: MessageType.ChatInputCommand,
    webhook_id: discord.applicationId,
    interaction_metadata: {
      id: used.id,
      type: 2,
      user: { id: by.id },
      authorizing_integration_owners: { 0: guild.id },
    },
    interaction: { id: used.id, type: 2, name: 'do', user: { id: by.id } },
  });
  const { member } = message!['interaction'] as { member: object };
  expect(member).toMatchObject({ nick: 'Annie' });
  expect(member).not.toHaveProperty('user');
  expect(message).not.toHaveProperty('message_reference');
});

test('an answer to a button names its message, and replies to it', async () => {
  const { discord, created, channel, by } = await answering(async (used) =>
    used.reply(withButton('hello')),
  );
  const first = await discord.command({ channel, by, name: 'do' }).reply();
  const pressed = discord.press(first, 'Again', by);
  await pressed.reply();
  await expect.poll(created).toHaveLength(2);
  expect(created()[1]).toMatchObject({
    type: MessageType.Reply,
    interaction_metadata: { id: pressed.id, type: 3, interacted_message_id: first.id },
    message_reference: { message_id: first.id },
    referenced_message: { id: first.id, content: 'hello' },
  });
  expect(created()[1]).not.toHaveProperty('interaction');
});

test('a follow-up names the first answer, and replies to it', async () => {
  const { discord, created, channel, by } = await answering(async (used) => {
    await used.reply('first');
    await used.followUp('second');
  });
  const used = discord.command({ channel, by, name: 'do' });
  await used.followUp();
  await expect.poll(created).toHaveLength(2);
  const { original } = used;
  expect(created()[1]).toMatchObject({
    type: MessageType.Reply,
    interaction_metadata: { id: used.id, original_response_message_id: original?.id },
    message_reference: { message_id: original?.id },
  });
  expect(created()[1]).not.toHaveProperty('interaction');
});

test('an answer to a form names what opened it', async () => {
  const { discord, created, channel, by } = await answering(async (used) => {
    if (used.isModalSubmit()) return used.reply('thanks');
    const label = { type: 18, label: 'Name', component: { type: 4, style: 1, custom_id: 'name' } };
    return used.showModal({
      custom_id: 'form',
      title: 'Form',
      components: [label],
    });
  });
  const opened = discord.command({ channel, by, name: 'do' });
  const sent = await discord.submitModal(opened, { name: 'Ada' });
  await sent.reply();
  await expect.poll(created).toHaveLength(1);
  expect(created()[0]).toMatchObject({
    type: MessageType.ChatInputCommand,
    interaction_metadata: {
      id: sent.id,
      type: 5,
      triggering_interaction_metadata: { id: opened.id, type: 2, user: { id: by.id } },
    },
  });
});

test('an answer to a menu’s command names its target', async () => {
  const { discord, created, channel, by } = await answering(async (used) => used.reply('hello'));
  const target = discord.say({ channel, by, content: 'words' });
  await discord.menu({ channel, by, name: 'Quote', target }).reply();
  await discord.menu({ channel, by, name: 'Greet', target: by }).reply();
  await expect.poll(created).toHaveLength(3);
  expect(created().slice(1)).toMatchObject([
    {
      type: MessageType.ContextMenuCommand,
      interaction_metadata: { target_message_id: target.id },
    },
    {
      type: MessageType.ContextMenuCommand,
      interaction_metadata: { target_user: { id: by.id } },
    },
  ]);
});

test('what an interaction only names comes in parts', async () => {
  const { discord, latest, guild, channel, by } = await answering(async (used) =>
    used.reply('hello'),
  );
  const role = discord.addRole(guild, 'readers', [by]);
  const call = guild.addVoice();
  const options = { who: by, where: call, role };
  await discord.command({ channel, by, name: 'do', options }).reply();
  const { data, channel: place } = latest('INTERACTION_CREATE') as {
    data: { resolved: Record<string, Record<string, object>> };
    channel: object;
  };
  const { users, members, channels, roles } = data.resolved;
  expect(users![by.id]).toMatchObject({ id: by.id });
  expect(users![by.id]).not.toHaveProperty('bot');
  expect(members![by.id]).toMatchObject({ nick: 'Annie', permissions: expect.any(String) });
  for (const field of ['user', 'deaf', 'mute']) expect(members![by.id]).not.toHaveProperty(field);
  // The bot's rights stand there as well (change log of 16 July 2026); those in the place of the interaction stand beside it.
  expect(channels![call.id]).toMatchObject({
    name: call.name,
    permissions: expect.any(String),
    app_permissions: expect.stringMatching(/^\d+$/u),
  });
  expect(place).not.toHaveProperty('app_permissions');
  for (const left of ['permission_overwrites', 'bitrate', 'user_limit']) {
    expect(channels![call.id]).not.toHaveProperty(left);
    expect(place).not.toHaveProperty(left);
  }
  expect(roles![role.id]).toMatchObject({ name: 'readers', colors: { primary_color: 0 } });
});

test('components come back with what was left out of them', async () => {
  const file = { attachment: Buffer.from('ID3'), name: 'a.mp3' };
  const { discord, created, channel, by } = await answering(async (used) =>
    used.reply({
      flags: MessageFlags.IsComponentsV2,
      files: [file],
      components: [
        {
          type: 17,
          components: [
            { type: 14 },
            { type: 13, file: { url: 'attachment://a.mp3' } },
            { type: 12, items: [{ media: { url: 'https://example.com/a.png' } }] },
            {
              type: 1,
              components: [{ type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }] }],
            },
          ],
        },
      ] as never,
    }),
  );
  const { attachments, components } = await discord.command({ channel, by, name: 'do' }).reply();
  await expect.poll(created).toHaveLength(1);
  const [attachment] = attachments;
  const [container] = created()[0]!['components'] as object[];
  expect(container).toMatchObject({
    accent_color: null,
    spoiler: false,
    components: [
      { divider: true, spacing: 1 },
      {
        name: 'a.mp3',
        size: 3,
        spoiler: false,
        file: { url: attachment!.url, attachment_id: attachment!.id, content_type: 'audio/mpeg' },
      },
      {
        items: [{ description: null, spoiler: false, media: { url: 'https://example.com/a.png' } }],
      },
      { components: [{ min_values: 1, max_values: 1 }] },
    ],
  });
  expect(components[0]).not.toHaveProperty('spoiler');
});

test('what only one person sees is told directly, to a bot that hears direct messages', async () => {
  const { discord, packets, created, channel, by } = await answering(async (used) => {
    await used.reply({ content: 'secret', flags: MessageFlags.Ephemeral });
    await used.editReply('changed');
    await used.deleteReply();
  });
  const others: Dispatched[] = [];
  const deaf = await connect(discord, { intents: [I.Guilds, I.GuildMessages] }, others);
  const used = discord.command({ channel, by, name: 'do' });
  await expect.poll(() => packets.filter(({ t }) => t.startsWith('MESSAGE_'))).toHaveLength(3);
  for (const { d } of packets.filter(({ t }) => t.startsWith('MESSAGE_'))) {
    expect(d).toMatchObject({ channel_id: channel.id });
    expect(d).not.toHaveProperty('guild_id');
    expect(d).not.toHaveProperty('member');
  }
  expect(created()[0]).toMatchObject({ content: 'secret', flags: 64 });
  expect(used.deleted).toBe(true);
  // This came after what a bot without that intent isn't told.
  discord.say({ channel, by, content: 'open' });
  await expect.poll(() => others.filter(({ t }) => t === 'MESSAGE_CREATE')).toHaveLength(1);
  expect(others.filter(({ t }) => t.startsWith('MESSAGE_'))).toHaveLength(1);
  await deaf.destroy();
});
