import { setImmediate as nextTurn } from 'node:timers/promises';

/** Something that a member can give the bot, at the largest that is allowed. */
export interface Input {
  /** The name of its row: `inputs/NAME`. */
  readonly name: string;
  /** The largest that is taken, and what becomes of more. */
  readonly bound: string;
  /** Work that others wait for in between is cut into slices: the whole of it has a row of its own. */
  readonly isSliced?: boolean;
  /**
   * The work that it gives that thread, once for each kind of it: the worst is its row. `run` counts up, so
   * that nothing is remembered of the run before.
   */
  readonly works: readonly ((run: number) => unknown)[];
}

/** The time that one run of the work takes of this thread in all. */
export async function totalMsOf(work: () => unknown): Promise<number> {
  await nextTurn();
  const startedAtMs = cpuMs();
  await work();
  return cpuMs() - startedAtMs;
}

/** The time that the longest turn of the event loop takes of this thread while the work is done. */
export async function longestMsOf(work: () => unknown): Promise<number> {
  await nextTurn();
  let isOver = false;
  let longestMs = 0;
  let turnSince = cpuMs();
  const endTurn = (): void => {
    const now = cpuMs();
    longestMs = Math.max(longestMs, now - turnSince);
    turnSince = now;
  };
  const atEachTurn = (): void => {
    endTurn();
    if (!isOver) setImmediate(atEachTurn);
  };
  setImmediate(atEachTurn);
  await work();
  endTurn();
  isOver = true;
  return longestMs;
}

/** The processor's time of this thread alone: how busy the machine is else does not count. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
