import { createHmac, randomUUID } from 'node:crypto';
import { request } from 'node:http';

/** The parts of a delivery; absent ones are as the service makes them. */
export interface Letter {
  readonly body?: string | Uint8Array;
  readonly secret?: string;
  /** Seconds since 1970. */
  readonly timestamp?: number | string;
  readonly signature?: string | undefined;
  readonly method?: string;
}

/** The body of a report, as documented; slashes are escaped as PHP does it. */
export function reportOf(
  requestId: string,
  event: 'job.processing' | 'job.completed' | 'job.failed',
  data: object = {},
): string {
  const status = { 'job.processing': 'processing', 'job.completed': 'done', 'job.failed': 'error' };
  return JSON.stringify({
    event,
    delivery_id: randomUUID(),
    timestamp: '2026-11-22T10:00:00+00:00',
    data: {
      job_request_id: requestId,
      status: status[event],
      previous_status: 'pending',
      job_type: 'txt2audio',
      ...data,
    },
  }).replaceAll('/', String.raw`\/`);
}

/** The headers with which the service sends this body. */
export function headersOf({ body = '', secret = '', ...given }: Letter): Record<string, string> {
  const timestamp = String(given.timestamp ?? Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
  const signature = 'signature' in given ? given.signature : `sha256=${digest}`;
  return {
    'content-type': 'application/json',
    'user-agent': 'DeAPI-Webhook/1.0',
    ...(signature !== undefined && { 'x-deapi-signature': signature }),
    'x-deapi-timestamp': timestamp,
    'x-deapi-delivery-id': randomUUID(),
  };
}

/** Sends it, on a connection of its own; the status of the answer, or what became of the connection. */
export async function post(
  url: string,
  letter: Letter,
  headers = headersOf(letter),
): Promise<number | string> {
  const { promise, resolve } = Promise.withResolvers<number | string>();
  const method = letter.method ?? 'POST';
  const sent = request(url, { method, headers, agent: false }, (response) => {
    response.resume().once('close', () => resolve(response.statusCode ?? 0));
  });
  sent.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  sent.end(letter.body ?? '');
  return promise;
}
