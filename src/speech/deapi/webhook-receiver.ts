import type { IncomingMessage, ServerResponse } from 'node:http';

import { boundedServer, refuse } from '#ops/bounded-server.ts';
import type { BoundedServer, Listen } from '#ops/bounded-server.ts';

import type { Clock } from '../clock.ts';
import type { WebhookAddress } from './webhook-address.ts';
import { judge, mayBeSigned } from './webhook-signature.ts';

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

/** Deliveries are 1 to 3 kB. */
export const maxBodyBytes = 65_536;
const maxConnections = 256;
/** Longer than what proxies keep an idle connection for, so that none is used in the moment in which it ends. */
const keepAliveMs = 75_000;
const about = { purpose: "deAPI's reports", variable: 'WEBHOOK_LISTEN' };

/**
 * Listens for the service's reports. Answers 2xx to everything that is genuine, read or not, told before or not: ten
 * failed deliveries in a row switch the account's webhooks off. Node's own server, since a framework would parse the
 * body, whose bytes are what is signed, and there is one route. Rejects with a `ListenError` when it can't listen.
 */
export async function webhookReceiver(options: ReceiverOptions): Promise<BoundedServer> {
  const { listen } = options;
  return boundedServer({ listen, maxConnections, keepAliveMs, about }, (request, response) =>
    receive(request, response, options),
  );
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
