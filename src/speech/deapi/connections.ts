import { Agent } from 'undici';

import { type WarmConnector, warmConnector } from './warm-connector.ts';

/** Connections of one kind, kept open between calls. */
export interface Connections {
  readonly agent: Agent;
  readonly connector: WarmConnector;
  close(): Promise<void>;
}

/**
 * Shorter than what the gateways in front of such services keep an idle connection (Cloudflare: 400 s, nginx: 75 s;
 * Node's 5 s are announced, and undici heeds that): a submit on a connection that dies in that moment is money lost.
 */
const keepAlive = {
  keepAliveTimeout: 20_000,
  keepAliveMaxTimeout: 20_000,
  keepAliveTimeoutThreshold: 2_000,
};

export function connections(
  connectTimeoutMs: number,
  mayReach?: (hostname: string, address: string) => boolean,
): Connections {
  const connector = warmConnector({ connectTimeoutMs, ...(mayReach && { mayReach }) });
  const agent = new Agent({ ...keepAlive, connect: connector.connect, allowH2: false });
  return {
    agent,
    connector,
    async close() {
      connector.close();
      await agent.destroy();
    },
  };
}
