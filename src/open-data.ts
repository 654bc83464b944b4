import { setTimeout as delay } from 'node:timers/promises';

import { dataParts, openDataFolder } from '#ops/data-folder.ts';
import { isDiskFull } from '#ops/disk-full.ts';
import { fileMemo } from '#ops/file-memo.ts';
import { noteGivingWay, pauseAfterGivingWay } from '#ops/gave-way.ts';
import { heartbeat } from '#ops/heartbeat.ts';
import { enterFolder } from '#ops/instance.ts';
import type { Log } from '#ops/log.ts';
import type { MemoryCaps } from '#ops/memory.js';
import { openStore } from '#store/open-store.ts';

import { orExit } from './lifecycle.ts';

/** The folder for everything that is kept, of which this process is the only user. */
export type DataFolder = Awaited<ReturnType<typeof openData>>;

export interface DataFolderOptions {
  readonly folder: string;
  readonly token: string;
  /** Another process has taken the folder over: this one is to end. */
  readonly onReplaced: () => void;
  /** Ends every wait. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Between two looks whether there is room: the last is repeated. */
const roomPausesMs = [2_000, 5_000, 15_000, 60_000] as const;

/**
 * Enters the data folder, and waits where another bot has it or this one has just given way; ends the process when only
 * the operator can mend what is wrong.
 */
export async function openData(options: DataFolderOptions) {
  const { folder, signal, log } = options;
  const memo = fileMemo(folder, (error) =>
    log.warn({ error }, 'what makes the next start faster could not be written down'),
  );
  await orExit(() => whenThereIsRoom(() => openDataFolder(folder, dataParts), options));
  const onWait = (): void =>
    log.warn({ folder }, 'another bot has the same data: this one waits until that ends');
  const instance = await orExit(() => enterFolder({ ...options, onWait }));
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
    /** Resolves when no other process of the bot uses the folder, or the machine's ports, any more. */
    alone: instance.alone,
    /** Opens the store; waits while there is no room for what has to be written. */
    openStore({ recordingsBytes }: Pick<MemoryCaps, 'recordingsBytes'>) {
      const store = { folder, maxHeldBytes: recordingsBytes };
      return orExit(() => whenThereIsRoom(() => openStore(store), options));
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

/** On a full disk tries again and again, and says so once: what it needs is room, and no other configuration. */
async function whenThereIsRoom<Result>(
  work: () => Promise<Result>,
  { log, signal }: Pick<DataFolderOptions, 'log' | 'signal'>,
): Promise<Result> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      if (attempt === 0) log.error({ error }, 'the disk is full: the start waits for room');
    }
    await delay(roomPausesMs[attempt] ?? roomPausesMs.at(-1), undefined, { signal });
  }
}
