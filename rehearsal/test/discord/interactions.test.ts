import { MessageFlags, Routes } from 'discord.js';
import { expect, test } from 'vitest';

import { failure, openCommand } from './command-to-answer.ts';
import { onInteraction } from './connect.ts';
import { button, row } from './message-bodies.ts';

const skip = button({ label: 'Skip', custom_id: 'skip' });

test('an answer after three seconds is refused', async () => {
  const { discord, answered } = await openCommand();
  answered(async (interaction) => {
    discord.advance(3_100);
    await interaction.reply('late');
  });
  expect(await failure()).toMatchObject({ code: 10_062, status: 404 });
});

test('a second first answer is refused', async () => {
  const { client, answered } = await openCommand();
  answered(async (interaction) => {
    await interaction.reply('one');
    await client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      auth: false,
      body: { type: 4, data: { content: 'two' } },
    });
  });
  expect(await failure()).toMatchObject({ code: 40_060, status: 400 });
});

test('after 15 minutes the token is spent', async () => {
  const { discord, answered } = await openCommand();
  answered(async (interaction) => {
    await interaction.deferReply();
    discord.advance(15 * 60_000 + 1);
    await interaction.editReply('late');
  });
  expect(await failure()).toMatchObject({ code: 50_027, status: 401 });
});

test('a follow-up before any answer is refused', async () => {
  const { client, answered } = await openCommand();
  answered(async (interaction) => {
    await client.rest.post(Routes.webhook(client.application.id, interaction.token), {
      auth: false,
      body: { content: 'early' },
    });
  });
  expect(await failure()).toMatchObject({ code: 10_015 });
});

test('a command cannot be answered by an update of a message', async () => {
  const { client, answered } = await openCommand();
  answered(async (interaction) => {
    await client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      auth: false,
      body: { type: 6 },
    });
  });
  expect(await failure()).toMatchObject({ code: 50_035 });
});

test('a deferred reply shows what became of it, edit by edit', async () => {
  const { discord, channel, answered } = await openCommand();
  const used = answered(async (interaction) => {
    await interaction.deferReply();
    await interaction.editReply('half');
    await interaction.editReply('done');
  });
  const reply = await used.reply(({ text }) => text === 'done');
  expect(used.edits.map(({ text }) => text)).toEqual(['half', 'done']);
  expect(reply.editedTimestamp).not.toBeNull();
  expect((await used.message(({ text }) => text === 'half')).editedTimestamp).toBeNull();
  expect(discord.messagesIn(channel).map(({ text }) => text)).toEqual(['done']);
});

test('after a deferral the first follow-up is the reply, as visible as the deferral said', async () => {
  const { answered } = await openCommand();
  const used = answered(async (interaction) => {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.followUp('first');
    await interaction.followUp('second');
  });
  const second = await used.followUp();
  expect(await used.reply()).toMatchObject({ text: 'first', ephemeral: true });
  expect(second).toMatchObject({ text: 'second', ephemeral: false });
  expect(used.followUps).toHaveLength(1);
});

test('with_response tells the message that came of it', async () => {
  const { answered } = await openCommand();
  let id: string | undefined;
  const used = answered(async (interaction) => {
    const response = await interaction.reply({ content: 'hello', withResponse: true });
    id = response.resource?.message?.id;
  });
  const reply = await used.reply();
  await expect.poll(() => id).toBe(reply.id);
});

test('a reply can be fetched and deleted, and is gone then', async () => {
  const { discord, channel, answered } = await openCommand();
  const used = answered(async (interaction) => {
    await interaction.reply('hello');
    expect((await interaction.fetchReply()).content).toBe('hello');
    await interaction.deleteReply();
    await interaction.editReply('too late');
  });
  expect(await failure()).toMatchObject({ code: 10_008 });
  expect(used.deleted).toBe(true);
  expect(discord.messagesIn(channel)).toEqual([]);
});

test('what was waited for, and what came instead, is said', async () => {
  const { answered } = await openCommand();
  const used = answered(async (interaction) => interaction.reply('hello'));
  await expect(used.reply(({ text }) => text === 'bye', 50)).rejects.toThrow(
    'Waited 50 ms for the reply to /do; it said "hello".',
  );
  await expect(used.modal(50)).rejects.toThrow('Waited 50 ms for a modal to /do');
});

test('a command of an app that only the person brought has five follow-ups', async () => {
  const { discord, client, by } = await openCommand();
  const foreign = discord.addGuild({ bot: false });
  discord.addPerson(foreign, {}, by);
  onInteraction(client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply('0');
    for (let count = 1; count <= 6; count += 1) {
      const { id } = await interaction.followUp(`${count}`);
      if (count === 3) await interaction.deleteReply(id);
    }
  });
  const used = discord.command({ channel: foreign.addText(), by, name: 'do' });
  expect(await failure()).toMatchObject({ code: 40_094 });
  // One that was deleted was one of them.
  expect(used.followUps.map(({ text }) => text)).toEqual(['1', '2', '4', '5']);
});

