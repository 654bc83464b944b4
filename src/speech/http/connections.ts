import { Agent } from 'undici';

import { type WarmConnectorOptions, warmConnector } from './warm-connector.ts';

export interface ConnectionsOptions extends WarmConnectorOptions {
  /** How long an idle connection is kept. */
  readonly keepAliveMs: number;
  /** The longest that a server may ask for in place of that; absent: it is not asked. */
  readonly maxKeepAliveMs?: number;
}

/** Opens connections to a service as they are needed, and keeps them open between calls. */
export function connections({
  keepAliveMs,
  maxKeepAliveMs = keepAliveMs,
  ...options
}: ConnectionsOptions) {
  const connector = warmConnector(options);
  const agent = new Agent({
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: maxKeepAliveMs,
    // The time that a server announces is cut by this much: a request on a connection that dies in that moment is lost.
    keepAliveTimeoutThreshold: 2_000,
    connect: connector.connect,
    allowH2: false,
  });
  return {
    agent,
    connector,
    async close() {
      connector.close();
      await agent.destroy();
    },
  };
}
