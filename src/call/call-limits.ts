/** Deadlines and budgets of a call. */
export interface CallLimits {
  /** For Discord's two packets after a request to join. */
  readonly signallingMs: number;
  /** For the second of the two packets once the first is there. */
  readonly pairMs: number;
  /** For the voice server, the UDP address and the encryption. */
  readonly connectingMs: number;
  /** For the end-to-end group; the worker's own deadline comes first. */
  readonly groupingMs: number;
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
  connectingMs: 8000,
  groupingMs: 3000,
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
