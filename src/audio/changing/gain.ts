import { amplitudeOf } from '../decibels.ts';
import type { PcmStage } from '../pcm.ts';

/** Makes sound so much louder, or softer. */
export class Gain implements PcmStage {
  readonly #factor: number;

  constructor(db: number) {
    this.#factor = amplitudeOf(db);
  }

  push(samples: Float32Array): Float32Array {
    const factor = this.#factor;
    return factor === 1 ? samples : samples.map((sample) => sample * factor);
  }

  end(): Float32Array {
    return new Float32Array();
  }
}
