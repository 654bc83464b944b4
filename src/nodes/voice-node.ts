import { once } from 'node:events';
import { createServer } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';

import { WebSocketServer } from 'ws';

import type { CallWorkers } from '#call/call-workers.ts';
import type { Log } from '#ops/log.ts';

import { Gateways } from './gateways.ts';
import { maxMessageBytes } from './messages.ts';
import { nodeTls } from './tls.ts';

interface VoiceNodeOptions {
  readonly listen: { readonly host: string; readonly port: number };
  /** The same as that of the gateways. */
  readonly secret: string;
  /** They hold the connections. */
  readonly workers: CallWorkers;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** How long calls are held for a gateway that is away. */
  readonly holdMs?: number;
  /** How long what is spoken may be heard to its end when it stops. */
  readonly graceMs: number;
}

/** A node: holds voice connections for gateways, which come and go. */
interface VoiceNode {
  close(): Promise<void>;
}

const usualHoldMs = 60_000;
/** All of these have proved that they have the secret. */
const maxSockets = 256;
const handshakeMs = 5_000;
const totalsMs = 5_000;
const flushMs = 200;

/** Opens a node. Rejects where it can't listen there. */
export async function openVoiceNode(options: VoiceNodeOptions): Promise<VoiceNode> {
  const { listen, secret, workers, log, graceMs, holdMs = usualHoldMs } = options;
  const gateways = new Gateways(workers, log, holdMs);
  const server = createServer({ ...nodeTls(secret), handshakeTimeout: handshakeMs });
  server.maxConnections = maxSockets;
  const sockets = new WebSocketServer({
    server,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  server.on('tlsClientError', ({ message }) =>
    log.warn({ why: message }, 'somebody without the secret was refused'),
  );
  sockets.on('connection', (socket) => gateways.listenTo(socket));
  sockets.on('error', () => undefined);
  server.listen(listen.port, listen.host);
  await once(server, 'listening');
  const telling = setInterval(() => gateways.tellTotals(), totalsMs);
  return {
    async close() {
      clearInterval(telling);
      const grace = new AbortController();
      const late = delay(graceMs, undefined, { signal: grace.signal }).catch(() => undefined);
      await Promise.race([gateways.drain(), late]);
      grace.abort();
      // The last words are on their way.
      await delay(flushMs);
      gateways.close();
      sockets.close();
      server.close();
      server.closeAllConnections();
      await workers.close();
    },
  };
}
