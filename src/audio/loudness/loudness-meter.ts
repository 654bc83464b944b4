import { KWeighting } from './k-weighting.ts';

/** A block of BS.1770 is four of these, and a new one begins with each. */
const stepMs = 100;
const stepsPerBlock = 4;
/** Blocks below -70 LUFS are silence (BS.1770-4, annex 1). */
const absoluteGate = meanSquareOf(-70);
/** Blocks 10 LU below the others are pauses: this part of their mean square. */
const relativeGate = 0.1;

/** The integrated loudness of one channel by ITU-R BS.1770-4, known at any time while the sound comes. */
export class LoudnessMeter {
  readonly #weighting: KWeighting;
  readonly #sampleRate: number;
  readonly #stepSamples: number;
  /** The mean square of each block. */
  readonly #blocks: number[] = [];
  /** The energies of the last steps. */
  #steps: readonly number[] = [];
  #step = 0;
  #stepFilled = 0;
  #samples = 0;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
    this.#weighting = new KWeighting(sampleRate);
    this.#stepSamples = Math.round((sampleRate * stepMs) / 1000);
  }

  get durationMs(): number {
    return (this.#samples * 1000) / this.#sampleRate;
  }

  push(samples: Float32Array): void {
    for (let at = 0; at < samples.length;) {
      const taken = samples.subarray(at, at + this.#stepSamples - this.#stepFilled);
      this.#step += this.#weighting.energy(taken);
      this.#stepFilled += taken.length;
      this.#samples += taken.length;
      at += taken.length;
      if (this.#stepFilled === this.#stepSamples) this.#endStep();
    }
  }

  /**
   * The loudness of all so far, in LUFS; `-Infinity` for silence. What is shorter than a block, which the standard does not
   * know, is one block of its length.
   */
  integratedLufs(): number {
    if (this.#blocks.length === 0) {
      const energy = this.#steps.reduce((sum, step) => sum + step, this.#step);
      const meanSquare = this.#samples === 0 ? 0 : energy / this.#samples;
      return meanSquare > absoluteGate ? lufsOf(meanSquare) : Number.NEGATIVE_INFINITY;
    }
    const heard = meanAbove(this.#blocks, absoluteGate);
    return lufsOf(meanAbove(this.#blocks, Math.max(absoluteGate, heard * relativeGate)));
  }

  #endStep(): void {
    this.#steps = [...this.#steps, this.#step].slice(-stepsPerBlock);
    this.#step = 0;
    this.#stepFilled = 0;
    if (this.#steps.length < stepsPerBlock) return;
    const energy = this.#steps.reduce((sum, step) => sum + step, 0);
    this.#blocks.push(energy / (stepsPerBlock * this.#stepSamples));
  }
}

/** Mean squares are compared as they are: each look would take the logarithm of every block. */
function meanAbove(blocks: readonly number[], gate: number): number {
  let sum = 0;
  let count = 0;
  for (const block of blocks) {
    if (block <= gate) continue;
    sum += block;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

/** The loudness of a mean square of weighted samples (BS.1770-4, annex 1, equation 2, with one channel). */
function lufsOf(meanSquare: number): number {
  return -0.691 + 10 * Math.log10(meanSquare);
}

/** Inverts `lufsOf`. */
function meanSquareOf(lufs: number): number {
  return 10 ** ((lufs + 0.691) / 10);
}
