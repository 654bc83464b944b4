import { AudioError } from './audio-error.ts';
import { has } from './sniff.ts';

export type OggPage = Readonly<NonNullable<ReturnType<typeof readPage>>>;

/** Up to the segment lengths, whose number is its last byte. */
export const pageHeaderBytes = 27;

/**
 * Cuts an Ogg stream (RFC 3533) into pages as it arrives; each is whole and its checksum right. prism-media's demuxer
 * asks for neither, and keeps what a page says of itself to itself.
 */
export class OggPages {
  #held: Uint8Array = new Uint8Array();

  /** Bytes of a page that is not whole are waiting. */
  get endsInPage(): boolean {
    return this.#held.length > 0;
  }

  /** Throws an `AudioError` behind the last page that is right. */
  *push(bytes: Uint8Array): Generator<OggPage> {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    for (;;) {
      const page = readPage(this.#held);
      if (!page) return;
      this.#held = this.#held.subarray(page.bytes.length);
      yield page;
    }
  }
}

function readPage(input: Uint8Array) {
  if (input.length < pageHeaderBytes) return undefined;
  const view = new DataView(input.buffer, input.byteOffset, input.length);
  if (!has(input, 'OggS') || view.getUint8(4) !== 0) {
    throw damaged();
  }
  const bodyAt = pageHeaderBytes + view.getUint8(26);
  if (input.length < bodyAt) return undefined;
  const lacing = input.subarray(pageHeaderBytes, bodyAt);
  let length = bodyAt;
  for (const segment of lacing) length += segment;
  if (input.length < length) return undefined;
  const bytes = input.subarray(0, length);
  if (oggChecksum(bytes) !== view.getUint32(22, true)) {
    throw damaged();
  }
  const flags = view.getUint8(5);
  const granule = view.getBigInt64(6, true);
  return {
    /** The page as it stands in the file. */
    bytes,
    serial: view.getUint32(14, true),
    /** Its first packet goes on from the page before. */
    isContinued: (flags & 1) !== 0,
    isFirst: (flags & 2) !== 0,
    isLast: (flags & 4) !== 0,
    /** Position at the end of the last packet that ends here; undefined when none does. */
    granule: granule < 0n ? undefined : Number(granule),
    /** Segment lengths. */
    lacing,
    body: input.subarray(bodyAt, length),
  };
}

function damaged(): AudioError {
  return new AudioError('corrupt', 'its Ogg pages are damaged', {
    flaw: { kind: 'ogg-pages-damaged' },
  });
}

const checksumTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit += 1) {
    value = value & 0x80_00_00_00 ? (value << 1) ^ 0x04_c1_1d_b7 : value << 1;
  }
  return value;
});

/** CRC-32 of a page as Ogg counts it (polynomial 04C11DB7, not reflected), its own field taken as zero. */
export function oggChecksum(page: Uint8Array): number {
  let checksum = 0;
  for (let index = 0; index < page.length; index += 1) {
    const byte = index >= 22 && index < 26 ? 0 : (page[index] ?? 0);
    checksum = (checksum << 8) ^ (checksumTable[(checksum >>> 24) ^ byte] ?? 0);
  }
  return checksum >>> 0;
}
