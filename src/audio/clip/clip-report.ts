import type { ClipProblem } from './clip-problem.ts';
import type { ClipFormat } from './clip.ts';

/** How long a clip may be. The services' own limits, where they are known. */
export interface ClipLimits {
  readonly minMs: number;
  readonly maxMs: number;
}

/** A part of a clip, in milliseconds from its beginning. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Measured on what would be used of the clip, mixed to one channel. dBFS: 0 is as loud as it gets. */
export interface ClipLevels {
  readonly peakDbfs: number;
  /** Mean power where something is to be heard. */
  readonly speechDbfs: number;
  /** How long something is to be heard. */
  readonly heardMs: number;
  /** How far peaks stand out where it is loud: 3 dB is a sine, and less is a wave that was cut flat. */
  readonly crestDb: number;
  /** Mean power where it is quietest: between words, what the room and the microphone add. */
  readonly noiseDbfs: number;
  /** The part of what is heard whose wave was cut flat, from 0 to 1. */
  readonly cutFlat: number;
}

/** Everything that decoding found out about a clip. */
export interface ClipReport {
  /** By content. */
  readonly format: ClipFormat;
  /** The length of what was decoded, which is the whole clip unless `isWhole` says otherwise. */
  readonly durationMs: number;
  /** False when decoding was stopped because enough had been heard. */
  readonly isWhole: boolean;
  /** As decoded: Opus gives 24 kHz mono, and mp3 always two channels. */
  readonly sampleRate: number;
  readonly channels: number;
  readonly levels: ClipLevels;
  /** Empty for a clip that can be used as it is. */
  readonly problems: readonly ClipProblem[];
  /**
   * The part of it to use: all or nearly all, or the best part of one that is too long (then the person is to be
   * asked). Absent when no part of it will do.
   */
  readonly stretch?: Stretch;
}
