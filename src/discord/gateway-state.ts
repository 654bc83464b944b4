import { type Client, Status } from 'discord.js';

/** The connections to Discord's gateway, and in how many servers the bot is by them. */
export interface GatewayState {
  readonly shards: number;
  readonly shardsReady: number;
  readonly servers: number;
}

/** One of the connections. */
export interface ShardState {
  readonly shard: number;
  readonly ready: boolean;
  readonly servers: number;
}

export function gatewayState({ ws, guilds }: Client): GatewayState {
  return {
    shards: ws.shards.size,
    shardsReady: ws.shards.filter(({ status }) => status === Status.Ready).size,
    servers: guilds.cache.size,
  };
}

export function shardStates({ ws, guilds }: Client): readonly ShardState[] {
  const servers = new Map<number, number>();
  for (const { shardId } of guilds.cache.values())
    servers.set(shardId, (servers.get(shardId) ?? 0) + 1);
  return [...ws.shards.values()].map(({ id, status }) => ({
    shard: id,
    ready: status === Status.Ready,
    servers: servers.get(id) ?? 0,
  }));
}
