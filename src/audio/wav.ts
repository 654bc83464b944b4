import { AudioError } from './audio-error.ts';
import type { DecodedEnd, Decoder } from './decoder.ts';
import type { Pcm } from './pcm.ts';
import { readWavFormat } from './wav-format.ts';
import type { WavFormat } from './wav-format.ts';

/** A chunk in front of the sound that is larger than this is not skipped but refused. */
const maxSkippedBytes = 4 * 1024 * 1024;

/** Streaming writers put such a number where the size should be, since they do not know it yet. */
function isUnknownSize(size: number): boolean {
  return size === 0 || size >= 0x7f_ff_f0_00;
}

type State =
  | { readonly at: 'riff' }
  | { readonly at: 'chunk'; readonly format?: WavFormat }
  | { readonly at: 'skip'; readonly format?: WavFormat; readonly left: number }
  | { readonly at: 'data'; readonly format: WavFormat; readonly left: number }
  | { readonly at: 'end' };

/** Reads RIFF/WAVE as it arrives. A data size of 0 or near 4 GiB means "until the end". */
export class WavDecoder implements Decoder {
  #state: State = { at: 'riff' };
  #held: Uint8Array = new Uint8Array();

  decode(bytes: Uint8Array): Promise<readonly Pcm[]> {
    // Rejects, never throws: that is what the port promises.
    return Promise.resolve(bytes).then((bytes) => this.#read(bytes));
  }

  end(): Promise<DecodedEnd> {
    const state = this.#state;
    const isWhole = state.at === 'end' || (state.at === 'data' && state.left === Infinity);
    return Promise.resolve({ sound: [], truncated: !isWhole });
  }

  close(): void {
    this.#state = { at: 'end' };
  }

  #read(bytes: Uint8Array): readonly Pcm[] {
    let input = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const sound: Pcm[] = [];
    for (;;) {
      const used = this.#step(input, sound);
      if (used === 0) break;
      input = input.subarray(used);
    }
    this.#held = input;
    return sound;
  }

  /** Does one thing with the input and says how many bytes it used; 0 when it needs more. */
  #step(input: Uint8Array, sound: Pcm[]): number {
    const state = this.#state;
    if (state.at === 'chunk') return this.#chunk(state.format, input);
    if (state.at === 'skip') return this.#skip(state, input);
    if (state.at === 'data') return this.#data(state, input, sound);
    if (state.at === 'end') return input.length;
    if (input.length < 12) return 0;
    this.#state = { at: 'chunk' };
    return 12;
  }

  #chunk(format: WavFormat | undefined, input: Uint8Array): number {
    if (input.length < 8) return 0;
    const view = new DataView(input.buffer, input.byteOffset, input.length);
    const name = view.getUint32(0);
    const size = view.getUint32(4, true);
    if (name === 0x66_6d_74_20) {
      if (size < 16 || size > 1024) {
        throw new AudioError('corrupt', `its format chunk has ${size} bytes`);
      }
      const paddedSize = size + (size % 2);
      if (input.length < 8 + paddedSize) return 0;
      this.#state = { at: 'chunk', format: readWavFormat(view, 8, size) };
      return 8 + paddedSize;
    }
    if (name === 0x64_61_74_61) {
      if (!format) throw new AudioError('corrupt', 'its sound comes before its format');
      this.#state = { at: 'data', format, left: isUnknownSize(size) ? Infinity : size };
      return 8;
    }
    if (size > maxSkippedBytes) throw new AudioError('corrupt', `a chunk claims ${size} bytes`);
    this.#state = { at: 'skip', ...(format && { format }), left: size + (size % 2) };
    return 8;
  }

  #skip(state: State & { at: 'skip' }, input: Uint8Array): number {
    const used = Math.min(state.left, input.length);
    const left = state.left - used;
    const format = state.format && { format: state.format };
    this.#state = left === 0 ? { at: 'chunk', ...format } : { at: 'skip', ...format, left };
    // A chunk of no bytes is done without using any, and the next one has to be looked at all the same.
    return used === 0 && left === 0 ? this.#step(input, []) : used;
  }

  #data(state: State & { at: 'data' }, input: Uint8Array, sound: Pcm[]): number {
    const { format, left } = state;
    const available = Math.min(left, input.length);
    const used = available - (available % format.blockBytes);
    if (used > 0) sound.push(format.read(input.subarray(0, used)));
    const remaining = left - used;
    // A last block that is not whole is no sound.
    if (remaining < format.blockBytes) this.#state = { at: 'end' };
    else this.#state = { at: 'data', format, left: remaining };
    return used;
  }
}
