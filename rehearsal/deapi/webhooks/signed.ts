import { createHmac } from 'node:crypto';

import type { Delivery, WebhookSpoil } from './delivery.ts';

interface Signing {
  readonly delivery: Delivery;
  readonly body: string;
  readonly secret: string | undefined;
  /** Milliseconds of the epoch. */
  readonly nowMs: number;
  readonly spoil: WebhookSpoil | undefined;
}

interface Signed {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An attempt's headers and bytes as documented: each attempt has a timestamp and so a signature of its own. */
export function signed({ delivery, body, secret, nowMs, spoil }: Signing): Signed {
  const offMs = typeof spoil === 'object' && 'clockOffMs' in spoil ? spoil.clockOffMs : 0;
  const timestamp = String(Math.floor((nowMs + offMs) / 1000));
  const key = spoil === 'wrong-signature' ? `${secret ?? ''}?` : secret;
  return {
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'DeAPI-Webhook/1.0',
      // Without any secret it is there, and empty.
      'X-DeAPI-Signature':
        key === undefined || spoil === 'unsigned' ? '' : signatureOf(key, timestamp, body),
      'X-DeAPI-Timestamp': timestamp,
      'X-DeAPI-Event': delivery.event,
      'X-DeAPI-Delivery-Id': delivery.id,
    },
    body: spoil === 'changed-body' ? body.replace('job_request_id":"', '$&0') : body,
  };
}

function signatureOf(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}
