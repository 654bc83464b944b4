import type { TextChannel } from 'discord.js';
import { afterEach, vi } from 'vitest';

import { unlimitedDiscord } from './unlimited-discord.ts';

/** Opens, on one Discord for all tests of a file, a channel in a server of its own. */
export function textChannels() {
  const connected = unlimitedDiscord();
  afterEach(() => {
    connected().discord.assertClean();
  });
  return async () => {
    const { discord, client } = connected();
    const guild = discord.addGuild();
    const channel = guild.addText();
    await vi.waitUntil(() => client.channels.cache.has(channel.id));
    /** The channel as the client knows it. */
    const here = client.channels.cache.get(channel.id) as TextChannel;
    return { discord, client, guild, channel, here };
  };
}
