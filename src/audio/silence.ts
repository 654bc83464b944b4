import { concatSamples } from './pcm.ts';
import type { PcmStage } from './pcm.ts';

/** How silence around speech is shortened. */
export const trimming = {
  /** A lead of silence longer than this is shortened … */
  maxLeadMs: 60,
  /** … to this, so that a soft first consonant keeps its beginning. */
  keptLeadMs: 20,
  /**
   * Never more than this is taken from the front. More is rare, and sound that moves by less than 200 ms can still be laid
   * over the original and compared.
   */
  maxTrimMs: 180,
  /** Silence at the end is shortened to this, in which a last sound fades out. */
  keptTailMs: 40,
  /** No more than this is held back in a pause: what is held is not heard while the source stalls. */
  maxHeldMs: 600,
} as const;

const windowMs = 10;
/** RMS of a window that counts as silence: -56 dBFS, below any consonant and above the noise of the engines measured. */
export const silenceRms = 0.0015;

/**
 * Shortens the silence that engines put before and after speech: what comes before delays the first word, what comes
 * after delays the next speaker. Pauses within the speech stay.
 */
export class SilenceTrim implements PcmStage {
  readonly #windowSamples: number;
  #partial: Float32Array = new Float32Array();
  #state: 'lead' | 'speech' = 'lead';
  /** Silent windows that wait for what comes after them. */
  readonly #held: Float32Array[] = [];
  #leadWindows = 0;
  /** Something above silence has come. */
  heardAny = false;

  constructor(sampleRate: number) {
    this.#windowSamples = (sampleRate * windowMs) / 1000;
  }

  push(samples: Float32Array): Float32Array {
    const input = concatSamples([this.#partial, samples]);
    const output: Float32Array[] = [];
    let at = 0;
    for (; at + this.#windowSamples <= input.length; at += this.#windowSamples) {
      this.#take(input.subarray(at, at + this.#windowSamples), output);
    }
    this.#partial = input.slice(at);
    return concatSamples(output);
  }

  end(): Float32Array {
    const output: Float32Array[] = [];
    // Less than a window is not judged by itself: it is silent when it is as quiet as a window would have to be.
    if (this.#partial.length > 0) this.#take(this.#partial, output);
    const kept =
      this.#state === 'lead'
        ? this.#held.slice(-windows(trimming.keptLeadMs))
        : this.#held.slice(0, windows(trimming.keptTailMs));
    return concatSamples([...output, ...kept]);
  }

  #take(window: Float32Array, output: Float32Array[]): void {
    const isSilent = rms(window) < silenceRms;
    if (!isSilent) this.heardAny = true;
    this.#held.push(window);
    if (this.#state === 'lead') this.#lead(isSilent, output);
    else this.#speech(isSilent, output);
  }

  #lead(isSilent: boolean, output: Float32Array[]): void {
    const { maxLeadMs, keptLeadMs, maxTrimMs } = trimming;
    if (isSilent) this.#leadWindows += 1;
    if (isSilent && this.#leadWindows <= windows(maxTrimMs + keptLeadMs)) {
      if (this.#leadWindows > windows(maxLeadMs))
        this.#held.splice(0, this.#held.length - windows(keptLeadMs));
      return;
    }
    this.#state = 'speech';
    output.push(...this.#held.splice(0));
  }

  #speech(isSilent: boolean, output: Float32Array[]): void {
    if (!isSilent) {
      output.push(...this.#held.splice(0));
    } else if (this.#held.length > windows(trimming.maxHeldMs)) {
      output.push(...this.#held.splice(0, 1));
    }
  }
}

function windows(ms: number): number {
  return ms / windowMs;
}

function rms(window: Float32Array): number {
  let sum = 0;
  // An indexed loop, because it runs over every sample that is spoken.
  for (let at = 0; at < window.length; at += 1) sum += (window[at] ?? 0) ** 2;
  return Math.sqrt(sum / window.length);
}
