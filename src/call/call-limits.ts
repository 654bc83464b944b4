import type { ConnectionStep } from './voice-port.ts';

/** Deadlines and budgets of a call. */
export interface CallLimits {
  /** For Discord's two packets after a request to join. */
  readonly signallingMs: number;
  /** For the second of the two packets once the first is there. */
  readonly pairMs: number;
  /** For each step of connecting by itself; of `grouping` the worker's own deadline comes first. */
  readonly connectionMs: Readonly<Record<Exclude<ConnectionStep, 'ready'>, number>>;
  /** For word of an outage, before a call that ended was a kick. */
  readonly kickMs: number;
  /** How long what is queued outlives an outage of the server. */
  readonly outageMs: number;
  readonly leavingMs: number;
  /** For another voice server after Discord took one away. */
  readonly serverMs: number;
  /** Before a hindrance is told: a Stage may let us speak at once. */
  readonly hindranceMs: number;
  /** Between questions whether the gateway is back. */
  readonly gatewayMs: number;
  /** Before the second, third … attempt; the last one counts for all further. */
  readonly pausesMs: readonly number[];
  /** Spreads the calls of one fault. */
  readonly jitterMs: number;
  readonly maxJoinsPerMinute: number;
  /** Attempts for a person who waits for an answer. */
  readonly maxFirstAttempts: number;
  readonly maxRejoinAttempts: number;
  /** Questions whether the gateway is back, for a person who waits, and for a call that was well. */
  readonly maxFirstRefusals: number;
  readonly maxRejoinRefusals: number;
}

export const standardLimits: CallLimits = {
  signallingMs: 5000,
  pairMs: 2000,
  connectionMs: {
    opening: 4000,
    identifying: 3000,
    discovering: 4000,
    selecting: 3000,
    grouping: 3000,
  },
  kickMs: 300,
  outageMs: 5 * 60_000,
  leavingMs: 1000,
  serverMs: 15_000,
  hindranceMs: 2500,
  gatewayMs: 1000,
  pausesMs: [0, 1000, 3000, 8000, 15_000],
  jitterMs: 150,
  maxJoinsPerMinute: 5,
  maxFirstAttempts: 2,
  maxRejoinAttempts: 12,
  maxFirstRefusals: 10,
  maxRejoinRefusals: 600,
};
