import { Worker } from 'node:worker_threads';

import { ConfigError } from '#errors.ts';
import type { BoundedServer } from '#ops/bounded-server.ts';

import { deapiError } from './refusals.ts';
import type { ReportEvents } from './webhook-receiver.ts';
import type { FromReceiver, ToReceiver } from './webhook-worker.ts';

export interface ReceiverThreadOptions extends ToReceiver, ReportEvents {
  readonly onTrouble: (error: unknown) => void;
  /** Runs in the thread; for tests. */
  readonly script?: URL;
  /** Until a thread that ended is begun anew. */
  readonly pauseMs?: number;
}

/** The thread ends when it needs more; what it holds are heads and bodies of at most 256 connections. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 };
const ownScript = new URL('webhook-worker.ts', import.meta.url);

/**
 * Receives the service's reports in a thread of its own, so that strangers who send as much as they can hold up neither
 * people's commands nor speech. A thread that ends is begun anew. Rejects with a `ConfigError` when it can't listen.
 */
export async function receiverThread(options: ReceiverThreadOptions): Promise<BoundedServer> {
  const { address, listen, onTrouble, script = ownScript, pauseMs = 5_000 } = options;
  const { promise: opened, resolve, reject } = Promise.withResolvers<number>();
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let worker: Worker;

  const hear = (message: FromReceiver): void => {
    switch (message.kind) {
      case 'listening':
        return resolve(message.port);
      case 'deaf':
        isClosed = true;
        return reject(new ConfigError(message.why));
      case 'genuine':
        return options.onGenuine(message.report);
      case 'untimely':
        return options.onUntimely();
      default:
        return message satisfies never;
    }
  };
  const begin = (): void => {
    const workerData: ToReceiver = { address, listen };
    worker = new Worker(script, {
      workerData,
      env: {},
      execArgv: [],
      name: 'webhooks',
      resourceLimits,
    });
    worker.on('message', hear);
    worker.on('error', onTrouble);
    worker.on('exit', () => {
      if (isClosed) return;
      onTrouble(deapiError('unavailable', 'the thread for reports ended, and is begun anew'));
      timer = setTimeout(begin, pauseMs);
    });
  };
  begin();
  const port = await opened;
  return {
    port,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await worker.terminate();
    },
  };
}
