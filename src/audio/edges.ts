import { openOpusStream } from './libopus.ts';
import { frameMs, silenceFrame } from './track.ts';
import type { Frame } from './track.ts';

/** The frames that are listened to at either edge: longer silence is shortened before it becomes frames. */
export const edgeFrames = 8;
/** Frames that a decoder needs until it has the sound of a stream that it comes into. */
const leadInFrames = 4;
const sampleRate = 8000;
const windowSamples = sampleRate / 200;
const windowMs = 5;
/** RMS of what nobody hears beside speech: -46 dBFS, above the noise in the pauses of some voices. */
const quietRms = 0.005;

type Listen = (frame: Frame) => Float32Array;
let listening: Promise<Listen> | undefined;

/** How much silence a track has at its end and another at its start, as they are heard after each other. */
export async function edgeSilence(ending: readonly Frame[], beginning: readonly Frame[]) {
  listening ??= openListening();
  const listen = await listening;
  // One decoder for all: what it heard last fades out before it hears something else.
  for (let count = 0; count < leadInFrames; count += 1) listen(silenceFrame);
  const end = soundOf(ending.slice(-edgeFrames - leadInFrames), listen);
  const start = soundOf(beginning.slice(0, edgeFrames), listen);
  const heardLast = end.findLastIndex(isHeard);
  const heardFirst = start.findIndex(isHeard);
  const longestMs = edgeFrames * frameMs;
  return {
    atEndMs: Math.min(longestMs, (end.length - 1 - heardLast) * windowMs),
    atStartMs: heardFirst === -1 ? start.length * windowMs : heardFirst * windowMs,
  };
}

async function openListening(): Promise<Listen> {
  const libopus = await openOpusStream(sampleRate);
  return (frame) => {
    try {
      return libopus.decode(frame).channelData[0] ?? new Float32Array();
    } catch {
      // A frame larger than the decoder's memory.
      return new Float32Array();
    }
  };
}

/** The loudness of each window; frames that can't be decoded have none. */
function soundOf(frames: readonly Frame[], listen: Listen): readonly number[] {
  return frames.flatMap((frame) => {
    const samples = listen(frame);
    const levels: number[] = [];
    for (let at = 0; at + windowSamples <= samples.length; at += windowSamples)
      levels.push(rms(samples.subarray(at, at + windowSamples)));
    return levels;
  });
}

function isHeard(level: number): boolean {
  return level >= quietRms;
}

function rms(window: Float32Array): number {
  let sum = 0;
  for (const sample of window) sum += sample * sample;
  return Math.sqrt(sum / window.length);
}
