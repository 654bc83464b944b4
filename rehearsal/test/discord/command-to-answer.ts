import { type ChatInputCommandInteraction, Routes } from 'discord.js';
import { expect } from 'vitest';

import type { Interaction } from '#discord/facade/interaction.ts';

import { errors, onInteraction } from './connect.ts';
import { openPackets } from './packets.ts';

/** A Discord for one test, and on it a person in a channel, whose command `do` is for a bot to answer. */
export async function openCommand() {
  errors.length = 0;
  const { discord, login } = await openPackets();
  const guild = discord.addGuild();
  const channel = guild.addText();
  const by = discord.addPerson(guild);
  const client = await login();
  const body = [{ name: 'do', description: 'd', contexts: [0, 1, 2], integration_types: [0, 1] }];
  await client.rest.put(Routes.applicationCommands(client.application.id), { body });
  return {
    discord,
    client,
    guild,
    channel,
    by,
    /** Uses the command, and answers it like this. */
    answered: (
      answer: (interaction: ChatInputCommandInteraction) => Promise<unknown>,
    ): Interaction => {
      onInteraction(client, async (interaction) => {
        if (interaction.isChatInputCommand()) await answer(interaction);
      });
      return discord.command({ channel, by, name: 'do' });
    },
  };
}

/** The first error in answering. */
export async function failure(): Promise<unknown> {
  // A request that is sent too often waits for its bucket first.
  await expect.poll(() => errors.length, { timeout: 5_000 }).toBeGreaterThan(0);
  return errors[0];
}
