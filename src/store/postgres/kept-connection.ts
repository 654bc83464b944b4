import { setTimeout as delay } from 'node:timers/promises';

import type { Client } from 'pg';

import type { Connections } from './pool.ts';

/** A connection to the database that is made anew whenever it ends. */
export interface KeptConnection {
  /** Undefined while it is away. */
  readonly client: Client | undefined;
  close(): Promise<void>;
}

interface KeptOptions extends Pick<Connections, 'connect'> {
  /** Makes a new connection what it is for; where it rejects, there is none yet. */
  readonly prepare: (client: Client) => Promise<void>;
  /** Told whenever there is one again. */
  readonly onBack?: () => void;
  /** Between attempts to connect again; the last is repeated. */
  readonly pausesMs: readonly number[];
}

/** Connects, and again after each end until it is closed. Rejects where the first connection can't be had. */
export async function keptConnection({
  connect,
  prepare,
  onBack,
  pausesMs,
}: KeptOptions): Promise<KeptConnection> {
  const closing = new AbortController();
  let client: Client | undefined = await prepared();

  async function prepared(): Promise<Client> {
    const made = await connect();
    try {
      await prepare(made);
      made.once('end', () => void again());
      return made;
    } catch (error) {
      await made.end().catch(() => undefined);
      throw error;
    }
  }

  async function again(): Promise<void> {
    client = undefined;
    for (let attempt = 0; !closing.signal.aborted; attempt += 1)
      try {
        const pauseMs = pausesMs[attempt] ?? pausesMs.at(-1);
        await delay(pauseMs, undefined, { signal: closing.signal, ref: false });
        const made = await prepared();
        // It was closed meanwhile.
        if (closing.signal.aborted) await made.end();
        else {
          client = made;
          onBack?.();
        }
        return;
      } catch {
        // It is tried again until this is closed.
      }
  }

  return {
    get client() {
      return client;
    },
    async close() {
      closing.abort();
      await client?.end().catch(() => undefined);
    },
  };
}
