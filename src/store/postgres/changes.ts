import type { Client } from 'pg';

import { keptConnection } from './kept-connection.ts';
import type { Connections } from './pool.ts';
import { timed } from './timed.ts';
import { channel } from './triggers.ts';

/** Hears of what other processes change. */
export interface Changes {
  /** Whether another process may have changed something since it was last asked. */
  readonly changedElsewhere: () => boolean;
  readonly close: () => Promise<void>;
}

/** Between attempts to hear again; the last is repeated. */
const pausesMs = [100, 500, 1_000, 2_000, 5_000] as const;

/** A database that takes longer to answer is away. */
const answerMs = 5_000;

/**
 * Listens over a connection of its own. While that is gone, what is remembered counts on: most likely the database is away, and
 * nobody can change anything. Once it is back, everything may have changed.
 */
export async function changesOf(
  { connect, owns }: Pick<Connections, 'connect' | 'owns'>,
  onConnected: (client: Client) => Promise<void> = async () => undefined,
): Promise<Changes> {
  let hasChanged = false;
  const kept = await keptConnection({
    connect,
    pausesMs,
    onBack: () => (hasChanged = true),
    async prepare(connected) {
      const { rows } = await connected.query<{ name: string }>(
        timed('SELECT current_schema() AS name', answerMs),
      );
      connected.on('notification', ({ processId, payload }) => {
        if (payload === rows[0]?.name && !owns(processId)) hasChanged = true;
      });
      await connected.query(timed(`LISTEN ${channel}`, answerMs));
      await onConnected(connected);
    },
  });

  return {
    changedElsewhere() {
      const changed = hasChanged;
      hasChanged = false;
      return changed;
    },
    close: async () => kept.close(),
  };
}
