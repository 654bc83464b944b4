/** MLS presentation language (RFC 9420 2.1): big endian integers, vectors with a length of one, two or four bytes. */

const twoByteLength = 0x40;
const fourByteLength = 0x80;

export const u8 = (value: number): Buffer => Buffer.of(value);

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

export function vector(...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x40) return Buffer.concat([Buffer.of(body.length), body]);
  if (body.length < 0x4000) return Buffer.concat([u16((twoByteLength << 8) | body.length), body]);
  return Buffer.concat([u32(((fourByteLength << 24) | body.length) >>> 0), body]);
}

/** Reads from the front; throws a `RangeError` when the bytes are too short. */
export class MlsReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get offset(): number {
    return this.#offset;
  }

  get ended(): boolean {
    return this.#offset === this.#bytes.length;
  }

  u8(): number {
    return this.take(1).readUInt8();
  }

  u16(): number {
    return this.take(2).readUInt16BE();
  }

  u32(): number {
    return this.take(4).readUInt32BE();
  }

  u64(): bigint {
    return this.take(8).readBigUInt64BE();
  }

  vector(): Buffer {
    const first = this.u8();
    const short = first & 0x3f;
    if (first < twoByteLength) return this.take(short);
    if (first < fourByteLength) return this.take((short << 8) | this.u8());
    if (first < 0xc0) return this.take(short * 2 ** 24 + ((this.u8() << 16) | this.u16()));
    throw new RangeError('A vector has an impossible length.');
  }

  take(sizeBytes: number): Buffer {
    const end = this.#offset + sizeBytes;
    if (end > this.#bytes.length) throw new RangeError('The message is too short.');
    const taken = this.#bytes.subarray(this.#offset, end);
    this.#offset = end;
    return taken;
  }

  /** Everything between an earlier offset and here. */
  since(offset: number): Buffer {
    return this.#bytes.subarray(offset, this.#offset);
  }

  rest(): Buffer {
    return this.take(this.#bytes.length - this.#offset);
  }
}
