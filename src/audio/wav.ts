import { AudioError } from './audio-error.ts';
import type { DecodedEnd, Decoder } from './decoder.ts';
import type { Pcm } from './pcm.ts';
import { has } from './sniff.ts';
import { readWavFormat } from './wav-format.ts';
import type { WavFormat } from './wav-format.ts';

/** A chunk in front of the sound that is larger than this is not skipped but refused. */
const maxSkippedBytes = 4 * 1024 * 1024;

/** Streaming writers put such a number where the size should be, since they do not know it yet. */
function isUnknownSize(size: number): boolean {
  return size === 0 || size >= 0x7f_ff_f0_00;
}

/** Reads RIFF/WAVE as it arrives. A data size of 0 or near 4 GiB means "until the end". */
export class WavDecoder implements Decoder {
  #held: Uint8Array = new Uint8Array();
  /** Bytes that nothing is read from; at first RIFF, its size, and WAVE. */
  #skipLeft = 12;
  #format: WavFormat | undefined;
  /** Once its chunk has begun. */
  #sound: { readonly format: WavFormat; left: number } | undefined;

  async *decode(bytes: Uint8Array): AsyncGenerator<Pcm> {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    while (!this.#sound && this.#readHead());
    if (!this.#sound) return;
    const { format, left } = this.#sound;
    const available = Math.min(left, this.#held.length);
    const used = available - (available % format.blockBytes);
    if (used > 0) yield format.read(this.#held.subarray(0, used));
    this.#sound.left -= used;
    // Bytes after the sound are no sound.
    this.#held = this.#isOver ? new Uint8Array() : this.#held.subarray(used);
  }

  async end(): Promise<DecodedEnd> {
    return { sound: [], truncated: !this.#isOver && this.#sound?.left !== Infinity };
  }

  close(): void {}

  /** A last block that is not whole is no sound. */
  get #isOver(): boolean {
    return this.#sound !== undefined && this.#sound.left < this.#sound.format.blockBytes;
  }

  /** Reads one thing of what lies in front of the sound; false when more bytes have to come first. */
  #readHead(): boolean {
    const input = this.#held;
    if (this.#skipLeft > 0) {
      const used = Math.min(this.#skipLeft, input.length);
      this.#skipLeft -= used;
      this.#held = input.subarray(used);
      return used > 0;
    }
    if (input.length < 8) return false;
    const view = new DataView(input.buffer, input.byteOffset, input.length);
    const size = view.getUint32(4, true);
    const paddedSize = size + (size % 2);
    if (has(input, 'fmt ')) {
      if (size < 16 || size > 1024) {
        throw new AudioError('corrupt', `its format chunk has ${size} bytes`, {
          flaw: { kind: 'wav-format-size', count: size },
        });
      }
      if (input.length < 8 + paddedSize) return false;
      this.#format = readWavFormat(view, 8, size);
      this.#skipLeft = 8 + paddedSize;
      return true;
    }
    if (has(input, 'data')) {
      if (!this.#format)
        throw new AudioError('corrupt', 'its sound comes before its format', {
          flaw: { kind: 'sound-before-format' },
        });
      this.#sound = { format: this.#format, left: isUnknownSize(size) ? Infinity : size };
      this.#held = input.subarray(8);
      return true;
    }
    if (size > maxSkippedBytes)
      throw new AudioError('corrupt', `a chunk claims ${size} bytes`, {
        flaw: { kind: 'wav-chunk-size', count: size },
      });
    this.#skipLeft = 8 + paddedSize;
    return true;
  }
}
