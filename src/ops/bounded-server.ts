import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Where a server listens. */
export interface Listen {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

export interface BoundedServerOptions {
  readonly listen: Listen;
  readonly maxConnections: number;
  /** For how long a connection may be idle between two requests. */
  readonly keepAliveMs: number;
  /** Its purpose, and the variable in which the operator says where: for the sentence when it can't listen. */
  readonly about: { readonly purpose: string; readonly variable: string };
}

export interface BoundedServer {
  readonly port: number;
  /** Cuts all connections, and resolves when the port is free. */
  close(): Promise<void>;
}

/** Answers one request; what it throws cuts the connection. */
export type Receive = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Why nothing can be received, in a sentence for the operator. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

const limits = {
  maxHeaderSize: 8_192,
  /** For the head of a request, and for all of it: whoever dribbles is cut. */
  headersTimeout: 4_000,
  requestTimeout: 6_000,
  connectionsCheckingInterval: 1_000,
} as const;

/**
 * Node's own server, for a few routes, within bounds that nobody gets around: on the size and time of a request, and on the
 * connections. Rejects with a `ListenError` when it can't listen.
 */
export async function boundedServer(
  options: BoundedServerOptions,
  receive: Receive,
): Promise<BoundedServer> {
  const answering = new WeakSet<Socket>();
  const bounds = { ...limits, keepAliveTimeout: options.keepAliveMs };
  const server = createServer(bounds, (request, response) => {
    const { socket } = request;
    // Many in one piece would have all others wait; nobody honest sends the next one before the answer.
    if (answering.has(socket)) return void socket.destroy();
    answering.add(socket);
    response.once('close', () => answering.delete(socket));
    receive(request, response).catch(() => socket.destroy());
  });
  boundConnections(server, options.maxConnections);
  await listening(server, options);
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The connection goes with the refusal, and with it whatever was sent behind. */
export function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end();
}

/** Where all connections are taken, the one that was quiet the longest makes room: those that hold on bar nobody. */
function boundConnections(server: Server, maxConnections: number): void {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    const [quietest] = open;
    if (open.size >= maxConnections) quietest?.destroy();
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', ({ socket }) => {
    if (open.delete(socket)) open.add(socket);
  });
}

async function listening(
  server: Server,
  { listen: { host, port }, about: { purpose, variable } }: BoundedServerOptions,
): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const why = reasons.get(code) ?? `the system says ${code}`;
    throw new ListenError(
      `Crier can't listen on ${host}:${port} for ${purpose}: ${why}. Name another address in ${variable}.`,
      { cause },
    );
  }
}

const reasons = new Map([
  ['EADDRINUSE', 'another program does'],
  ['EACCES', 'the system keeps that port for others'],
  ['EADDRNOTAVAIL', 'this machine has no such address'],
  ['ENOTFOUND', 'this machine knows no such name'],
]);
