import { parentPort, workerData } from 'node:worker_threads';

import { type Listen, ListenError } from '#ops/bounded-server.ts';

import { systemClock } from '../clock.ts';
import { WebhookAddress, type WebhookAddressOptions } from './webhook-address.ts';
import { type GenuineReport, webhookReceiver } from './webhook-receiver.ts';

/** The thread is begun with it. */
export interface ToReceiver {
  readonly address: WebhookAddressOptions;
  readonly listen: Listen;
}

export type FromReceiver =
  | { readonly kind: 'listening'; readonly port: number }
  /** For the operator to mend. */
  | { readonly kind: 'deaf'; readonly why: string }
  | { readonly kind: 'genuine'; readonly report: GenuineReport }
  | { readonly kind: 'untimely' };

/** The thread in which strangers' requests are read: however many there are, they hold up nothing else. */
const port = parentPort;
if (!port) throw new Error('this runs in a worker thread');

const tell = (message: FromReceiver): void => port.postMessage(message);
const { address, listen } = workerData as ToReceiver;
try {
  const receiver = await webhookReceiver({
    address: new WebhookAddress(address),
    listen,
    clock: systemClock,
    onGenuine: (report) => tell({ kind: 'genuine', report }),
    onUntimely: () => tell({ kind: 'untimely' }),
  });
  tell({ kind: 'listening', port: receiver.port });
} catch (error) {
  if (!(error instanceof ListenError)) throw error;
  tell({ kind: 'deaf', why: error.message });
}
