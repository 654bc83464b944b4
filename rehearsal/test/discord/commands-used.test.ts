import { Routes } from 'discord.js';
import { expect, test } from 'vitest';

import { command, many, option } from './command-bodies.ts';
import { commandRegistry } from './command-registry.ts';
import { onInteraction } from './connect.ts';

const registry = commandRegistry();

async function withOptions() {
  const { discord, client, put } = registry();
  const guild = discord.addGuild();
  await put([
    command({
      options: [
        option({ required: true, min_length: 2, max_length: 5 }),
        option({ type: 4, name: 'speed', min_value: 1, max_value: 3 }),
        option({ type: 10, name: 'pitch' }),
        option({ type: 5, name: 'private' }),
        option({ name: 'as', choices: [{ name: 'A file', value: 'file' }] }),
        option({ type: 11, name: 'clip', file_types: ['audio'] }),
        option({ type: 6, name: 'who' }),
        option({ type: 7, name: 'where', channel_types: [2] }),
        option({ name: 'voice', autocomplete: true }),
      ],
    }),
    command({
      name: 'voices',
      options: [
        {
          type: 2,
          name: 'own',
          description: 'd',
          options: [{ type: 1, name: 'add', description: 'd', options: [option()] }],
        },
      ],
    }),
    command({ name: 'admin', default_member_permissions: '32' }),
    command({ name: 'here', contexts: [0] }),
    command({ name: 'everywhere', contexts: [0, 1, 2], integration_types: [0, 1] }),
    { type: 2, name: 'Greet' },
  ]);
  return {
    discord,
    client,
    put,
    channel: guild.addText(),
    by: discord.addPerson(guild),
    voice: guild.addVoice(),
  };
}

const text = 'hello';

test.each([
  ['a command that is not registered', { name: 'sing' }, /registered no command "sing"/u],
  ['a missing option', { name: 'say', options: {} }, /"text" is required/u],
  [
    'an option that does not exist',
    { name: 'say', options: { text, tone: 1 } },
    /no option "tone"/u,
  ],
  [
    'a text that is too long',
    { name: 'say', options: { text: 'hello there' } },
    /2 to 5 characters/u,
  ],
  ['a number as text', { name: 'say', options: { text: 5 } }, /takes text/u],
  ['a number out of range', { name: 'say', options: { text, speed: 4 } }, /1 to 3/u],
  ['a broken whole number', { name: 'say', options: { text, speed: 1.5 } }, /whole number/u],
  ['a value that is no choice', { name: 'say', options: { text, as: 'song' } }, /offers A file/u],
  [
    'a file of a wrong kind',
    { name: 'say', options: { text, clip: { filename: 'a.txt', bytes: new Uint8Array(1) } } },
    /takes audio/u,
  ],
  [
    'a path that does not exist',
    { name: 'voices own remove', options: { text } },
    /no subcommand "remove"/u,
  ],
  [
    'a group without its subcommand',
    { name: 'voices own', options: { text } },
    /must be named: add/u,
  ],
  ['a command for moderators', { name: 'admin' }, /lacks the permissions/u],
])('a person cannot send %s', async (_, usage, sentence) => {
  const { discord, channel, by } = await withOptions();
  expect(() => discord.command({ channel, by, ...usage })).toThrow(sentence);
});

test('every kind of option arrives as the client expects it', async () => {
  const { discord, client, channel, by, voice } = await withOptions();
  const seen = new Promise<object>((resolve) => {
    onInteraction(client, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const { options } = interaction;
      const clip = options.getAttachment('clip', true);
      resolve({
        text: options.getString('text'),
        speed: options.getInteger('speed'),
        pitch: options.getNumber('pitch'),
        private: options.getBoolean('private'),
        as: options.getString('as'),
        who: options.getMember('who') !== null && options.getUser('who')?.id,
        where: options.getChannel('where')?.id,
        clip: [
          clip.contentType,
          Buffer.from(await (await fetch(clip.url)).arrayBuffer()).toString(),
        ],
      });
      await interaction.reply('ok');
    });
  });
  const clip = { filename: 'me.ogg', bytes: Buffer.from('OggS') };
  const options = {
    text,
    speed: 2,
    pitch: 0.5,
    private: true,
    as: 'A file',
    who: by,
    where: voice,
    clip,
  };
  await discord.command({ channel, by, name: 'say', options }).reply();
  expect(await seen).toEqual({
    ...options,
    as: 'file',
    who: by.id,
    where: voice.id,
    clip: ['audio/ogg', 'OggS'],
  });
  client.removeAllListeners('interactionCreate');
});

