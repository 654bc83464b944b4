import { AudioError } from './audio-error.ts';

/** `fLaC` and the STREAMINFO block that must follow it (RFC 9639, 8.2). */
const streamInfoAt = 8;
const headBytes = streamInfoAt + 34;
/** Larger than any frame of speech by far, and than any tag in front of it. */
const maxFrameBytes = 1024 * 1024;
const maxMetadataBytes = 4 * 1024 * 1024;

export interface FlacStreamInfo {
  readonly sampleRate: number;
  /** 0 where the writer did not know. */
  readonly sampleCount: number;
}

/**
 * Cuts a FLAC stream into frames as it arrives. A frame ends where its checksum comes out and the next one begins; the
 * parser that comes with the decoder loses the last frame when bytes in it look like a header.
 */
export class FlacFrames {
  #held: Uint8Array = new Uint8Array();
  #state: 'head' | 'metadata' | 'frames' = 'head';
  /** Known once frames come. */
  info: FlacStreamInfo | undefined;
  #isLastBlock = false;
  #blockLeft = 0;
  #metadataBytes = 0;
  /** How far into the held bytes the checksum has been taken, and what it is there. */
  #checkedBytes = 0;
  #checksum = 0;

  push(bytes: Uint8Array): readonly Uint8Array[] {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    if (this.#state === 'head') this.#readHead();
    if (this.#state === 'metadata') this.#skipMetadata();
    return this.#state === 'frames' ? this.#cut() : [];
  }

  /** The last frame, which nothing follows, and whether the stream was cut. */
  end(): { readonly frames: readonly Uint8Array[]; readonly truncated: boolean } {
    if (this.#state !== 'frames') return { frames: [], truncated: true };
    for (const byte of this.#held.subarray(this.#checkedBytes)) this.#check(byte);
    const isWhole = this.#checksum === 0 && this.#held.length > 2;
    if (isWhole) return { frames: [this.#held], truncated: false };
    return { frames: [], truncated: this.#held.length > 0 };
  }

  #readHead(): void {
    if (this.#held.length < headBytes) return;
    const view = new DataView(this.#held.buffer, this.#held.byteOffset, headBytes);
    const blockType = view.getUint8(4) & 0x7f;
    const length = view.getUint32(4) & 0xff_ff_ff;
    const sampleRate = view.getUint32(streamInfoAt + 10) >>> 12;
    if (blockType !== 0 || length !== 34 || sampleRate === 0) {
      throw new AudioError('corrupt', 'its FLAC header is damaged', {
        flaw: { kind: 'flac-header-damaged' },
      });
    }
    const high = view.getUint8(streamInfoAt + 13) & 0x0f;
    this.info = { sampleRate, sampleCount: high * 2 ** 32 + view.getUint32(streamInfoAt + 14) };
    this.#isLastBlock = (view.getUint8(4) & 0x80) !== 0;
    this.#held = this.#held.subarray(headBytes);
    this.#state = 'metadata';
  }

  #skipMetadata(): void {
    for (;;) {
      const skipped = Math.min(this.#blockLeft, this.#held.length);
      this.#blockLeft -= skipped;
      this.#metadataBytes += skipped;
      this.#held = this.#held.subarray(skipped);
      if (this.#metadataBytes > maxMetadataBytes) {
        throw new AudioError('corrupt', 'its FLAC header does not end', {
          flaw: { kind: 'flac-header-endless' },
        });
      }
      if (this.#blockLeft > 0) return;
      if (this.#isLastBlock) break;
      if (this.#held.length < 4) return;
      const header = new DataView(this.#held.buffer, this.#held.byteOffset, 4).getUint32(0);
      this.#isLastBlock = header >>> 31 === 1;
      this.#blockLeft = header & 0xff_ff_ff;
      this.#metadataBytes += 4;
      this.#held = this.#held.subarray(4);
    }
    this.#state = 'frames';
  }

  #cut(): readonly Uint8Array[] {
    const frames: Uint8Array[] = [];
    const input = this.#held;
    let start = 0;
    let at = this.#checkedBytes;
    // Where a frame begins is known by two bytes.
    for (; at + 1 < input.length; at += 1) {
      const isHeader = isSync(input, at);
      if (at === start && !isHeader)
        throw new AudioError('corrupt', 'its FLAC frames are damaged', {
          flaw: { kind: 'flac-frames-damaged' },
        });
      if (isHeader && at > start && this.#checksum === 0) {
        frames.push(input.subarray(start, at));
        start = at;
      }
      if (at - start > maxFrameBytes)
        throw new AudioError('corrupt', 'a FLAC frame does not end', {
          flaw: { kind: 'flac-frame-endless' },
        });
      this.#check(input[at] ?? 0);
    }
    this.#held = input.subarray(start);
    this.#checkedBytes = at - start;
    return frames;
  }

  /** The checksum of a frame together with the checksum at its end is 0. */
  #check(byte: number): void {
    const checksum = this.#checksum;
    this.#checksum = ((checksum << 8) & 0xff_ff) ^ (checksumTable[(checksum >> 8) ^ byte] ?? 0);
  }
}

/** Fourteen bits of sync, a zero, and whether blocks have one size. */
function isSync(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xff && ((bytes[at + 1] ?? 0) & 0xfe) === 0xf8;
}

/** CRC-16 with polynomial 8005, not reflected (RFC 9639, 9.3). */
const checksumTable = Uint16Array.from({ length: 256 }, (_, index) => {
  let value = index << 8;
  for (let bit = 0; bit < 8; bit += 1)
    value = value & 0x80_00 ? (value << 1) ^ 0x80_05 : value << 1;
  return value;
});
