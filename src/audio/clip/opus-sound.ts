import type { DecodedEnd, Decoder } from '../decoder.ts';
import { opusDecoding } from '../opus-decoding.ts';
import type { OpusDecoding } from '../opus-decoding.ts';
import type { OpusHead } from '../opus-head.ts';
import { OpusStreams } from '../opus-streams.ts';
import type { Pcm } from '../pcm.ts';

/**
 * Ogg Opus to sound of 24 kHz, exact to the sample: without the pre-skip at its front and without what its last
 * granule leaves out at its end (RFC 7845, 4).
 */
export class OpusSound implements Decoder {
  readonly #streams = new OpusStreams();
  #of: { readonly head: OpusHead; readonly decoding: OpusDecoding } | undefined;

  async *decode(bytes: Uint8Array): AsyncGenerator<Pcm> {
    for (const placed of this.#streams.push(bytes)) {
      const { head } = placed;
      if (head !== this.#of?.head) {
        this.close();
        this.#of = { head, decoding: await opusDecoding(head) };
      }
      yield this.#of.decoding.decode(placed);
    }
  }

  async end(): Promise<DecodedEnd> {
    return { sound: [], truncated: !this.#streams.isComplete };
  }

  close(): void {
    this.#of?.decoding.close();
    this.#of = undefined;
  }
}
