import { beingRestarted } from '#discord/failures.ts';
import { exitCodes } from '#ops/exit-codes.ts';
import type { Stop } from '#ops/exit-codes.ts';
import type { Log } from '#ops/log.ts';
import { StoreError } from '#store/store-error.ts';

import { ConfigError, UserError } from './errors.ts';

/** Speech that is in the air when the bot is stopped may be heard to its end, and what is paid for may be answered. */
export const graceMs = 10_000;

/** How the process ends. */
export interface Lifecycle {
  /** Aborted when the bot stops, with what whoever waits for something is told. */
  readonly closing: AbortSignal;
  /** Aborted when `graceMs` are over since then. */
  readonly grace: AbortSignal;
  /** The parts that have to end then, in the order in which they began: the last ends first. */
  readonly endings: AsyncDisposableStack;
  /** Whether it was told to stop from outside: the next start goes on where it ends, and nobody else does so meanwhile. */
  readonly goesOn: () => boolean;
  /** Asked a second time, it ends at once. */
  readonly stop: Stop;
  /** Two bots with one token would both answer every command: this one ends, and says why. */
  readonly giveWay: (message: string) => void;
  /** Everything has begun: signals let it end in order from now on, and ended the process at once until now. */
  readonly begun: () => void;
}

/**
 * Ends the process on signals, and when the state of it is unknown, since nothing caught a fault: whoever supervises it
 * starts a new one.
 */
export function lifecycle(log: Log): Lifecycle {
  const closing = new AbortController();
  const grace = new AbortController();
  const endings = new AsyncDisposableStack();
  let onSignal: Stop = async (exitCode) => process.exit(exitCode);
  let isTold = false;
  const crash = (error: unknown, message: string): void => {
    log.error({ error }, message);
    process.exit(exitCodes.fault);
  };
  process.on('uncaughtException', (error) => crash(error, 'an exception that nothing caught'));
  process.on('unhandledRejection', (error) => crash(error, 'a rejection that nothing handled'));
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      isTold ||= !closing.signal.aborted;
      void onSignal(exitCodes.stopped);
    });

  async function stop(exitCode: number): Promise<void> {
    if (closing.signal.aborted) process.exit(exitCode);
    closing.abort(new UserError(beingRestarted));
    setTimeout(() => grace.abort(), graceMs);
    log.info({ graceMs }, 'stopping');
    await endings
      .disposeAsync()
      .catch((error: unknown) => log.error({ error }, 'something did not close'));
    process.exit(exitCode);
  }

  return {
    closing: closing.signal,
    grace: grace.signal,
    endings,
    goesOn: () => isTold,
    stop,
    giveWay(message) {
      log.error({}, message);
      void stop(exitCodes.stopped);
    },
    begun() {
      onSignal = stop;
    },
  };
}

/** Ends the process when something can't be opened until the operator mends it, and says what to mend. */
export async function orExit<Opened>(open: () => Opened | Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof StoreError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(exitCodes.config);
  }
}
