import { setTimeout as delay } from 'node:timers/promises';

import type { Client } from 'pg';

import { connections } from './pool.ts';
import type { PostgresPlace } from './pool.ts';
import { timed } from './timed.ts';

/** The state of a voice node, as all gateways see it. */
interface NodeState {
  /** As gateways reach it: `host:port`. */
  readonly id: string;
  /** Names its process. */
  readonly process: string;
  readonly weight: number;
  readonly room: 'open' | 'full' | 'ending';
}

/** A row of the table; `beat` is another after each renewal. */
interface NodeRow extends NodeState {
  readonly beat: number;
  /** Whether the process that looks has asked it to let go, and it hasn't done so yet. */
  readonly parting: boolean;
}

/** A database that takes longer is away, for leases. */
const answerMs = 1_000;

/*
 * In its own words, and not by the store's queries: a node sees these two tables and nothing else, and each answer has to come
 * within a second. They are of the moment, so that `tables` don't list them: no back-up and no copy has them.
 */

/** The leases of voice nodes, over a connection of their own. */
export function nodeTable(place: PostgresPlace) {
  const made = connections(place);
  made.catch(() => undefined);
  let current: Promise<Client> | undefined;

  async function connect(): Promise<Client> {
    const client = await (await made).connect();
    client.once('end', () => (current = undefined));
    // A renewal that is lost with a crash of the server is followed by another before anybody asks.
    await client.query('SET synchronous_commit = off');
    return client;
  }

  async function ask<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> {
    const connecting = (current ??= connect());
    try {
      const client = await inTime(connecting);
      return (await client.query<Row>(timed(text, answerMs, values))).rows;
    } catch (error) {
      // Another is made the next time, since this one may be past hope.
      if (current === connecting) current = undefined;
      void connecting.then((client) => client.end()).catch(() => undefined);
      throw error;
    }
  }

  return {
    /** Resolves with the processes that want their calls there let go. */
    async renew({ id, process, weight, room }: NodeState): Promise<readonly string[]> {
      await ask(
        `INSERT INTO nodes AS old (id, process, weight, room, beat) VALUES ($1, $2, $3, $4, 1)
         ON CONFLICT (id) DO UPDATE SET process = $2, weight = $3, room = $4, beat = old.beat + 1`,
        [id, process, weight, room],
      );
      const rows = await ask<{ process: string }>(
        'SELECT process FROM node_partings WHERE node_id = $1',
        [id],
      );
      return rows.map((row) => row.process);
    },
    /** The node says that it has let go of the calls of a process; or that process wants it no more. */
    async parted(id: string, process: string): Promise<void> {
      await ask('DELETE FROM node_partings WHERE node_id = $1 AND process = $2', [id, process]);
    },
    /** The node ends. */
    async leave(id: string, process: string): Promise<void> {
      await ask('DELETE FROM nodes WHERE id = $1 AND process = $2', [id, process]);
    },
    /** All nodes, as a process of the bot sees them. */
    look: (process: string) =>
      ask<NodeRow>(
        `SELECT id, process, weight, room, beat, EXISTS (
           SELECT 1 FROM node_partings WHERE node_id = id AND node_partings.process = $1
         ) AS parting FROM nodes ORDER BY id`,
        [process],
      ),
    async askToPart(id: string, process: string): Promise<void> {
      await ask(
        'INSERT INTO node_partings (node_id, process) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        [id, process],
      );
    },
    /** Removes the row of a node that has long been gone, unless it is renewed meanwhile, and what it was asked. */
    async forget(id: string, beat: number): Promise<void> {
      await ask('DELETE FROM nodes WHERE id = $1 AND beat = $2', [id, beat]);
      await ask('DELETE FROM node_partings WHERE node_id NOT IN (SELECT id FROM nodes)', []);
    },
    async close(): Promise<void> {
      const client = await current?.catch(() => undefined);
      if (client) await inTime(client.end()).catch(() => undefined);
    },
  };
}

/** Rejects where it takes longer than an answer may. */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const over = new AbortController();
  const late = delay(answerMs, undefined, { signal: over.signal }).then(() => {
    throw new Error('the database doesn’t answer');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => undefined);
    over.abort();
  }
}
