import type { Listener } from '@crier/rehearsal/discord/voice-port.ts';

import type { Stalls } from './stalls.ts';

/** A sentence, and the Opus frames that it is spoken as: kept speech is the same frames in every call. */
export interface Clip {
  readonly text: string;
  readonly frames: readonly string[];
}

/** The outcome of a clip on its way to listeners. */
export interface ClipHeard {
  readonly framesHeard: number;
  readonly wordsLost: number;
  /** The longest pause within it, without what the machine was stalled. */
  readonly gapMs: number;
  /** Heard whole. */
  readonly whole: boolean;
  readonly firstAtMs: number | undefined;
  /** When each frame of the clip was heard; more often than it has frames when it was begun again. */
  readonly atMs: readonly number[];
}

const wordsOf = (text: string): number => text.split(/\s+/u).length;

export const frameKey = (opus: Uint8Array): string => Buffer.from(opus).toString('base64');

/** Finds the frames of the clip in what was heard since then. A word counts as heard when all its frames were. */
export function clipHeard(
  { text, frames }: Clip,
  listeners: readonly Pick<Listener, 'heard'>[],
  sinceMs: number,
  stalls: Stalls,
): ClipHeard {
  const wanted = new Set(frames);
  const atMs: number[] = [];
  const counts = new Map<string, number>();
  for (const { heard } of listeners) {
    for (let index = heard.length - 1; index >= 0; index -= 1) {
      const packet = heard[index];
      if (!packet || packet.atMs < sinceMs) break;
      const key = frameKey(packet.opus);
      if (packet.silence || !wanted.has(key)) continue;
      atMs.push(packet.atMs);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  atMs.sort((one, other) => one - other);
  const words = wordsOf(text);
  const lost = new Set<number>();
  let framesLost = 0;
  for (const [index, key] of frames.entries()) {
    const left = counts.get(key) ?? 0;
    if (left > 0) counts.set(key, left - 1);
    else {
      framesLost += 1;
      lost.add(Math.floor((index / frames.length) * words));
    }
  }
  return {
    framesHeard: frames.length - framesLost,
    wordsLost: lost.size,
    gapMs: longestPause(atMs, stalls).ms,
    whole: framesLost === 0,
    firstAtMs: atMs[0],
    atMs,
  };
}

/** The longest pause between times, and when it ended. */
function longestPause(
  atMs: readonly number[],
  stalls: Stalls,
): { readonly ms: number; readonly endedAtMs: number | undefined } {
  let ms = 0;
  let endedAtMs: number | undefined;
  for (const [index, at] of atMs.entries()) {
    const before = atMs[index - 1];
    if (before === undefined) continue;
    const pauseMs = at - before - stalls.within(before, at);
    if (pauseMs <= ms) continue;
    ms = pauseMs;
    endedAtMs = at;
  }
  return { ms, endedAtMs };
}

/** From a fault to speech: to the end of the longest pause after it, or to the next frame where there was none. */
export function speechAgainMs(heard: ClipHeard, faultAtMs: number, stalls: Stalls): number | null {
  const after = heard.atMs.filter((at) => at >= faultAtMs);
  const [first] = after;
  if (first === undefined) return null;
  const { ms, endedAtMs } = longestPause([faultAtMs, ...after], stalls);
  const againAtMs = ms > 60 && endedAtMs !== undefined ? endedAtMs : first;
  return againAtMs - faultAtMs - stalls.within(faultAtMs, againAtMs);
}
