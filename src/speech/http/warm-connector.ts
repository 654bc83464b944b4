import type { Socket } from 'node:net';

import { buildConnector } from 'undici';

export interface WarmConnector {
  readonly connect: buildConnector.connector;
  /** Opens a connection to the origin ahead of the request that will need it, unless one waits already. */
  warm(origin: string): void;
  close(): void;
}

export interface WarmConnectorOptions {
  readonly connectTimeoutMs: number;
  /** Whether a name may lead to this address; asked of the connected socket, so no second lookup can differ. */
  readonly mayReach?: (hostname: string, address: string) => boolean;
}

/** A connection that nothing was sent on: many servers close it after some seconds, so it isn't trusted for long. */
const maxIdleMs = 8_000;

type Waiting =
  | { readonly state: 'dialling' }
  | { readonly state: 'ready'; readonly socket: Socket; readonly sinceMs: number };

/** The name led to an address that it may not lead to. */
export class ForeignAddress extends Error {
  override readonly name = 'ForeignAddress';
}

/**
 * A connector for an undici Agent that can connect in advance: TCP and TLS take two round trips or more, which a
 * listener would wait for. HTTP/1.1 only, so that a connection serves one request and its state is never in doubt.
 */
export function warmConnector({ connectTimeoutMs, mayReach }: WarmConnectorOptions): WarmConnector {
  const dialAny = buildConnector({ timeout: connectTimeoutMs, allowH2: false });
  const waiting = new Map<string, Waiting>();

  const dial: buildConnector.connector = (options, callback) => {
    dialAny(options, (error, socket) => {
      if (error || !socket) {
        callback(error ?? new Error('no socket'), null);
      } else if (mayReach && !mayReach(options.hostname, socket.remoteAddress ?? '')) {
        socket.destroy();
        callback(new ForeignAddress('the name leads to a private address'), null);
      } else {
        callback(null, socket);
      }
    });
  };

  function take(origin: string): Socket | undefined {
    const entry = waiting.get(origin);
    if (entry?.state !== 'ready') return undefined;
    waiting.delete(origin);
    if (isFresh(entry)) return entry.socket.ref();
    entry.socket.destroy();
    return undefined;
  }

  return {
    connect(options, callback) {
      const socket = take(originOf(options));
      if (socket) queueMicrotask(() => callback(null, socket));
      else dial(options, callback);
    },

    warm(origin) {
      const { protocol, hostname, port } = new URL(origin);
      const key = originOf({ protocol, hostname, port });
      const entry = waiting.get(key);
      if (entry?.state === 'dialling' || (entry && isFresh(entry))) return;
      if (entry) entry.socket.destroy();
      const dialling: Waiting = { state: 'dialling' };
      waiting.set(key, dialling);
      dial({ protocol, hostname, port, host: hostname }, (error, socket) => {
        const wanted = waiting.get(key) === dialling;
        if (wanted) waiting.delete(key);
        // Not being able to connect ahead of time is no failure: the request itself will say what is wrong.
        if (error || !socket) return;
        if (!wanted) return void socket.destroy();
        const ready: Waiting = {
          state: 'ready',
          socket: socket.unref(),
          sinceMs: performance.now(),
        };
        waiting.set(key, ready);
        socket.once('close', () => {
          if (waiting.get(key) === ready) waiting.delete(key);
        });
      });
    },

    close() {
      for (const entry of waiting.values()) if (entry.state === 'ready') entry.socket.destroy();
      waiting.clear();
    },
  };
}

function originOf({ protocol, hostname, port }: Pick<URL, 'protocol' | 'hostname' | 'port'>) {
  return `${protocol}//${hostname}${port === '' ? '' : `:${port}`}`;
}

function isFresh(entry: Extract<Waiting, { state: 'ready' }>): boolean {
  const { socket, sinceMs } = entry;
  return socket.readable && socket.writable && performance.now() - sinceMs < maxIdleMs;
}
