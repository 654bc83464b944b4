/** Bounds of what waits in a call, and of how long it takes. */
export const standardLimits = {
  /** Utterances of everybody together, the one being spoken among them. */
  maxWaiting: 50,
  /** Utterances of one person: their share of it. */
  maxOfOne: 20,
  /** How many are rendered ahead of the one being spoken. */
  ahead: 2,
  /** How much longer than its sound an utterance may take while the call can speak. */
  graceMs: 5000,
  /** How long a track may go without a new frame, beyond the sound that it has: that may be still to be heard. */
  growthMs: 120_000,
};

export type QueueLimits = Readonly<typeof standardLimits>;
