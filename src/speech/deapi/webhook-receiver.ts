import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import type { Clock } from '../clock.ts';
import type { WebhookAddress } from './webhook-address.ts';
import { judge, mayBeSigned } from './webhook-signature.ts';

/** Where the receiver listens. */
export interface Listen {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/** A report that is genuine and in time; the service sends some of them again. */
export interface GenuineReport {
  readonly body: Uint8Array;
  readonly signature: string;
}

/** News of deliveries. */
export interface ReportEvents {
  /** Its sender is answered next. */
  readonly onGenuine: (report: GenuineReport) => void;
  /** One was signed with the secret, at another time than now. */
  readonly onUntimely: () => void;
}

export interface ReceiverOptions extends ReportEvents {
  readonly listen: Listen;
  readonly address: WebhookAddress;
  readonly clock: Pick<Clock, 'wallMs'>;
}

export interface Receiver {
  readonly port: number;
  close(): Promise<void>;
}

/** Why nothing can be received, in a sentence for the operator. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Deliveries are 1 to 3 kB. */
export const maxBodyBytes = 65_536;
const maxConnections = 256;
const limits = {
  maxHeaderSize: 8_192,
  /** For the head of a request, and for all of it: whoever dribbles is cut. */
  headersTimeout: 4_000,
  requestTimeout: 6_000,
  connectionsCheckingInterval: 1_000,
  /** Longer than what proxies keep an idle connection for, so that none is used in the moment in which it ends. */
  keepAliveTimeout: 75_000,
} as const;

/**
 * Listens for the service's reports. Answers 2xx to everything that is genuine, read or not, told before or not: ten
 * failed deliveries in a row switch the account's webhooks off. Node's own server, since a framework would parse the
 * body, whose bytes are what is signed, and there is one route. Rejects with a `ListenError` when it can't listen.
 */
export async function webhookReceiver(options: ReceiverOptions): Promise<Receiver> {
  const answering = new WeakSet<Socket>();
  const server = createServer(limits, (request, response) => {
    const { socket } = request;
    // Many in one piece would have all others wait; no proxy sends the next one before the answer.
    if (answering.has(socket)) return void socket.destroy();
    answering.add(socket);
    response.once('close', () => answering.delete(socket));
    receive(request, response, options).catch(() => socket.destroy());
  });
  boundConnections(server);
  await listening(server, options.listen);
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

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  { address, clock, onGenuine, onUntimely }: ReceiverOptions,
): Promise<void> {
  const secrets = address.secretsFor((request.url ?? '').replace(/\?.*$/s, ''));
  if (!secrets) return refuse(response, 404);
  if (request.method !== 'POST') return refuse(response.setHeader('allow', 'POST'), 405);
  const signature = headerOf(request, 'x-deapi-signature') ?? '';
  const timestamp = headerOf(request, 'x-deapi-timestamp');
  if (!mayBeSigned({ signature, timestamp })) return refuse(response, 401);
  const body = await bodyOf(request);
  if (!body) return refuse(response, 413);
  const verdict = judge({ signature, timestamp, body }, secrets, clock.wallMs());
  if (verdict === 'untimely') onUntimely();
  if (verdict !== 'genuine') return refuse(response, 401);
  onGenuine({ body, signature });
  response.writeHead(204).end();
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** The connection goes with the refusal, and with it whatever was sent behind. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end();
}

/** Undefined as soon as it is too large; rejects when it ends before its end. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Where all connections are taken, the one that was quiet the longest makes room: those that hold on bar nobody. */
function boundConnections(server: Server): void {
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

async function listening(server: Server, { host, port }: Listen): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const why = reasons.get(code) ?? `the system says ${code}`;
    throw new ListenError(
      `Crier can't listen on ${host}:${port} for deAPI's reports: ${why}. Name another address in WEBHOOK_LISTEN.`,
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
