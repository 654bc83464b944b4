import { once } from 'node:events';

import { startDiscord } from '@crier/rehearsal/discord/discord.ts';
import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import type { Place, Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import { Events } from 'discord.js';
import type { Client } from 'discord.js';
import { afterAll, beforeAll } from 'vitest';

import { connection } from '#discord/client.ts';
import { RefusalGuard } from '#discord/refusal-guard.ts';
import { discordRequests } from '#discord/requests.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';

/** A real client for all tests of a file, and the Discord that it is logged in to. */
export function clientOnDiscord() {
  const wire = {} as { discord: Discord; client: Client; whereabouts: Whereabouts };
  const requests = discordRequests(new RefusalGuard(() => undefined));

  beforeAll(async () => {
    wire.discord = await startDiscord({ voice: false });
    const { client, whereabouts } = connection(wire.discord.apiUrl, requests, {
      seesContent: true,
      seesTyping: false,
    });
    Object.assign(wire, { client, whereabouts });
    const ready = once(client, Events.ClientReady);
    await client.login(wire.discord.token);
    await ready;
  });
  afterAll(async () => {
    await wire.client.destroy();
    await requests.close();
    await wire.discord.close();
  });

  /** Resolves when the client knows it as it is. */
  async function told<Result>(change: () => Result, event: string): Promise<Result> {
    const seen = once(wire.client, event);
    const result = change();
    await seen;
    return result;
  }
  return Object.assign(wire, {
    told,
    addGuild: (options: Parameters<Discord['addGuild']>[0] = {}): Promise<Server> =>
      told(() => wire.discord.addGuild(options), Events.GuildCreate),
    added: (add: () => Place): Promise<Place> => told(add, Events.ChannelCreate),
  });
}
