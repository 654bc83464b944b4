import { edgeSilence } from '#audio/edges.ts';
import { frameMs } from '#audio/track.ts';
import type { Frame } from '#audio/track.ts';
import type { Pause } from '#text/pause.ts';

/** How two pieces are joined. */
interface Seam {
  /** Frames of silence that the next piece begins with, and which are left out. */
  readonly leftOut: number;
  /** Frames of silence between them. */
  readonly added: number;
}

/** Joins the end of what was heard to the beginning of what comes. */
export type Sew = (
  before: readonly Frame[],
  behind: readonly Frame[],
  pause: Pause,
) => Promise<Seam>;

/** The most silence between two pieces, with what they end and begin with: frames are added as long as it is no more. */
export const pausesMs: Readonly<Record<Pause, number>> = {
  word: 60,
  clause: 85,
  sentence: 115,
  paragraph: 145,
};
/** So much of the silence before a word stays: soft consonants begin in it. */
const keptLeadMs = 10;

/** Silence between two pieces as long as the pause is to be, or what cannot be taken from them. */
export const sewn: Sew = async (before, behind, pause) => {
  const { atEndMs, atStartMs } = await edgeSilence(before, behind);
  const surplusMs = atEndMs + atStartMs - pausesMs[pause];
  if (surplusMs <= 0) return { leftOut: 0, added: Math.floor(-surplusMs / frameMs) };
  const removable = Math.max(0, Math.floor((atStartMs - keptLeadMs) / frameMs));
  return { leftOut: Math.min(removable, Math.ceil(surplusMs / frameMs)), added: 0 };
};
