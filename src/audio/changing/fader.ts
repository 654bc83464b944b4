import { amplitudeOf } from '../decibels.ts';
import type { PcmStage } from '../pcm.ts';
import { frameMs } from '../track.ts';
import type { Fade } from './change.ts';

/** Turns sound from one level to another, in even steps of dB: a jump would be a click. */
export class Fader implements PcmStage {
  readonly #fade: Fade;
  readonly #samplesPerFrame: number;
  #at = 0;

  constructor(sampleRate: number, fade: Fade) {
    this.#fade = fade;
    this.#samplesPerFrame = (sampleRate * frameMs) / 1000;
  }

  push(samples: Float32Array): Float32Array {
    return samples.map((sample) => sample * amplitudeOf(this.#nextDb()));
  }

  end(): Float32Array {
    return new Float32Array();
  }

  #nextDb(): number {
    const { fromDb, toDb, afterFrames, frames } = this.#fade;
    const turned = (this.#at / this.#samplesPerFrame - afterFrames) / frames;
    this.#at += 1;
    return fromDb + (toDb - fromDb) * Math.min(1, Math.max(0, turned));
  }
}
