import { OpusDecoder } from 'opus-decoder';
import type { OpusDecodedAudio } from 'opus-decoder';

import type { OpusRate } from './encoder.ts';

/*
 * Everything that depends on how opus-decoder 0.7 works inside. It takes a WebAssembly memory of 29 MB for each stream, and
 * so much memory coming and going has V8 collect all of its garbage again and again: for a line of some seconds that took
 * half as long as to decode it, change it and encode it. A memory holds as many streams as there is room for.
 */

/** The parts of a decoder that it has and doesn't tell of. */
interface Inside {
  /** The address of the stream that `decodeFrame` goes on with. */
  _decoder: number;
  readonly _common: {
    allocateTypedArray(
      length: number,
      type: typeof Uint8Array,
    ): { readonly ptr: number; readonly buf: Uint8Array };
    readonly wasm: {
      opus_frame_decoder_create(
        sampleRate: number,
        channels: 1,
        streamCount: 1,
        coupledStreamCount: 0,
        mappingAddress: number,
        preSkip: 0,
        forcesStereo: 0,
      ): number;
      opus_frame_decoder_destroy(address: number): void;
    };
  };
}

/** One stream of packets. */
export interface OpusStream {
  decode(packet: Uint8Array): Pick<OpusDecodedAudio, 'channelData' | 'errors'>;
  /** To be called once. */
  free(): void;
}

/** A stream takes 42 kB, of which it never gives back 23. A full memory would never answer. */
const maxStreams = 400;

/** A decoder with its memory, and the streams that are in it. */
class Memory {
  readonly #library: OpusDecoder & Inside;
  /** Channel 0 of the stream is channel 0 of the sound. */
  readonly #mapping: number;
  /** The number of streams that were ever opened in it. */
  #streams = 0;
  #isBroken = false;

  constructor(library: OpusDecoder) {
    this.#library = library as OpusDecoder & Inside;
    const { ptr, buf } = this.#library._common.allocateTypedArray(1, Uint8Array);
    buf[0] = 0;
    this.#mapping = ptr;
  }

  get hasRoom(): boolean {
    return !this.#isBroken && this.#streams < maxStreams;
  }

  open(rate: OpusRate): OpusStream {
    const library = this.#library;
    const { wasm } = library._common;
    this.#streams += 1;
    const address = wasm.opus_frame_decoder_create(rate, 1, 1, 0, this.#mapping, 0, 0);
    return {
      decode: (packet) => {
        library._decoder = address;
        try {
          return library.decodeFrame(packet);
        } catch (error) {
          // All but a packet that is too large: nobody knows what else is wrong in its memory.
          if (!(error instanceof RangeError)) this.#isBroken = true;
          throw error;
        }
      },
      free: () => {
        if (!this.#isBroken) wasm.opus_frame_decoder_destroy(address);
      },
    };
  }
}

let memory: Memory | undefined;
let opening: Promise<void> | undefined;

/** Opens a stream whose sound comes at this rate, in one channel. A memory that takes no more streams goes with the last of them. */
export async function openOpusStream(rate: OpusRate): Promise<OpusStream> {
  while (memory?.hasRoom !== true) await (opening ??= openMemory());
  return memory.open(rate);
}

async function openMemory(): Promise<void> {
  try {
    const library = new OpusDecoder({ channels: 1 });
    await library.ready;
    memory = new Memory(library);
  } finally {
    opening = undefined;
  }
}
