import { MPEGDecoder, type MPEGDecodedAudio } from 'mpg123-decoder';

/*
 * Everything that depends on how mpg123-decoder 1.0.3 works inside. It takes a WebAssembly memory of 16 MB for each
 * stream, and so much memory coming and going has V8 collect all of its garbage again and again: where fifty lines begin
 * at once, that takes a quarter of the time. The module itself holds as many streams in one memory as there is room for.
 */

/** The parts of a decoder that it has and doesn't tell of. */
interface Inside {
  /** The address of the stream that `decode` goes on with. */
  _decoder: number;
  /** The sample rate of what was decoded last, which is only written when it changes. */
  readonly _sampleRatePtr: { readonly buf: Uint32Array };
  readonly _common: {
    allocateTypedArray(
      length: number,
      type: typeof Uint32Array,
      isFreedAtTheEnd: boolean,
    ): { readonly ptr: number; readonly buf: Uint32Array };
    readonly wasm: {
      mpeg_frame_decoder_create(addressPtr: number, gapless: 0 | 1): number;
      mpeg_frame_decoder_destroy(address: number): void;
      free(address: number): void;
    };
  };
}

/** One stream of MPEG frames. */
export interface Mpg123 {
  decode(frames: Uint8Array): MPEGDecodedAudio;
  /** Gives its memory back; to be called once. */
  free(): void;
}

/** A stream takes 400 kB of the 16 MB, and up to 64 for what it is given at once. A full memory would never answer. */
const maxStreams = 24;

/** A module in its memory, with the streams that are open in it. */
class Module {
  readonly #library: MPEGDecoder & Inside;
  openStreams = 0;
  isBroken = false;

  constructor(library: MPEGDecoder) {
    this.#library = library as MPEGDecoder & Inside;
  }

  open(): Mpg123 {
    const library = this.#library;
    const { wasm } = library._common;
    const address = this.#create();
    this.openStreams += 1;
    let sampleRate = 0;
    return {
      decode: (frames) => {
        library._decoder = address;
        library._sampleRatePtr.buf[0] = sampleRate;
        try {
          return library.decode(frames);
        } catch (error) {
          // Nobody knows what else is wrong in its memory.
          this.isBroken = true;
          throw error;
        } finally {
          sampleRate = library._sampleRatePtr.buf[0] ?? 0;
        }
      },
      free: () => {
        this.openStreams -= 1;
        dropUnused();
        // This gives back the address, too: to free that again, as the library does at its end, would break the others.
        if (!this.isBroken) wasm.mpeg_frame_decoder_destroy(address);
      },
    };
  }

  #create(): number {
    const common = this.#library._common;
    const { ptr, buf } = common.allocateTypedArray(1, Uint32Array, false);
    const failure = common.wasm.mpeg_frame_decoder_create(ptr, 1);
    const [address = 0] = buf;
    common.wasm.free(ptr);
    if (failure !== 0) throw new Error(`mpg123 opens no stream: ${failure}`);
    return address;
  }
}

let modules: readonly Module[] = [];
let opening: Promise<void> | undefined;

/** Opens a stream in a module that has room for it. */
export async function openMpg123(): Promise<Mpg123> {
  for (;;) {
    const module = modules.find(
      ({ isBroken, openStreams }) => !isBroken && openStreams < maxStreams,
    );
    if (module) return module.open();
    await (opening ??= openModule());
  }
}

async function openModule(): Promise<void> {
  try {
    const library = new MPEGDecoder();
    await library.ready;
    modules = [...modules, new Module(library)];
  } finally {
    opening = undefined;
  }
}

/** One stays for the next stream that comes. */
function dropUnused(): void {
  const [kept, ...others] = modules.filter(({ isBroken }) => !isBroken);
  modules = [...(kept ? [kept] : []), ...others.filter(({ openStreams }) => openStreams > 0)];
}
