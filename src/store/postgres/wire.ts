import { randomBytes } from 'node:crypto';

import type { Wire } from '#jobs/shared/ask.ts';

import { keptConnection } from './kept-connection.ts';
import { connections } from './pool.ts';
import type { PostgresPlace } from './pool.ts';
import { timed } from './timed.ts';

/** Between attempts to connect again; the last is repeated. */
const pausesMs = [100, 500, 1_000, 2_000] as const;
/** A database that takes longer to answer is away. */
const answerMs = 5_000;

/** Messages between processes over `NOTIFY`, on a connection of their own. */
export async function postgresWire(place: PostgresPlace): Promise<Wire> {
  const { connect } = await connections(place);
  const listeners = new Map<string, (message: string) => void>();
  const kept = await keptConnection({
    connect,
    pausesMs,
    async prepare(made) {
      made.on('notification', ({ channel, payload = '' }) => listeners.get(channel)?.(payload));
      // A message is told at once or not at all: it waits for no disk.
      await made.query(timed('SET synchronous_commit = off', answerMs));
      for (const channel of listeners.keys())
        await made.query(timed(`LISTEN ${channel}`, answerMs));
    },
  });

  async function asked(text: string, values: readonly string[] = []): Promise<void> {
    const now = kept.client;
    if (!now) throw new Error('the database is away');
    try {
      await now.query(timed(text, answerMs, values));
    } catch (error) {
      // Another is made, when this one is past hope; else nobody would notice.
      void now.end().catch(() => undefined);
      throw error;
    }
  }

  return {
    own: `crier_to_${randomBytes(8).toString('hex')}`,
    get isUp() {
      return kept.client !== undefined;
    },
    tell: (to, message) => asked('SELECT pg_notify($1, $2)', [to, message]),
    async listen(to, heard) {
      listeners.set(to, heard);
      await asked(`LISTEN ${to}`);
    },
    close: async () => kept.close(),
  };
}
