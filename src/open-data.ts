import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { apartMs, OwnTurns } from '#discord/identify-turns.ts';
import type { IdentifyTurns } from '#discord/identify-turns.ts';
import { dataParts, openDataFolder } from '#ops/data-folder.ts';
import { isDatabaseAway } from '#ops/database-away.ts';
import { isDiskFull } from '#ops/disk-full.ts';
import { fileMemo } from '#ops/file-memo.ts';
import { noteGivingWay, pauseAfterGivingWay } from '#ops/gave-way.ts';
import { heartbeat } from '#ops/heartbeat.ts';
import { enterFolder } from '#ops/instance.ts';
import { keptSecret } from '#ops/kept-secret.ts';
import type { Log } from '#ops/log.ts';
import type { MemoryCaps } from '#ops/memory.js';
import { haveIn } from '#ops/shards.ts';
import { openStore } from '#store/open-store.ts';
import type { StoreOptions } from '#store/open-store.ts';
import { databaseGuard } from '#store/postgres/guard.ts';
import { lockKey } from '#store/postgres/lock-key.ts';
import { calledIn } from '#store/postgres/place.ts';
import { sharedTurns } from '#store/postgres/shared-turns.ts';

import type { Config } from './config.ts';
import { orExit } from './lifecycle.ts';

/** The folder for everything that is kept, of which this process is the only user. */
export type DataFolder = Awaited<ReturnType<typeof openData>>;

export interface DataFolderOptions {
  /** The folder, the database of PostgreSQL if the store is in one, and whose they are. */
  readonly config: Pick<Config, 'dataFolder' | 'databaseUrl' | 'speechQueue'> & {
    readonly secret?: string | undefined;
    /** Absent for a process that knows the bot by what all of its processes share alone. */
    readonly discord?: Pick<Config['discord'], 'token' | 'shards'>;
  };
  /** Another process has taken the folder over: this one is to end. */
  readonly onReplaced: () => void;
  /** Ends every wait. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Between two looks whether it is possible by now: the last is repeated. */
const pausesMs = [2_000, 5_000, 15_000, 60_000] as const;

/**
 * Enters the data folder, and waits where another bot has it or this one has just given way; ends the process when only
 * the operator can mend what is wrong.
 */
export async function openData(options: DataFolderOptions) {
  const { signal, log } = options;
  const { dataFolder: folder, discord, secret } = options.config;
  const token = discord?.token ?? `speech ${secret}`;
  const memo = fileMemo(folder, (error) =>
    log.warn({ error }, 'what makes the next start faster could not be written down'),
  );
  await orExit(() => whenPossible(() => openDataFolder(folder, dataParts), options));
  const onWait = (): void =>
    log.warn({ folder }, 'another bot has the same data: this one waits until that ends');
  const instance = await orExit(() => enterFolder({ ...options, folder, token, onWait }));
  const pauseMs = await pauseAfterGivingWay(memo, Date.now());
  if (pauseMs > 0) {
    log.warn(
      { pauseMs },
      'this bot gave way to another with the same token, and waits before it comes back: end one of the two',
    );
    await delay(pauseMs, undefined, { signal });
  }
  const beating = heartbeat(folder);
  return {
    memo,
    /** The turns of shards that identify: with a database, of all processes of the bot. */
    turns: turnsOf(options),
    /** Resolves when no other process of the bot uses the folder, or the machine's ports, any more. */
    alone: instance.alone,
    /** Opens the store; waits while there is no room for what has to be written. */
    openStore({ recordingsBytes }: Pick<MemoryCaps, 'recordingsBytes'>) {
      const isOurs = (guildId?: string): boolean =>
        discord !== undefined && haveIn(discord.shards, guildId);
      const owner = ownerOf(options.config);
      const own = { ...storeOptions(options), isOurs, ...owner, maxHeldBytes: recordingsBytes };
      const open = () => openStore(own);
      return orExit(() => whenPossible(open, options));
    },
    /** From now on this process serves: another that still does is told to end. Resolves when that has ended. */
    async serve() {
      await instance.serve();
      await instance.alone;
    },
    /** This process gives way to one elsewhere with its token, and comes back later when a supervisor starts it again. */
    async noteGivingWay() {
      if (!instance.hasSuccessor()) await noteGivingWay(memo, Date.now());
    },
    close() {
      beating[Symbol.dispose]();
      instance.close();
    },
  };
}

/**
 * Where the disk is full or the database doesn't answer tries again and again, and says so once: what it needs is no other
 * configuration.
 */
async function whenPossible<Result>(
  work: () => Promise<Result>,
  { log, signal }: Pick<DataFolderOptions, 'log' | 'signal'>,
): Promise<Result> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const message = waitsFor(error);
      if (message === undefined) throw error;
      if (attempt === 0) log.error({ error }, message);
    }
    await delay(pausesMs[attempt] ?? pausesMs.at(-1), undefined, { signal });
  }
}

function waitsFor(error: unknown): string | undefined {
  if (isDiskFull(error)) return 'the disk is full: the start waits for room';
  return isDatabaseAway(error) ? 'the database doesn’t answer: the start waits for it' : undefined;
}

/** In a database, this process waits until nobody else uses it. */
function storeOptions({ config, onReplaced, signal, log }: DataFolderOptions): StoreOptions {
  const { dataFolder: folder, databaseUrl: url, discord } = config;
  const idPath = idPathIn(folder);
  if (url === undefined) {
    if (existsSync(idPath)) tellOfLeaving(idPath, log);
    return { folder };
  }
  const called = calledIn(url);
  if (!discord) return { folder, postgres: { url, called } };
  const onConnected = databaseGuard({
    token: discord.token,
    folderId: keptSecret(idPath),
    called,
    shards: discord.shards,
    onWait: (other) =>
      log.warn(
        { called },
        other === 'the same shards'
          ? 'another process of this bot has shards that are in SHARDS here, or another number of them: this one waits until that ends'
          : 'this bot runs with another data folder, and has the database: this one waits until that ends',
      ),
    onReplaced,
    signal,
  });
  return { folder, postgres: { url, called, onConnected } };
}

/** One process has a folder at a time: what the last one with it was paying for, the next goes on with. */
function ownerOf({ speechQueue, databaseUrl, dataFolder }: DataFolderOptions['config']) {
  if (!speechQueue || databaseUrl === undefined) return {};
  return { owner: String(lockKey(keptSecret(idPathIn(dataFolder)))) };
}

function idPathIn(folder: string): string {
  return join(folder, 'database.id');
}

/** Those of this process come one after the other in any case, also while the database is away. */
function turnsOf({ config, log }: DataFolderOptions): IdentifyTurns {
  const own = new OwnTurns();
  const { databaseUrl: url, discord } = config;
  if (url === undefined || !discord) return own;
  const shared = sharedTurns({
    url,
    called: calledIn(url),
    token: discord.token,
    apartMs,
    onAway: (error) =>
      log.warn({ error }, 'other processes could not be asked whether they identify'),
  });
  return {
    async take(bucket, signal) {
      await own.take(bucket, signal);
      await shared.take(bucket, signal);
    },
  };
}

/** An operator who forgot the variable would go on with what was in the folder before, and see nothing but that it is old. */
function tellOfLeaving(idPath: string, log: Log): void {
  log.warn(
    {},
    'until now the store was in a database, and DATABASE_URL is not set: from now on it is crier.sqlite, as it is in the folder',
  );
  rmSync(idPath);
}
