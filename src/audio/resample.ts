import { LRUCache } from 'lru-cache';

import { opusRates } from './encoder.ts';
import type { OpusRate } from './encoder.ts';
import { concatSamples } from './pcm.ts';
import type { PcmStage } from './pcm.ts';

/** Measured: 32 taps leave 84 dB between the sound and its aliases; linear interpolation leaves 6 near the top. */
const tapsPerSample = 32;
/** Finer ratios are rounded to a millionth: no rate in use needs it, and a hostile one would need megabytes. */
const maxPhases = 1000;
/** Where the filter begins to close, as a part of the lower rate's band. */
const passband = 0.94;
/** Shape of the Kaiser window: 9 is about 90 dB of attenuation. */
const kaiserBeta = 9;

/** The rate in which sound of `sampleRate` is encoded: its own where Opus has it, else the next one above. */
export function opusRateFor(sampleRate: number): OpusRate {
  return opusRates.find((rate) => rate >= sampleRate) ?? 48_000;
}

/** From one sample rate to another by a polyphase filter: aligned in time, and as long as the sound was. */
export class Resampler implements PcmStage {
  /** Input samples per output sample are `#step` / `#phases`. */
  readonly #phases: number;
  readonly #step: number;
  readonly #taps: number;
  readonly #filters: readonly Float32Array[];
  /** The input from the first sample that is still needed. */
  #input: Float32Array;
  #phase = 0;
  #inputCount = 0;
  #outputCount = 0;

  constructor(from: number, to: number) {
    [this.#step, this.#phases] = ratioOf(from, to);
    const shrink = Math.max(1, this.#step / this.#phases);
    this.#taps = 2 * Math.ceil((tapsPerSample * shrink) / 2);
    this.#filters = filtersFor(this.#phases, this.#taps, passband / shrink);
    // Half a filter of silence in front puts the first sample in the middle of the filter.
    this.#input = new Float32Array(this.#taps / 2 - 1);
  }

  push(samples: Float32Array): Float32Array {
    this.#inputCount += samples.length;
    return this.#filter(samples);
  }

  end(): Float32Array {
    const total = Math.ceil((this.#inputCount * this.#phases) / this.#step);
    const made = this.#outputCount;
    return this.#filter(new Float32Array(this.#taps)).subarray(0, Math.max(0, total - made));
  }

  #filter(samples: Float32Array): Float32Array {
    const input = concatSamples([this.#input, samples]);
    const taps = this.#taps;
    const room = Math.max(0, Math.ceil(((input.length + 1) * this.#phases) / this.#step));
    const output = new Float32Array(room);
    let count = 0;
    let at = 0;
    while (at + taps <= input.length) {
      output[count] = convolve(input, at, this.#filters[this.#phase], taps);
      count += 1;
      this.#phase += this.#step;
      at += Math.floor(this.#phase / this.#phases);
      this.#phase %= this.#phases;
    }
    // When it shrinks, the next sample needed may lie beyond what has come; the rest of the way is kept as phase.
    const used = Math.min(at, input.length);
    this.#phase += (at - used) * this.#phases;
    this.#input = input.slice(used);
    this.#outputCount += count;
    return output.subarray(0, count);
  }
}

function convolve(
  input: Float32Array,
  at: number,
  filter: Float32Array | undefined,
  taps: number,
): number {
  if (!filter) return 0;
  let sum = 0;
  for (let tap = 0; tap < taps; tap += 1) sum += (input[at + tap] ?? 0) * (filter[tap] ?? 0);
  return sum;
}

/** The usual rates are all of one family (11.025, 22.05 and 44.1 kHz share a ratio), so a few designs are enough. */
const designs = new LRUCache<string, readonly Float32Array[]>({ max: 4 });

function filtersFor(phases: number, taps: number, cutoff: number): readonly Float32Array[] {
  const key = `${phases}/${taps}/${cutoff}`;
  const filters = designs.get(key) ?? designFilters(phases, taps, cutoff);
  designs.set(key, filters);
  return filters;
}

/** For each phase a Kaiser-windowed sinc that is as loud as any other. `cutoff` 1 is half the input's rate. */
function designFilters(phases: number, taps: number, cutoff: number): readonly Float32Array[] {
  const centre = taps / 2 - 1;
  return Array.from({ length: phases }, (_, phase) => {
    const filter = new Float32Array(taps);
    let sum = 0;
    for (let tap = 0; tap < taps; tap += 1) {
      const distance = tap - centre - phase / phases;
      const value = cutoff * sinc(distance * cutoff) * kaiser(distance / (taps / 2));
      filter[tap] = value;
      sum += value;
    }
    return filter.map((value) => value / sum);
  });
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** `position` from -1 to 1. */
function kaiser(position: number): number {
  const inside = Math.max(0, 1 - position * position);
  return bessel(kaiserBeta * Math.sqrt(inside)) / bessel(kaiserBeta);
}

/** Modified Bessel function of the first kind, order 0, by its series. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let index = 1; term > sum * 1e-12; index += 1) {
    term *= (x / 2 / index) ** 2;
    sum += term;
  }
  return sum;
}

/** `from` to `to` as the nearest ratio that has no more than `maxPhases` phases, in its lowest terms. */
function ratioOf(from: number, to: number): readonly [step: number, phases: number] {
  let best: readonly [number, number] = [Math.round(from / to), 1];
  let smallestError = Infinity;
  for (let phases = 1; phases <= maxPhases && smallestError > 0; phases += 1) {
    const step = Math.round((from * phases) / to);
    const error = Math.abs(step * to - from * phases) / phases;
    if (error < smallestError) {
      best = [step, phases];
      smallestError = error;
    }
  }
  return best;
}
