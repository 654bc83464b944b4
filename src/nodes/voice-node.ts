import { once } from 'node:events';
import { createServer } from 'node:https';

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

/** Opens a node. Rejects where it can't listen there. */
export async function openVoiceNode(options: VoiceNodeOptions): Promise<VoiceNode> {
  const { listen, secret, workers, log, holdMs = usualHoldMs } = options;
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
      gateways.close();
      sockets.close();
      server.close();
      server.closeAllConnections();
      await workers.close();
    },
  };
}