test('subcommands arrive with their path', async () => {
  const { discord, client, channel, by } = await withOptions();
  onInteraction(client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { options } = interaction;
    await interaction.reply(
      [options.getSubcommandGroup(), options.getSubcommand(), options.getString('text')].join(' '),
    );
  });
  const used = discord.command({ channel, by, name: 'voices own add', options: { text } });
  expect((await used.reply()).text).toBe('own add hello');
  client.removeAllListeners('interactionCreate');
});

test('suggestions come back with their latency, and too many are refused', async () => {
  const { discord, client, channel, by } = await withOptions();
  let count = 25;
  const failed: unknown[] = [];
  onInteraction(client, async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    const typed = interaction.options.getFocused();
    const choices = many(count, (index) => ({ name: `${typed}${index}`, value: `${index}` })) as {
      name: string;
      value: string;
    }[];
    await interaction.respond(choices).catch((error: unknown) => failed.push(error));
  });
  const typing = { channel, by, name: 'say', options: { voice: 'en' }, focused: 'voice' };
  const { choices, latencyMs } = await discord.autocomplete(typing);
  expect(choices).toHaveLength(25);
  expect(choices[3]).toEqual({ name: 'en3', value: '3' });
  expect(latencyMs).toBeLessThan(500);
  count = 26;
  await expect(discord.autocomplete(typing)).rejects.toThrow(
    /Waited 3500 ms for suggestions for "voice" of \/say; none had come/u,
  );
  expect(failed[0]).toMatchObject({ code: 50_035 });
  await expect(discord.autocomplete({ ...typing, focused: 'text' })).rejects.toThrow(
    /no autocomplete/u,
  );
  client.removeAllListeners('interactionCreate');
});

test('menus of messages and people name their target', async () => {
  const { discord, client, put, channel, by } = await withOptions();
  await put([
    { type: 2, name: 'Greet' },
    { type: 3, name: 'Speak' },
  ]);
  onInteraction(client, async (interaction) => {
    if (interaction.isMessageContextMenuCommand())
      await interaction.reply(`speaks ${interaction.targetMessage.content}`);
    if (interaction.isUserContextMenuCommand())
      await interaction.reply(`greets ${interaction.targetUser.id}`);
  });
  const target = discord.say({ channel, by, content: 'words' });
  expect((await discord.menu({ channel, by, name: 'Speak', target }).reply()).text).toBe(
    'speaks words',
  );
  expect((await discord.menu({ channel, by, name: 'Greet', target: by }).reply()).text).toBe(
    `greets ${by.id}`,
  );
  expect(() => discord.menu({ channel, by, name: 'Greet', target })).toThrow(/of type 3/u);
  client.removeAllListeners('interactionCreate');
});

test('a command works where its contexts and installs allow it, and nowhere else', async () => {
  const { discord, client, channel, by } = await withOptions();
  const contexts: unknown[] = [];
  onInteraction(client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    contexts.push([interaction.context, interaction.authorizingIntegrationOwners?.userId]);
    await interaction.reply('ok');
  });
  const foreign = discord.addGuild({ bot: false });
  discord.addPerson(foreign, {}, by);
  const elsewhere = foreign.addText();
  const direct = discord.directMessages(by);
  const group = discord.privateChannel([by, discord.addPerson(foreign)]);
  for (const place of [channel, direct, group, elsewhere]) {
    await discord.command({ channel: place, by, name: 'everywhere' }).reply();
  }
  expect(contexts).toEqual([
    [0, null],
    [1, null],
    [2, by.id],
    [0, by.id],
  ]);
  expect(() => discord.command({ channel: direct, by, name: 'here' })).toThrow(
    /can't be used in the bot's direct/u,
  );
  expect(() => discord.command({ channel: elsewhere, by, name: 'here' })).toThrow(
    /not for user installs/u,
  );
  client.removeAllListeners('interactionCreate');
});

test('a command of one guild is not there in another', async () => {
  const { discord, client, channel, by } = await withOptions();
  const guild = discord.addGuild();
  await client.rest.put(Routes.applicationGuildCommands(client.application.id, guild.id), {
    body: [command({ name: 'local' })],
  });
  expect(() => discord.command({ channel, by, name: 'local' })).toThrow(/registered no command/u);
  expect(discord.commandsOf(guild).map(({ name }) => name)).toEqual(['local']);
});
