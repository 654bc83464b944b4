import type { Frame } from './track.ts';

/** Sample rates that Opus takes as they are (RFC 6716, 2.1.3). */
export const opusRates = [8000, 12_000, 16_000, 24_000, 48_000] as const;
export type OpusRate = (typeof opusRates)[number];

/** The rates' common measure: Ogg and RTP count Opus in samples of 48 kHz, whatever was encoded. */
export const granuleRate = 48_000;
/** Samples of one frame, counted at 48 kHz. */
export const granulesPerFrame = 960;
/** The delay that libopus' encoder adds in front, in samples of 48 kHz: 6.5 ms. */
export const encoderDelayGranules = 312;

/** Mono samples in one 20 ms frame. */
export function samplesPerFrame(rate: OpusRate): number {
  return rate / 50;
}

/** Makes mono Opus frames. Holds state from frame to frame: one encoder for one stream. */
export interface Encoder {
  /** `samples` are exactly one frame: native encoders read past the end of a shorter one. */
  encode(samples: Int16Array): Frame;
  close(): void;
}

/** A library that encodes Opus. Throws where it does not load. */
export interface EncoderLibrary {
  readonly name: string;
  load(): Promise<(rate: OpusRate) => Encoder>;
}

export interface LoadedEncoder {
  readonly name: string;
  readonly open: (rate: OpusRate) => Encoder;
}

/** The first library that loads and encodes a frame on this machine. */
export async function firstEncoder(libraries: readonly EncoderLibrary[]): Promise<LoadedEncoder> {
  const failures: unknown[] = [];
  for (const library of libraries) {
    try {
      const open = guarded(await library.load());
      const encoder = open(24_000);
      encoder.encode(new Int16Array(samplesPerFrame(24_000)));
      encoder.close();
      return { name: library.name, open };
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(failures, 'No Opus encoder loads on this machine');
}

/** The largest frame that Opus knows (RFC 6716, 3.2.1), and one byte in front of it. */
const maxFrameBytes = 1276;

/** A wrong length never reaches native code, and garbage never leaves it. */
function guarded(open: (rate: OpusRate) => Encoder): (rate: OpusRate) => Encoder {
  return (rate) => {
    const encoder = open(rate);
    const expected = samplesPerFrame(rate);
    return {
      encode(samples) {
        if (samples.length !== expected) {
          throw new RangeError(`expected a frame of ${expected} samples, got ${samples.length}`);
        }
        const frame = encoder.encode(samples);
        if (frame.length === 0 || frame.length > maxFrameBytes) {
          throw new RangeError(`the Opus encoder gave ${frame.length} bytes`);
        }
        return frame;
      },
      close: () => encoder.close(),
    };
  };
}