test('where a person may not use external apps, only they see the answer', async () => {
  const { discord, client, by } = await openCommand();
  const foreign = discord.addGuild({
    bot: false,
    everyonePermissions: ['ViewChannel', 'UseApplicationCommands'],
  });
  discord.addPerson(foreign, {}, by);
  onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('hello');
  });
  const used = discord.command({ channel: foreign.addText(), by, name: 'do' });
  expect(await used.reply()).toMatchObject({ ephemeral: true });
});

test('buttons are pressed by label or id, and update their message', async () => {
  const { discord, client, channel, by } = await openCommand();
  onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({
        content: 'playing',
        components: [row(skip, button({ label: 'Stop', custom_id: 'stop', disabled: true }))],
      });
    } else if (interaction.isButton()) {
      await interaction.update({
        content: `skipped ${interaction.message.content}`,
        components: [],
      });
    }
  });
  const reply = await discord.command({ channel, by, name: 'do' }).reply();
  expect(reply.text).toBe('playing\n[Skip]\n[Stop]');
  expect(() => discord.press(reply, 'Stop', by)).toThrow(/disabled/u);
  expect(() => discord.press(reply, 'Back', by)).toThrow(
    'the message has no button "Back", only Skip, Stop',
  );
  const pressed = discord.press(reply, 'Skip', by);
  expect((await pressed.reply()).text).toBe('skipped playing');
  expect(() => discord.press(reply, 'skip', by)).toThrow(/only none/u);
});

test('a deferred update keeps the message, and its edit changes it', async () => {
  const { discord, client, channel, by } = await openCommand();
  onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply({ content: 'a', components: [row(skip)] });
    else if (interaction.isButton()) {
      await interaction.deferUpdate();
      await interaction.editReply({ content: 'b' });
      await interaction.followUp({ content: 'c', flags: MessageFlags.Ephemeral });
    }
  });
  const reply = await discord.command({ channel, by, name: 'do' }).reply();
  const pressed = discord.press(reply, 'skip', by);
  expect((await pressed.followUp()).text).toBe('c');
  expect(discord.messagesIn(channel).map(({ text }) => text)).toEqual(['b\n[Skip]']);
});

test('nobody presses what only somebody else sees', async () => {
  const { discord, guild, answered } = await openCommand();
  const reply = await answered(async (interaction) =>
    interaction.reply({
      content: 'mine',
      components: [row(skip)],
      flags: MessageFlags.Ephemeral,
    }),
  ).reply();
  const other = discord.addPerson(guild);
  expect(() => discord.press(reply, 'skip', other)).toThrow(/can't see that message/u);
});

test('selects offer what they hold, and people, roles and channels are resolved', async () => {
  const { discord, client, guild, channel, by } = await openCommand();
  const chosen: unknown[] = [];
  onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({
        components: [
          row({
            type: 3,
            custom_id: 'voice',
            placeholder: 'A voice',
            max_values: 2,
            options: ['a', 'b', 'c'].map((value) => ({ label: `Voice ${value}`, value })),
          }),
          row({ type: 5, custom_id: 'who' }),
          row({ type: 8, custom_id: 'where', channel_types: [2] }),
        ],
      });
    } else if (interaction.isStringSelectMenu()) {
      chosen.push(interaction.values);
      await interaction.deferUpdate();
    } else if (interaction.isUserSelectMenu() || interaction.isChannelSelectMenu()) {
      chosen.push(
        interaction.isUserSelectMenu()
          ? interaction.users.map(({ id }) => id)
          : interaction.channels.map(({ id }) => id),
      );
      await interaction.deferUpdate();
    }
  });
  const reply = await discord.command({ channel, by, name: 'do' }).reply();
  const call = guild.addVoice();
  await discord.select(reply, 'A voice', ['a', 'Voice c'], by).acknowledged;
  await discord.select(reply, 'who', [by], by).acknowledged;
  await discord.select(reply, 'where', [call], by).acknowledged;
  expect(chosen).toEqual([['a', 'c'], [by.id], [call.id]]);
  expect(() => discord.select(reply, 'voice', ['d'], by)).toThrow(
    /offers Voice a, Voice b, Voice c, not d/u,
  );
  expect(() => discord.select(reply, 'voice', [], by)).toThrow(/1 to 2 values/u);
  expect(() => discord.select(reply, 'where', [channel], by)).toThrow(/can be chosen/u);
});

test('the upload limit of an interaction holds for its answer', async () => {
  const { discord, client, channel, by } = await openCommand();
  let limit = 0;
  onInteraction(client, async (interaction) => {
    limit = interaction.attachmentSizeLimit;
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply({ files: [{ attachment: Buffer.alloc(2_000), name: 'a.bin' }] });
  });
  discord.command({ channel, by, name: 'do', attachmentSizeLimit: 1_999 });
  expect(await failure()).toMatchObject({ code: 40_005, status: 413 });
  expect(limit).toBe(1_999);
});
