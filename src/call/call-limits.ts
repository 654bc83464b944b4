import type { ConnectionStep } from './voice-port.ts';

/** Deadlines and budgets of a call. */
export const standardLimits = {
  /** For Discord's two packets after a request to join. */
  signallingMs: 5000,
  /** For the second of the two packets once the first is there. */
  pairMs: 2000,
  /** For each step of connecting by itself; of `grouping` the worker's own deadline comes first. */
  connectionMs: {
    opening: 4000,
    identifying: 3000,
    discovering: 4000,
    selecting: 3000,
    grouping: 3000,
  } satisfies Record<Exclude<ConnectionStep, 'ready'>, number>,
  /** For word of an outage, before a call that ended was a kick. */
  kickMs: 300,
  /** How long what is queued outlives an outage of the server. */
  outageMs: 5 * 60_000,
  leavingMs: 1000,
  /** For another voice server after Discord took one away. */
  serverMs: 15_000,
  /** Before a hindrance is told: a Stage may let us speak at once. Whoever asked for the call is told within 3 s of it. */
  hindranceMs: 1500,
  /** Between questions whether the gateway is back. */
  gatewayMs: 1000,
  /** Before the second, third … attempt; the last one counts for all further. */
  pausesMs: [0, 1000, 3000, 8000, 15_000],
  /** Spreads the calls of one fault. */
  jitterMs: 150,
  maxJoinsPerMinute: 5,
  /** Attempts for a person who waits for an answer. */
  maxFirstAttempts: 2,
  maxRejoinAttempts: 12,
  /** Questions whether the gateway is back, for a person who waits, and for a call that was well. */
  maxFirstRefusals: 10,
  maxRejoinRefusals: 600,
};

export type CallLimits = Readonly<typeof standardLimits>;
