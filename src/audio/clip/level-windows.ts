import { heardMono } from '../pcm.ts';
import type { Pcm } from '../pcm.ts';

export const windowMs = 20;

/** 20 ms of a clip. */
export interface LevelWindow {
  /** Mean square, without a constant offset; 1 is as loud as it gets. */
  readonly power: number;
  /** Largest distance from that offset. */
  readonly peak: number;
  /** Times that the wave goes through zero, per sample: about twice its frequency, in parts of the sample rate. */
  readonly crossings: number;
}

/** Listens to a clip window by window; what it keeps is small however long the clip is. */
export class LevelWindows {
  readonly windows: LevelWindow[] = [];
  durationMs = 0;
  /** The rate of the first sound that came. */
  sampleRate = 0;
  channels = 0;
  #window: Float32Array = new Float32Array();
  #filled = 0;

  push(pcm: Pcm): void {
    const length = pcm.channels[0]?.length ?? 0;
    if (length === 0) return;
    this.sampleRate ||= pcm.sampleRate;
    this.channels ||= pcm.channels.length;
    this.durationMs += (length * 1000) / pcm.sampleRate;
    const size = Math.round((pcm.sampleRate * windowMs) / 1000);
    if (this.#window.length !== size) {
      this.#window = new Float32Array(size);
      this.#filled = 0;
    }
    const mono = heardMono(pcm);
    for (let at = 0; at < mono.length;) {
      const taken = mono.subarray(at, at + size - this.#filled);
      this.#window.set(taken, this.#filled);
      this.#filled += taken.length;
      at += taken.length;
      if (this.#filled < size) break;
      this.windows.push(measure(this.#window));
      this.#filled = 0;
    }
  }
}

function measure(samples: Float32Array): LevelWindow {
  const count = samples.length;
  // Indexed loops, because this runs over every sample of a clip: iterators cost three times as much.
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += samples[index] ?? 0;
  const offset = sum / count;
  let power = 0;
  let peak = 0;
  let crossings = 0;
  let wasAbove = false;
  for (let index = 0; index < count; index += 1) {
    const value = (samples[index] ?? 0) - offset;
    power += value * value;
    peak = Math.max(peak, Math.abs(value));
    const isAbove = value > 0;
    if (isAbove !== wasAbove) crossings += 1;
    wasAbove = isAbove;
  }
  return { power: power / count, peak, crossings: crossings / count };
}
