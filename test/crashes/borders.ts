/** The moments between which something is written down, sent or heard: a crash at each must lose and double nothing. */
export const borders = [
  'acknowledged',
  'before-intent',
  'after-intent',
  'sent',
  'answered',
  'submitted',
  'done',
  'kept',
  'settled',
] as const;
export type Border = (typeof borders)[number];

/** The variables that tell the trap where to spring, and at the how manieth time. */
export const trapVariables = { border: 'TRAP_BORDER', nth: 'TRAP_NTH' } as const;
