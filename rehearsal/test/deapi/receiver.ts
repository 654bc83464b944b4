import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import { bodyOf, listen } from '#http/listener.ts';

/** A delivery to a receiver of webhooks. */
export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The bytes, as text. */
  readonly body: string;
  readonly json: { readonly event: string; readonly delivery_id: string; readonly data: Data };
}

type Data = Readonly<Record<string, unknown>> & { readonly job_request_id: string };

/** A bare receiver on loopback: it answers as it is told. */
export async function startReceiver() {
  const received: Received[] = [];
  let answer = (response: ServerResponse): void => void response.writeHead(204).end();
  const listener = await listen(async (request, response) => {
    const body = new TextDecoder().decode(await bodyOf(request, 1_000_000));
    const { url: path = '/', headers } = request;
    received.push({ path, headers, body, json: JSON.parse(body) as Received['json'] });
    answer(response);
  });
  return {
    url: `http://${listener.host}`,
    received,
    events: () => received.map(({ json }) => json.event),
    answerWith: (status: number, headers: Record<string, string> = {}) => {
      answer = (response) => void response.writeHead(status, headers).end();
    },
    hang: () => {
      answer = () => {};
    },
    close: () => listener.stop(),
  };
}

/** Whether the signature is right, by the documentation's own recipe. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const signed = `${String(headers['x-deapi-timestamp'])}.${body}`;
  const digest = createHmac('sha256', secret).update(signed).digest('hex');
  return headers['x-deapi-signature'] === `sha256=${digest}`;
}
