import { Routes } from 'discord.js';

import { unlimitedDiscord } from './unlimited-discord.ts';

/** A Discord for all tests of a file, where a bot registers its commands. */
export function commandRegistry() {
  const connected = unlimitedDiscord();
  return () => {
    const { discord, client } = connected();
    /** Registers these commands in place of all others. */
    const put = async (body: unknown): Promise<unknown> =>
      client.rest.put(Routes.applicationCommands(client.application.id), { body });
    return { discord, client, put };
  };
}
