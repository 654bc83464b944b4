import { setTimeout as delay } from 'node:timers/promises';

import type { Client } from 'pg';

import { Lanes } from '#ops/lanes.ts';

import { lockKey } from './lock-key.ts';
import { connections } from './pool.ts';
import type { PostgresPlace } from './pool.ts';
import { timed } from './timed.ts';

export interface SharedTurnsOptions extends PostgresPlace {
  /** The bot's token. Only a few bits of a hash of it are told to the server. */
  readonly token: string;
  /** So long after a turn comes the next. */
  readonly apartMs: number;
  readonly onAway: (error: unknown) => void;
  readonly lookMs?: number;
  /** A database that takes longer to answer is away. */
  readonly answerMs?: number;
}

const usualAnswerMs = 5_000;

/** Turns by a number, of all processes together that have the token. */
export interface SharedTurns {
  /** Resolves when it is one's turn; rejects with the signal’s reason. While the database is away nobody waits for it. */
  take(of: number, signal: AbortSignal): Promise<void>;
}

/**
 * A turn is a lock that is held for as long as the next has to wait. The server lets it go with its connection: a process that dies
 * keeps nobody waiting.
 */
export function sharedTurns(options: SharedTurnsOptions): SharedTurns {
  const { token, apartMs, onAway, lookMs = 250, answerMs = usualAnswerMs } = options;
  const lanes = new Lanes();
  const key = lockKey(`crier turns ${token}`);

  let place: ReturnType<typeof connections> | undefined;

  async function holds(client: Client, of: number): Promise<boolean> {
    const query = timed('SELECT pg_try_advisory_lock($1, $2) AS held', answerMs, [key, of]);
    const { rows } = await client.query<{ held: boolean }>(query);
    return rows[0]?.held === true;
  }

  async function take(of: number, signal: AbortSignal): Promise<void> {
    const { connect } = await (place ??= connections(options));
    const client = await connect();
    const end = (): void => void client.end().catch(() => undefined);
    try {
      while (!(await holds(client, of))) await delay(lookMs, undefined, { signal });
      setTimeout(end, apartMs).unref();
    } catch (error) {
      end();
      throw error;
    }
  }

  return {
    take: (of, signal) =>
      // One at a time: however many wait here, few connections do.
      lanes.run(String(of), async () => {
        signal.throwIfAborted();
        try {
          await take(of, signal);
        } catch (error) {
          signal.throwIfAborted();
          onAway(error);
        }
      }),
  };
}
