import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import type { Client } from 'pg';

import { StoreError } from '../store-error.ts';

export interface GuardOptions {
  /** The bot's token. Only a few bits of a hash of it are told to the server. */
  readonly token: string;
  /** The secret of the data folder, by which it is told from others: a newer process takes over from an earlier only there. */
  readonly folderId: Uint8Array;
  readonly called: string;
  /** Told once when somebody else has the database, and this process waits until they end. */
  readonly onWait: () => void;
  /** Told when somebody else has come in while this process could not be heard of. */
  readonly onReplaced: () => void;
  readonly signal: AbortSignal;
  readonly lookMs?: number;
}

/*
 * One bot to a database, as to a folder: two would take up each other's jobs. Each holds a lock that the server lets go with its
 * connection. Locks of one folder go together: there, `instance.ts` sees to it that one takes over from the other.
 */

/**
 * Makes what is done with each connection that is held for life: with the first it waits until nobody else uses the database;
 * where somebody else came in while the next was being made, this process gives way.
 */
export function databaseGuard(options: GuardOptions): (client: Client) => Promise<void> {
  let isIn = false;
  return async (client) => {
    if (!isIn) await enter(client, options);
    else if ((await otherUser(client, options)) !== undefined) options.onReplaced();
    isIn = true;
  };
}

async function enter(client: Client, options: GuardOptions): Promise<void> {
  const { called, onWait, signal, lookMs = 1_000 } = options;
  for (let attempt = 0; ; attempt += 1) {
    const other = await otherUser(client, options);
    if (other === undefined) return;
    if (other === 'another bot')
      throw new StoreError(
        `Another bot, with another DISCORD_TOKEN, uses ${called}. Name a database of its own for this one in DATABASE_URL, or end the other.`,
      );
    if (attempt === 0) onWait();
    await delay(lookMs, undefined, { signal });
  }
}

/** Takes the lock, and lets go of it where somebody else holds another. */
export async function otherUser(
  client: Client,
  { token, folderId }: Pick<GuardOptions, 'token' | 'folderId'>,
): Promise<'another bot' | 'another folder' | undefined> {
  const keys = [keyOf(`crier ${token}`), keyOf(folderId)];
  // A machine that vanished is noticed within a minute, and its lock is free.
  await client.query(
    'SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3',
  );
  await client.query('SELECT pg_advisory_lock_shared($1, $2)', keys);
  const { rows } = await client.query<{ bot: string; folder: string }>(
    `SELECT classid::text AS bot, objid::text AS folder FROM pg_locks
     WHERE locktype = 'advisory' AND objsubid = 2 AND mode = 'ShareLock' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND (classid::text, objid::text) <> ($1, $2)`,
    keys.map(String),
  );
  const [other] = rows;
  if (!other) return undefined;
  await client.query('SELECT pg_advisory_unlock_shared($1, $2)', keys);
  return other.bot === String(keys[0]) ? 'another folder' : 'another bot';
}

/** 31 bits, since the server's are signed in one place and not in another. */
function keyOf(of: string | Uint8Array): number {
  return createHash('sha256').update(of).digest().readUInt32BE() & 0x7f_ff_ff_ff;
}
