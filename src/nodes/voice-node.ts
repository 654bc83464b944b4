import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';

import { WebSocketServer } from 'ws';

import type { CallWorkers } from '#call/call-workers.ts';
import { withinGrace } from '#call/within-grace.ts';
import type { Log } from '#ops/log.ts';

import { usualWeight } from './choice.ts';
import { Gateways } from './gateways.ts';
import { maxMessageBytes } from './messages.ts';
import { Renewal } from './renewal.ts';
import type { LeaseTable } from './renewal.ts';
import { nodeTls } from './tls.ts';

interface VoiceNodeOptions {
  readonly listen: { readonly host: string; readonly port: number };
  /** The same as that of the gateways. */
  readonly secret: string;
  /** They hold the connections. */
  readonly workers: CallWorkers;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** A node with twice the weight of another gets twice as many calls. */
  readonly weight?: number;
  /** With so many calls it is full: new ones go to others. */
  readonly maxCalls?: number;
  /** Where it renews its lease, by the address at which gateways reach it; absent: it has none. */
  readonly lease?: { readonly table: LeaseTable; readonly address: string };
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
const lookMs = 100;
const totalsMs = 5_000;
const flushMs = 200;

/** Opens a node. Rejects where it can't listen there. */
export async function openVoiceNode(options: VoiceNodeOptions): Promise<VoiceNode> {
  const { listen, secret, workers, log, graceMs, lease, weight = usualWeight } = options;
  let renewal: Renewal | undefined;
  const gateways = new Gateways({
    workers,
    log,
    holdMs: options.holdMs ?? usualHoldMs,
    weight,
    maxCalls: options.maxCalls ?? Infinity,
    isHeld: () => lease === undefined || renewal?.isHeld === true,
  });
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
  const process = randomUUID();
  if (lease)
    renewal = new Renewal({
      table: lease.table,
      state: () => ({ id: lease.address, process, weight, room: gateways.room }),
      letGo: (of) => gateways.letGo(of),
      log,
    });
  const looking = setInterval(() => gateways.look(), lookMs);
  const telling = setInterval(() => gateways.tellTotals(), totalsMs);
  return {
    async close() {
      clearInterval(telling);
      await withinGrace(gateways.drain(), graceMs);
      // The last words are on their way.
      await delay(flushMs);
      gateways.close();
      clearInterval(looking);
      sockets.close();
      server.close();
      server.closeAllConnections();
      await workers.close();
      await renewal?.close();
    },
  };
}
