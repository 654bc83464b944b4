import { Events } from 'discord.js';
import type { Client } from 'discord.js';

import type { Log } from '#ops/log.ts';

import { watchGateway } from './gateway-watch.ts';
import { listen } from './listen.ts';
import { closedForGood } from './login-problems.ts';
import type { LoginProblem } from './login-problems.ts';

export interface GatewayEvents {
  /** Aborted when the bot stops: what closes then was to be closed. */
  readonly closing: AbortSignal;
  /** Discord closed a connection, and it is of no use to come back. */
  readonly onClosedForGood: (problem: LoginProblem) => Promise<void>;
}

/** Logs what becomes of the connections to Discord's gateway, and has the dead among them made again. */
export function listenToGateway(
  client: Client,
  log: Log,
  { closing, onClosedForGood }: GatewayEvents,
): void {
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
    if (closing.aborted) return;
    const problem = closedForGood(code);
    log.error({ code, shardId }, problem.sentence);
    await onClosedForGood(problem);
  });
}
