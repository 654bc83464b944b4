import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

import type { Certificate } from '#tls/certificate.ts';

/** Longer than any client keeps an idle connection: a reused one is never cut in the moment of its use. */
const keepAliveMs = 65_000;

export interface Listener {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** The connections that were opened to it so far. */
  readonly connections: number;
  /** Refuses new connections and cuts those there are, until `start()`. */
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  start(): Promise<void>;
}

/** Takes a connection that becomes another protocol's. */
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

interface ListenOptions {
  /** Any free one by default. */
  readonly port?: number | undefined;
  readonly upgrade?: Upgrade;
  /** It speaks TLS with this, and nothing else. */
  readonly certificate?: Certificate | undefined;
}

/**
 * An HTTP server on 127.0.0.1. A failing handler answers 500 with its error, so that a fault of the stand-in is seen as
 * one.
 */
export async function listen(
  handle: Handle,
  { port = 0, upgrade, certificate }: ListenOptions = {},
): Promise<Listener> {
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      if (response.headersSent) response.destroy();
      else
        response.writeHead(500, { 'content-type': 'text/plain' }).end(`Stand-in: ${String(error)}`);
    });
  };
  const keepAliveTimeout = keepAliveMs;
  const server = certificate
    ? createSecureServer(
        { keepAliveTimeout, cert: certificate.certificate, key: certificate.privateKey },
        answer,
      )
    : createServer({ keepAliveTimeout }, answer);
  if (upgrade) server.on('upgrade', upgrade);
  let connections = 0;
  server.on('connection', () => (connections += 1));
  const taken = await open(server, port);
  return {
    host: `127.0.0.1:${taken}`,
    get connections() {
      return connections;
    },
    async stop() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    async start() {
      if (!server.listening) await open(server, taken);
    },
  };
}

function open(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** The whole body; undefined as soon as it is larger than `limitBytes`, the rest unread. */
export async function bodyOf(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limitBytes) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
