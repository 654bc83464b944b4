/** A turn from one level to another in the middle of a sound. */
export interface Fade {
  readonly fromDb: number;
  readonly toDb: number;
  /** So many frames of the sound are before it; they are at `fromDb`. */
  readonly afterFrames: number;
  /** So many it takes. */
  readonly frames: number;
}

/** A change to sound that is made already. */
export interface Change {
  /** So much louder, or softer where it is negative. */
  readonly gainDb: number;
  /** So many times as fast, at the same pitch. */
  readonly tempo: number;
  readonly fade?: Fade;
}

export const unchanged: Change = { gainDb: 0, tempo: 1 };

/** Whether frames are heard as they are. */
export function isUnchanged({ gainDb, tempo, fade }: Change): boolean {
  return gainDb === 0 && tempo === 1 && fade === undefined;
}
