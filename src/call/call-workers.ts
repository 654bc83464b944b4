import type { FrameCounters, FromWorker, ToWorker } from './voice-port.ts';

/** A call, which hears these things of its worker. */
export interface WorkerListener {
  message(message: Exclude<FromWorker, { type: 'heartbeat' }>): void;
  workerDied(reason: string): void;
}

/** Totals of the workers, the dead ones included. */
export type WorkerTotals = FrameCounters & { readonly deaths: number; readonly alive: number };

/** A message about one call. */
export type ToCall = Exclude<ToWorker, { type: 'close' }>;

/** All that holds voice connections for calls, on this machine or on others. */
export interface CallWorkers {
  readonly counters: WorkerTotals;
  /** Gives the guild a place; it keeps it until it is taken out or what holds it dies. */
  take(guildId: string, listener: WorkerListener): void;
  release(guildId: string): void;
  /** `taken` is called once the message has left this process. */
  send(message: ToCall, taken?: () => void): void;
  /** Ends all; resolves when the last is gone. */
  close(): Promise<void>;
}
