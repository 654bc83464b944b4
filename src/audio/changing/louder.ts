import { amplitudeOf } from '../decibels.ts';
import { ceilingDbtp } from '../loudness/levelling.ts';
import { LoudnessMeter } from '../loudness/loudness-meter.ts';
import type { PcmStage } from '../pcm.ts';

/** Opus adds the more to peaks the more of them were rounded: so much for each dB. */
const overshoot = 0.4;
/** Waves up to this part of the ceiling keep their shape. */
const straight = 0.4;
/** Loudness that rounding takes is given back, up to so much. */
const mostExtraDb = 8;
/** Usual speech loses this part of what it is given: the beginning of a line is made by that. */
const usualExtra = 0.5;
/** The part of what is missing that is given back in a step. */
const approach = 0.3;
const stepMs = 50;

/**
 * Makes speech louder than its peaks let it: those are rounded off, each wave for itself. To turn the sound down around them, as a
 * limiter does, would take away again what was given.
 */
export class Louder implements PcmStage {
  readonly #gainDb: number;
  readonly #ceiling: number;
  readonly #stepSamples: number;
  readonly #given: LoudnessMeter;
  readonly #made: LoudnessMeter;
  #extraDb: number;

  constructor(sampleRate: number, gainDb: number) {
    this.#gainDb = gainDb;
    this.#ceiling = amplitudeOf(ceilingDbtp - gainDb * overshoot);
    this.#stepSamples = (sampleRate * stepMs) / 1000;
    this.#given = new LoudnessMeter(sampleRate);
    this.#made = new LoudnessMeter(sampleRate);
    this.#extraDb = gainDb * usualExtra;
  }

  push(samples: Float32Array): Float32Array {
    const made = new Float32Array(samples.length);
    for (let at = 0; at < samples.length; at += this.#stepSamples) {
      const part = samples.subarray(at, at + this.#stepSamples);
      const louder = made.subarray(at, at + part.length);
      this.#round(part, louder, amplitudeOf(this.#gainDb + this.#extraDb));
      this.#given.push(part);
      this.#made.push(louder);
      this.#look();
    }
    return made;
  }

  end(): Float32Array {
    return new Float32Array();
  }

  /** An indexed loop, because it runs over every sample that is spoken. */
  #round(samples: Float32Array, rounded: Float32Array, factor: number): void {
    const from = this.#ceiling * straight;
    const room = this.#ceiling - from;
    for (let at = 0; at < samples.length; at += 1) {
      const louder = (samples[at] ?? 0) * factor;
      const over = Math.abs(louder) - from;
      rounded[at] = over <= 0 ? louder : Math.sign(louder) * (from + room * Math.tanh(over / room));
    }
  }

  #look(): void {
    const missingDb = this.#given.integratedLufs() + this.#gainDb - this.#made.integratedLufs();
    if (!Number.isFinite(missingDb)) return;
    const extraDb = this.#extraDb + missingDb * approach;
    this.#extraDb = Math.max(0, Math.min(mostExtraDb, extraDb));
  }
}
