import type { SaidLimits } from './limit-headers.ts';

/** The facts that show in a call that was answered. */
export interface Seen {
  readonly status: number;
  readonly said: SaidLimits;
  /** Calls of today, this one included. */
  readonly usedToday: number;
}

/** Learns of an account from what becomes of calls. */
export interface CallWitness {
  begun(): void;
  answered(seen: Seen): void;
  /** Whether to ask in spite of a shortage that is only assumed, to see whether it holds; true counts as asked. */
  mayTry(quota: 'minute' | 'day'): boolean;
}
