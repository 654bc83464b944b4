/** A change to sound that is made already. */
export interface Change {
  /** So much louder, or softer where it is negative. */
  readonly gainDb: number;
  /** So many times as fast, at the same pitch. */
  readonly tempo: number;
}

export const unchanged: Change = { gainDb: 0, tempo: 1 };

/** Whether frames are heard as they are. */
export function isUnchanged({ gainDb, tempo }: Change): boolean {
  return gainDb === 0 && tempo === 1;
}
