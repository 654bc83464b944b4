import { type Client, Status } from 'discord.js';

/** The connections to Discord's gateway, and in how many servers the bot is by them. */
export interface GatewayState {
  readonly shards: number;
  readonly shardsReady: number;
  readonly servers: number;
}

export function gatewayState({ ws, guilds }: Client): GatewayState {
  return {
    shards: ws.shards.size,
    shardsReady: ws.shards.filter(({ status }) => status === Status.Ready).size,
    servers: guilds.cache.size,
  };
}
