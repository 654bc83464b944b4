import { type Client, MessageFlags } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { type Discord, startDiscord } from '#discord/discord.ts';

import { connect, onInteraction } from './connect.ts';

let discord: Discord;
let client: Client<true>;

beforeEach(async () => {
  discord = await startDiscord();
});

afterEach(async () => {
  await client.destroy();
  await discord.close();
});

test('a client logs in, registers a command, defers and edits its reply', async () => {
  const guild = discord.addGuild();
  const channel = guild.addText();
  const by = discord.addPerson(guild, { name: 'Ada' });
  const startedMs = performance.now();
  client = await connect(discord);
  expect(performance.now() - startedMs).toBeLessThan(1_000);
  await client.application.commands.set([
    {
      name: 'say',
      description: 'Speaks',
      options: [{ type: 3, name: 'text', description: 'What', required: true }],
    },
  ]);
  await discord.ready();
  onInteraction(client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply(`said ${interaction.options.getString('text', true)}`);
  });
  const interaction = discord.command({ channel, by, name: 'say', options: { text: 'hello' } });
  const { latencyMs } = await interaction.acknowledged;
  const reply = await interaction.reply();
  expect(latencyMs).toBeLessThan(500);
  expect(reply).toMatchObject({ text: 'said hello', ephemeral: true });
  expect(client.guilds.cache.get(guild.id)?.members.me?.id).toBe(client.user.id);
});
