import type { Sonic } from '@echogarden/sonic-wasm';

import { concatSamples } from '../pcm.ts';
import type { PcmStage } from '../pcm.ts';

/** Samples that cross into its memory at once. */
const roomSamples = 4_096;
const bytesPerSample = 4;

/** Sound at another tempo; its memory is given back by `close`. */
export interface Tempo extends PcmStage {
  close(): void;
}

/** Opens what makes sound faster by a factor, or slower, at the same pitch. */
export type OpenTempo = (sampleRate: number, factor: number) => Tempo;

let loaded: Promise<OpenTempo> | undefined;

/** Sonic, which leaves out or repeats whole periods of a voice; loaded once. */
export function tempo(): Promise<OpenTempo> {
  loaded ??= import('@echogarden/sonic-wasm').then(async ({ default: load }) => {
    const sonic = await load();
    // Only one stream is in it at any time.
    const room = sonic._malloc(roomSamples * bytesPerSample);
    return (sampleRate, factor) => new SonicTempo(sonic, room, { sampleRate, factor });
  });
  return loaded;
}

class SonicTempo implements Tempo {
  readonly #sonic: Sonic;
  readonly #room: number;
  readonly #stream: number;

  constructor(
    sonic: Sonic,
    room: number,
    { sampleRate, factor }: { readonly sampleRate: number; readonly factor: number },
  ) {
    this.#sonic = sonic;
    this.#room = room;
    this.#stream = assertRoom(sonic._sonicCreateStream(sampleRate, 1));
    sonic._sonicSetSpeed(this.#stream, factor);
  }

  push(samples: Float32Array): Float32Array {
    for (let at = 0; at < samples.length; at += roomSamples) {
      const part = samples.subarray(at, at + roomSamples);
      this.#sonic.HEAPF32.set(part, this.#room / bytesPerSample);
      assertRoom(this.#sonic._sonicWriteFloatToStream(this.#stream, this.#room, part.length));
    }
    return this.#ready();
  }

  end(): Float32Array {
    assertRoom(this.#sonic._sonicFlushStream(this.#stream));
    return this.#ready();
  }

  close(): void {
    this.#sonic._sonicDestroyStream(this.#stream);
  }

  #ready(): Float32Array {
    const parts: Float32Array[] = [];
    for (;;) {
      const count = this.#sonic._sonicReadFloatFromStream(this.#stream, this.#room, roomSamples);
      if (count === 0) return concatSamples(parts);
      const from = this.#room / bytesPerSample;
      parts.push(this.#sonic.HEAPF32.slice(from, from + count));
    }
  }
}

function assertRoom(result: number): number {
  if (result === 0) throw new Error('Sonic has no memory left');
  return result;
}
