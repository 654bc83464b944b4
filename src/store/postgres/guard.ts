import { setTimeout as delay } from 'node:timers/promises';

import type { Client } from 'pg';

import { isPart, shardIdsOf } from '#ops/shards.ts';
import type { ShardRange, Shards } from '#ops/shards.ts';

import { StoreError } from '../store-error.ts';
import { lockKey } from './lock-key.ts';

export interface GuardOptions {
  /** The bot's token. Only a few bits of a hash of it are told to the server. */
  readonly token: string;
  /** The secret of the data folder, by which it is told from others: a newer process takes over from an earlier only there. */
  readonly folderId: Uint8Array;
  readonly called: string;
  /** The part of the bot that this process is; all of it when left out. */
  readonly shards?: Shards;
  /** Told once when somebody else has the database, and this process waits until they end. */
  readonly onWait: (other: Other) => void;
  /** Told when somebody else has come in while this process could not be heard of. */
  readonly onReplaced: () => void;
  readonly signal: AbortSignal;
  readonly lookMs?: number;
}

/** Somebody who uses the database already; `another folder` is this bot with another, and not as a part beside this one. */
type Other = 'another bot' | 'another folder' | 'the same shards';

/*
 * One bot to a database, as to a folder: two would take up each other's jobs. Each holds a lock that the server lets go with its
 * connection. Locks of one folder go together: there, `instance.ts` sees to it that one takes over from the other. So do those of
 * processes that each have a part of the shards, as long as no shard is in both.
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
    if (attempt === 0) onWait(other);
    // Two that came in the same moment don't do so again.
    await delay(lookMs * (0.5 + Math.random()), undefined, { signal });
  }
}

/** Takes the locks, and lets go of them where somebody else holds another that excludes these. */
export async function otherUser(
  client: Client,
  { token, folderId, shards = 'auto' }: Pick<GuardOptions, 'token' | 'folderId' | 'shards'>,
): Promise<Other | undefined> {
  const own = { bot: lockKey(`crier ${token}`), folder: lockKey(folderId) };
  const keys = [own.bot, own.folder];
  const parts = isPart(shards) ? shardKeys(token, shards) : [];
  const partKeys = parts.map((part) => String((BigInt(own.folder) << 32n) | BigInt(part)));
  // A machine that vanished is noticed within a minute, and its lock is free.
  await client.query(
    'SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3',
  );
  // The part comes first: a process that sees this bot there has to see that, too.
  for (const key of partKeys)
    await client.query('SELECT pg_advisory_lock_shared($1::bigint)', [key]);
  await client.query('SELECT pg_advisory_lock_shared($1, $2)', keys);
  const { rows } = await client.query<Held>(
    `SELECT classid::bigint AS first, objid::bigint AS second, objsubid AS kind FROM pg_locks
     WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  const other = otherIn(rows, own, parts);
  if (!other) return undefined;
  await client.query('SELECT pg_advisory_unlock_shared($1, $2)', keys);
  for (const key of partKeys)
    await client.query('SELECT pg_advisory_unlock_shared($1::bigint)', [key]);
  return other;
}

/** A lock of two numbers is that of a bot and its folder; one of a single number that of a folder and one of its shards. */
interface Held {
  readonly first: number;
  readonly second: number;
  readonly kind: number;
}

function otherIn(
  rows: readonly Held[],
  own: { readonly bot: number; readonly folder: number },
  parts: readonly number[],
): Other | undefined {
  const bots = rows.filter(({ kind }) => kind === 2);
  if (bots.some(({ first }) => first !== own.bot)) return 'another bot';
  for (const { second: folder } of bots) {
    if (folder === own.folder) continue;
    const theirs = rows.filter(({ kind, first }) => kind === 1 && first === folder);
    // Two that share the shards get along, unless both want the same.
    if (parts.length === 0 || theirs.length === 0) return 'another folder';
    const [count, ...shards] = parts;
    const have = new Set(theirs.map(({ second }) => second));
    if (count === undefined || !have.has(count) || shards.some((shard) => have.has(shard)))
      return 'the same shards';
  }
  return undefined;
}

/** The number of shards, and then each: with another number of them, both would read in the same servers. */
function shardKeys(token: string, range: ShardRange): readonly number[] {
  const { count } = range;
  const written = [`of ${count}`, ...shardIdsOf(range).map((shard) => `${shard}/${count}`)];
  return written.map((part) => lockKey(`crier ${token} ${part}`));
}
