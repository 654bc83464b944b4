import { firstEncoder } from './encoder.ts';
import type { EncoderLibrary, LoadedEncoder } from './encoder.ts';

/** Measured: from 50 kbit/s up libopus codes speech with CELT alone, which costs a quarter of hybrid and sounds better. */
const bitrate = 64_000;
/** Measured: 5 costs two thirds of 9 and nobody hears the difference at 64 kbit/s. */
const complexity = 5;
/** OPUS_SET_COMPLEXITY of opus_defines.h. */
const setComplexity = 4010;
/** OPUS_APPLICATION_AUDIO of opus_defines.h. */
const applicationAudio = 2049;

/** Prebuilt native code inside npm packages, for every platform that Node runs on. */
export const mediaplexLibrary: EncoderLibrary = {
  name: 'mediaplex',
  async load() {
    const { OpusEncoder } = await import('mediaplex');
    return (rate) => {
      const encoder = new OpusEncoder(rate, 1);
      encoder.setBitrate(bitrate);
      encoder.applyEncoderCtl(setComplexity, complexity);
      return {
        // Copied, because mediaplex gives each frame a block of 3,828 bytes, and frames are kept.
        encode: (samples) => Buffer.from(encoder.encode(bytesOf(samples))),
        close: () => {},
      };
    };
  },
};

/** WebAssembly: loads wherever Node does, at 1.3 times the price. */
export const opusscriptLibrary: EncoderLibrary = {
  name: 'opusscript',
  async load() {
    const { default: OpusScript } = await import('opusscript');
    return (rate) => {
      const encoder = new OpusScript(rate, 1, applicationAudio);
      encoder.setBitrate(bitrate);
      encoder.encoderCTL(setComplexity, complexity);
      return {
        encode: (samples) => encoder.encode(bytesOf(samples), samples.length),
        // Its memory is not collected: some eighty left open exhaust the module.
        close: () => encoder.delete(),
      };
    };
  },
};

function bytesOf(samples: Int16Array): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
}

let loaded: Promise<LoadedEncoder> | undefined;

/** The encoder of this machine, loaded once. */
export function opusEncoder(): Promise<LoadedEncoder> {
  loaded ??= firstEncoder([mediaplexLibrary, opusscriptLibrary]);
  return loaded;
}
