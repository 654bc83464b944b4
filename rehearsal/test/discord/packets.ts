import { onTestFinished } from 'vitest';

import { type DiscordOptions, startDiscord } from '#discord/discord.ts';

import { connect, type Dispatched } from './connect.ts';

/** A Discord for one test, and the packets that a client gets once it logs in there. */
export async function openPackets(options: DiscordOptions = {}) {
  const discord = await startDiscord({ voice: false, ...options });
  onTestFinished(() => discord.close());
  const packets: Dispatched[] = [];
  return {
    discord,
    packets,
    login: async (intents?: number[]) => {
      const client = await connect(discord, { ...(intents && { intents }) }, packets);
      // It is gone before its Discord is: what was begun last is ended first.
      onTestFinished(() => client.destroy());
      return client;
    },
    /** The data of the latest event of this name. */
    latest: (event: string): Dispatched['d'] => packets.findLast(({ t }) => t === event)?.d ?? {},
  };
}
