import { amplitudeOf } from './decibels.ts';
import { FrameMaker } from './frame-maker.ts';
import { opusEncoder } from './opus-libraries.ts';
import type { Frame } from './track.ts';

const sampleRate = 24_000;
/** Two tones, a fourth apart: what is heard over speech without being loud. */
const tonesHz = [784, 1_047];
const toneMs = 160;
/** The loudest of it: as much below full scale as the vowels of speech are. */
const peak = amplitudeOf(-11);
const riseMs = 8;

let made: Promise<readonly Frame[]> | undefined;

/** A short sound that calls for attention. */
export function chime(): Promise<readonly Frame[]> {
  made ??= make();
  return made;
}

async function make(): Promise<readonly Frame[]> {
  const { open: openEncoder } = await opusEncoder();
  const maker = new FrameMaker({ openEncoder, openStages: () => [] });
  const toneSamples = (sampleRate * toneMs) / 1_000;
  const samples = Float32Array.from({ length: tonesHz.length * toneSamples }, (_, at) =>
    sampleOf(tonesHz[Math.floor(at / toneSamples)] ?? 0, at % toneSamples, toneSamples),
  );
  const frames = [...maker.push({ channels: [samples], sampleRate }), ...maker.end()];
  maker.close();
  return frames;
}

/** A tone that begins at once and dies away. */
function sampleOf(hz: number, at: number, of: number): number {
  const rise = Math.min(1, (at * 1_000) / sampleRate / riseMs);
  return peak * rise * (1 - at / of) * Math.sin((2 * Math.PI * hz * at) / sampleRate);
}
