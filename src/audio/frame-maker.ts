import { encoderDelayGranules, granuleRate, samplesPerFrame } from './encoder.ts';
import type { Encoder, OpusRate } from './encoder.ts';
import { mixDown } from './pcm.ts';
import type { Pcm, PcmStage } from './pcm.ts';
import { Resampler, opusRateFor } from './resample.ts';
import type { Frame } from './track.ts';

export interface FrameMakerOptions {
  readonly openEncoder: (rate: OpusRate) => Encoder;
  /** The steps that the mono sound takes before it is encoded, in this order. */
  readonly openStages: (rate: OpusRate) => readonly PcmStage[];
}

interface Line {
  readonly rate: OpusRate;
  readonly encoder: Encoder;
  readonly stages: readonly PcmStage[];
  readonly frame: Int16Array;
}

/** Decoded sound of any rate and any number of channels to mono Opus frames. */
export class FrameMaker {
  readonly #options: FrameMakerOptions;
  /** Set up by the first sound that comes: its rate decides the encoder's. */
  #line: Line | undefined;
  #resampler: Resampler | undefined;
  #inputRate = 0;
  /** Samples that lie in the line's frame already. */
  #filled = 0;

  constructor(options: FrameMakerOptions) {
    this.#options = options;
  }

  *push(pcm: Pcm): Generator<Frame> {
    const line = (this.#line ??= this.#open(pcm.sampleRate));
    if (pcm.sampleRate !== this.#inputRate) {
      if (this.#resampler) yield* this.#stage(line, this.#resampler.end());
      this.#inputRate = pcm.sampleRate;
      this.#resampler =
        pcm.sampleRate === line.rate ? undefined : new Resampler(pcm.sampleRate, line.rate);
    }
    const mono = mixDown(pcm);
    yield* this.#stage(line, this.#resampler ? this.#resampler.push(mono) : mono);
  }

  /** The last frames: what stages held back, and what the encoder's own delay would keep. */
  *end(): Generator<Frame> {
    const line = this.#line;
    if (!line) return;
    if (this.#resampler) yield* this.#stage(line, this.#resampler.end());
    for (const [index, stage] of line.stages.entries()) {
      yield* this.#stage(line, stage.end(), index + 1);
    }
    const delay = (encoderDelayGranules * line.rate) / granuleRate;
    yield* this.#encode(line, new Float32Array(delay));
    if (this.#filled > 0) {
      yield* this.#encode(line, new Float32Array(line.frame.length - this.#filled));
    }
  }

  close(): void {
    this.#line?.encoder.close();
    this.#line = undefined;
  }

  #open(sampleRate: number): Line {
    const rate = opusRateFor(sampleRate);
    return {
      rate,
      encoder: this.#options.openEncoder(rate),
      stages: this.#options.openStages(rate),
      frame: new Int16Array(samplesPerFrame(rate)),
    };
  }

  #stage(line: Line, samples: Float32Array, first = 0): Generator<Frame> {
    let staged = samples;
    for (const stage of line.stages.slice(first)) staged = stage.push(staged);
    return this.#encode(line, staged);
  }

  *#encode(line: Line, samples: Float32Array): Generator<Frame> {
    const { frame, encoder } = line;
    for (let at = 0; at < samples.length;) {
      const part = samples.subarray(at, at + frame.length - this.#filled);
      writeInt16s(part, frame, this.#filled);
      at += part.length;
      this.#filled += part.length;
      if (this.#filled < frame.length) return;
      this.#filled = 0;
      yield encoder.encode(frame);
    }
  }
}

/** Clips, because sound that wraps round is a bang; a decoder's NaN becomes silence. */
function writeInt16s(samples: Float32Array, frame: Int16Array, from: number): void {
  for (let at = 0; at < samples.length; at += 1) {
    const sample = samples[at] ?? 0;
    frame[from + at] = sample >= 1 ? 32_767 : sample <= -1 ? -32_768 : Math.round(sample * 32_767);
  }
}
