import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';

import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

import type { Certificate } from '#tls/certificate.ts';

import type { VoiceFaults } from './faults.ts';

/** The TLS ports that take voice websockets. */
export interface VoiceEndpoints {
  /** `127.0.0.1:PORT` of the one that is used when nothing else is asked for. */
  readonly first: string;
  /** The address behind a name of the fault switch. */
  named(name: VoiceFaults['endpoint']): string;
  close(): Promise<void>;
}

interface Endpoint {
  readonly address: string;
  close(): Promise<void>;
}

const maxMessageBytes = 64 * 1024;
const gatewayVersion = '8';

/** `accept` gets every websocket on a port that speaks. */
export async function openEndpoints(
  certificate: Certificate,
  accept: (socket: WebSocket) => void,
): Promise<VoiceEndpoints> {
  const first = await openEndpoint(certificate, accept);
  const second = await openEndpoint(certificate, accept);
  const silent = await openEndpoint(certificate, () => undefined);
  const refusing = await openEndpoint(certificate, () => undefined);
  await refusing.close();
  const named = new Map<string, string>([
    ['first', first.address],
    ['second', second.address],
    ['silent', silent.address],
    ['refusing', refusing.address],
  ]);
  return {
    first: first.address,
    named: (name) => named.get(name) ?? name,
    close: async () => {
      await Promise.all([first.close(), second.close(), silent.close()]);
    },
  };
}

async function openEndpoint(
  { certificate, privateKey }: Certificate,
  accept: (socket: WebSocket) => void,
): Promise<Endpoint> {
  const server = createServer({ cert: certificate, key: privateKey });
  const sockets = new WebSocketServer({
    server,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    verifyClient: ({ req }: { req: IncomingMessage }) =>
      new URL(req.url ?? '/', 'wss://localhost').searchParams.get('v') === gatewayVersion,
  });
  sockets.on('connection', accept);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, close: () => close(server, sockets) };
}

async function close(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
