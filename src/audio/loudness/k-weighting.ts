interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/**
 * The K-weighting of ITU-R BS.1770-4, annex 1, on one channel: how an ear in a head takes sound. The standard gives its two
 * filters for 48 kHz alone; these are the same for any rate, from the analogue filters behind them.
 */
export class KWeighting {
  readonly #shelf: Biquad;
  readonly #highPass: Biquad;
  // The state of both filters, in transposed direct form II.
  #shelf1 = 0;
  #shelf2 = 0;
  #pass1 = 0;
  #pass2 = 0;

  constructor(sampleRate: number) {
    this.#shelf = highShelf(sampleRate);
    this.#highPass = highPass(sampleRate);
  }

  /** The sum of the squares of these samples as they are heard; takes the samples of one sound in their order. */
  energy(samples: Float32Array): number {
    const shelf = this.#shelf;
    const pass = this.#highPass;
    let shelf1 = this.#shelf1;
    let shelf2 = this.#shelf2;
    let pass1 = this.#pass1;
    let pass2 = this.#pass2;
    let sum = 0;
    // An indexed loop, because it runs over every sample that is spoken.
    for (let index = 0; index < samples.length; index += 1) {
      const sample = samples[index] ?? 0;
      const bright = shelf.b0 * sample + shelf1;
      shelf1 = shelf.b1 * sample - shelf.a1 * bright + shelf2;
      shelf2 = shelf.b2 * sample - shelf.a2 * bright;
      const heard = pass.b0 * bright + pass1;
      pass1 = pass.b1 * bright - pass.a1 * heard + pass2;
      pass2 = pass.b2 * bright - pass.a2 * heard;
      sum += heard * heard;
    }
    this.#shelf1 = shelf1;
    this.#shelf2 = shelf2;
    this.#pass1 = pass1;
    this.#pass2 = pass2;
    return sum;
  }
}

/** The head: 4 dB more above 1.7 kHz. The figures give the standard's coefficients at 48 kHz, as in libebur128. */
function highShelf(sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b0: (high + (band * k) / q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
}

/** Nothing below 38 Hz counts. */
function highPass(sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 };
}
