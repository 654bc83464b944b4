/** Sonic in WebAssembly, as far as it is used here; a stream is its address. */
declare module '@echogarden/sonic-wasm' {
  export interface Sonic {
    /** Another view whenever the memory has grown. */
    readonly HEAPF32: Float32Array;
    _malloc(bytes: number): number;
    /** 0 when there is no memory. */
    _sonicCreateStream(sampleRate: number, channels: number): number;
    _sonicDestroyStream(stream: number): void;
    _sonicSetSpeed(stream: number, speed: number): void;
    /** 0 when there is no memory. */
    _sonicWriteFloatToStream(stream: number, samples: number, count: number): number;
    /** The count of samples that were read. */
    _sonicReadFloatFromStream(stream: number, samples: number, maxCount: number): number;
    /** 0 when there is no memory. */
    _sonicFlushStream(stream: number): number;
  }

  export default function load(): Promise<Sonic>;
}
