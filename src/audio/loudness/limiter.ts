import { amplitudeOf } from '../decibels.ts';
import { concatSamples } from '../pcm.ts';
import type { PcmStage } from '../pcm.ts';
import { truePeak } from './true-peak.ts';

const blockMs = 2;
/** Blocks that have to be known before one is let out, so that the gain is down when its peak comes. */
const aheadBlocks = 2;
/** The gain comes back by as much in a block, 50 dB a second: faster is heard as a rattle, slower as pumping. */
const releasePerBlock = amplitudeOf(0.1);
/** Waves between samples that are all below this part of the ceiling don't reach it in speech. */
const surelyBelow = 0.5;

/**
 * Keeps the true peak of a sound below a ceiling, by turning it down around its peaks alone. What stays below passes as it
 * is, some milliseconds later.
 */
export class Limiter implements PcmStage {
  readonly #ceiling: number;
  readonly #size: number;
  /** The last block that was let out, which true peaks are read from, and those that wait. */
  #held: Float32Array;
  /** The gain that each waiting block may have at most. */
  readonly #limits: number[] = [];
  #gain = 1;

  constructor(sampleRate: number, ceilingDbtp: number) {
    this.#ceiling = amplitudeOf(ceilingDbtp);
    this.#size = Math.round((sampleRate * blockMs) / 1000);
    this.#held = new Float32Array(this.#size);
  }

  push(samples: Float32Array): Float32Array {
    const size = this.#size;
    const input = concatSamples([this.#held, samples]);
    const blocks = Math.floor(input.length / size) - 1;
    for (let block = this.#limits.length; block < blocks; block += 1)
      this.#limits.push(this.#limitOf(input, (block + 1) * size));
    const ready = Math.max(0, blocks - aheadBlocks);
    const output = input.slice(size, (ready + 1) * size);
    for (let block = 0; block < ready; block += 1) {
      let next = this.#gain * releasePerBlock;
      for (let ahead = 0; ahead <= aheadBlocks; ahead += 1)
        next = Math.min(next, this.#limits[block + ahead] ?? 1);
      turn(output.subarray(block * size, (block + 1) * size), this.#gain, next);
      this.#gain = next;
    }
    this.#limits.splice(0, ready);
    this.#held = input.slice(ready * size);
    return output;
  }

  end(): Float32Array {
    const waiting = this.#held.length - this.#size;
    const filled = Math.ceil(waiting / this.#size) + aheadBlocks;
    return this.push(new Float32Array(filled * this.#size - waiting)).subarray(0, waiting);
  }

  /** The waves that are looked at end some samples earlier, so that those in front count, too. */
  #limitOf(input: Float32Array, from: number): number {
    const peak = truePeak(input, from, from + this.#size, this.#ceiling * surelyBelow);
    return peak <= this.#ceiling ? 1 : this.#ceiling / peak;
  }
}

/** From one gain at its beginning to another at its end. */
function turn(block: Float32Array, from: number, to: number): void {
  if (from === 1 && to === 1) return;
  for (let at = 0; at < block.length; at += 1)
    block[at] = (block[at] ?? 0) * (from + ((to - from) * (at + 1)) / block.length);
}
