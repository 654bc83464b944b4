import { Events } from 'discord.js';
import type { Client } from 'discord.js';

import type { Log } from '#ops/log.ts';

import { watchGateway } from './gateway-watch.ts';
import { listen } from './listen.ts';
import { closedForGood } from './login-problems.ts';
import type { Ending } from './login-problems.ts';

/**
 * Logs what becomes of the connections to Discord's gateway, and has the dead among them made again. One to which it is of
 * no use to come back ends the bot.
 */
export function listenToGateway(client: Client, log: Log, { closing, stop }: Ending): void {
  const unwatch = watchGateway(client, () =>
    log.warn({}, 'nothing comes from Discord’s gateway any more: the connection is made again'),
  );
  closing.addEventListener('abort', unwatch, { once: true });
  listen(client, Events.Error, log, (error) => log.error({ error }, 'Discord’s client failed'));
  listen(client, Events.ShardError, log, (error, shardId) =>
    log.warn({ error, shardId }, 'a gateway connection failed'),
  );
  const away = new Set<number>();
  // The library tries twice a second, however long that takes.
  listen(client, Events.ShardReconnecting, log, (shardId) => {
    if (!away.has(shardId)) log.info({ shardId }, 'a gateway connection is made again');
    away.add(shardId);
  });
  listen(client, Events.ShardReady, log, (shardId) => void away.delete(shardId));
  listen(client, Events.ShardResume, log, (shardId) => void away.delete(shardId));
  listen(client, Events.ShardDisconnect, log, async ({ code }, shardId) => {
    // That one was to be closed.
    if (closing.aborted) return;
    const { sentence, exitCode } = closedForGood(code);
    log.error({ code, shardId }, sentence);
    await stop(exitCode);
  });
}
