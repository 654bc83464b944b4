import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { GatewayReadyDispatchData } from 'discord-api-types/v10';
import { Events } from 'discord.js';
import type { Client } from 'discord.js';

import { listen } from '#discord/listen.ts';
import type { Log } from '#ops/log.ts';
import { shardOf } from '#ops/shards.ts';
import type { EarlierLines } from '#store/earlier-lines.ts';
import type { Servers } from '#store/servers.ts';

/** As PRIVACY.md says: a server that takes the bot back within that time finds everything as it was. */
export const keptMs = 30 * 24 * 60 * 60_000;
/** Data that is due goes at most this much later. */
export const lookEveryMs = 6 * 60 * 60_000;

interface DeparturesParts {
  readonly servers: Servers;
  readonly earlierLines: Pick<EarlierLines, 'forgetOld'>;
}

/**
 * Notes which servers the bot was taken out of, also while it was off or its session lost; removes their data a month
 * later, and lines of people that are too old to be kept.
 */
export function listenToDepartures(
  client: Client,
  { servers, earlierLines }: DeparturesParts,
  log: Log,
): void {
  const look = async (): Promise<void> => {
    try {
      // Also what could not be noted when it happened, as on a full disk.
      await catchUp(client, servers);
      const forgotten = await servers.forgetLeftBefore(Date.now() - keptMs);
      await earlierLines.forgetOld();
      if (forgotten.length > 0)
        log.info(
          { servers: forgotten.length },
          'what was kept for servers left a month ago is gone',
        );
    } catch (error) {
      log.error({ error }, 'what was kept for servers left a month ago could not be removed');
    }
  };
  // A new session tells nothing but the list of servers of what happened before it, and the library forgets no server.
  client.ws.on(
    GatewayDispatchEvents.Ready,
    ({ guilds }: GatewayReadyDispatchData, shardId: number) => {
      const present = new Set(guilds.map(({ id }) => id));
      const gone = client.guilds.cache.filter(
        (guild) => guild.shardId === shardId && !present.has(guild.id),
      );
      for (const guild of gone.values()) {
        client.guilds.cache.delete(guild.id);
        client.emit(Events.GuildDelete, guild);
      }
    },
  );
  // An outage of a server is another event.
  listen(client, Events.GuildDelete, log, async ({ id }) => servers.left(id, Date.now()));
  listen(client, Events.GuildCreate, log, async ({ id }) => servers.joined(id));
  listen(client, Events.ClientReady, log, async () => {
    await look();
    setInterval(() => void look(), lookEveryMs).unref();
  });
}

/** Catches up on changes while the bot was off, of which Discord tells nothing but the list of its servers. */
async function catchUp(client: Client, servers: Servers): Promise<void> {
  const known = (await servers.known()).filter((id) => isServed(client, id));
  const isMember = (id: string): boolean => client.guilds.cache.has(id);
  for (const id of known.filter(isMember)) await servers.joined(id);
  for (const id of known.filter((id) => !isMember(id))) await servers.left(id, Date.now());
}

/** Another process of the bot has its own share of servers, and knows of those alone. */
function isServed({ options, ws }: Client, guildId: string): boolean {
  const shardCount = options.shardCount ?? ws.shards.size;
  return ws.shards.has(shardOf(guildId, shardCount));
}
