import type { Log } from '#ops/log.ts';

import { configExitCode } from './or-exit.ts';

/** 0: stopped on request; 1: a fault; 78: only the operator can mend it. */
export const exitCodes = { stopped: 0, fault: 1, config: configExitCode } as const;

/** What is in the air when the bot is stopped may be heard to its end. */
export const graceMs = 10_000;

/** Ends everything, and the process with this code. */
export type Stop = (exitCode: number) => Promise<void>;

/**
 * How the process ends: on signals, and when the state of it is unknown, since nothing caught a fault: whoever supervises
 * it starts a new one. Signals end it at once until it is told how to stop.
 */
export function lifecycle(log: Log): { onSignal(stop: Stop): void } {
  let stop: Stop = async (exitCode) => process.exit(exitCode);
  const crash = (error: unknown, message: string): void => {
    log.error({ error }, message);
    process.exit(exitCodes.fault);
  };
  process.on('uncaughtException', (error) => crash(error, 'an exception that nothing caught'));
  process.on('unhandledRejection', (error) => crash(error, 'a rejection that nothing handled'));
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void stop(exitCodes.stopped));
  return {
    onSignal(how) {
      stop = how;
    },
  };
}
