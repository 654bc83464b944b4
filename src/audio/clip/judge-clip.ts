import { bestStretch } from './best-stretch.ts';
import { containers } from './clip-format.ts';
import type { ClipCodec } from './clip-format.ts';
import type { ClipProblem } from './clip-problem.ts';
import type { ClipLimits, ClipReport, Stretch } from './clip-report.ts';
import { levelProblems, levelsOf } from './level-judgement.ts';
import { windowMs } from './level-windows.ts';
import type { LevelWindows } from './level-windows.ts';

/**
 * mp3 comes in whole frames with a lead-in, and services count them all: an mp3 of a stretch looks so much longer than
 * it is.
 */
const mp3PaddingMs = 120;

export interface HeardClip {
  readonly codec: ClipCodec;
  readonly sound: LevelWindows;
  /** False when the clip goes on after what was heard. */
  readonly isWhole: boolean;
}

/** The verdict on a clip that was decoded. */
export function judgeClip({ codec, sound, isWhole }: HeardClip, limits: ClipLimits): ClipReport {
  const { durationMs, windows } = sound;
  const usable = usableStretch(sound, limits);
  const used = windows.slice(
    Math.round(usable.fromMs / windowMs),
    Math.round(usable.toMs / windowMs),
  );
  const levels = levelsOf(used);
  const fatal = [...tooShort(durationMs, limits), ...levelProblems(used, levels)];
  return {
    format: containers[codec],
    durationMs,
    isWhole,
    sampleRate: sound.sampleRate,
    channels: sound.channels,
    levels,
    problems: [...fatal, ...tooLong(durationMs, isWhole, limits)],
    ...(fatal.length === 0 && { stretch: usable }),
  };
}

function usableStretch({ durationMs, windows }: LevelWindows, { maxMs }: ClipLimits): Stretch {
  const longestMs = maxMs - mp3PaddingMs;
  if (durationMs <= longestMs) return { fromMs: 0, toMs: durationMs };
  return bestStretch(windows, longestMs);
}

/** Limits are held against whole ms: durations are sums of fractions. */
function tooShort(durationMs: number, { minMs }: ClipLimits): readonly ClipProblem[] {
  if (Math.round(durationMs) >= minMs) return [];
  return [{ kind: 'too-short', durationMs, minMs }];
}

function tooLong(
  durationMs: number,
  isWhole: boolean,
  { maxMs }: ClipLimits,
): readonly ClipProblem[] {
  if (Math.round(durationMs) <= maxMs) return [];
  return [{ kind: 'too-long', durationMs, isWhole, maxMs }];
}
