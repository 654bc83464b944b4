import type { Client } from 'discord.js';
import { afterAll, beforeAll } from 'vitest';

import { type Discord, startDiscord } from '#discord/discord.ts';

import { connect } from './connect.ts';

interface Connected {
  readonly discord: Discord;
  readonly client: Client<true>;
}

/** A Discord without rate limits for all tests of a file, and a client on it. */
export function unlimitedDiscord(): () => Connected {
  let connected: Connected | undefined;
  beforeAll(async () => {
    const discord = await startDiscord({ voice: false, rateLimits: false });
    connected = { discord, client: await connect(discord) };
  });
  afterAll(async () => {
    await connected?.client.destroy();
    await connected?.discord.close();
  });
  return () => {
    if (!connected) throw new Error('Discord has not started yet');
    return connected;
  };
}
