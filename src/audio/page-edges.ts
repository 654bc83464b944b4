import { AudioError } from './audio-error.ts';
import { pageHeaderBytes } from './ogg.ts';
import type { OggPage } from './ogg.ts';

/** Larger than any packet of sound, and than any comment that belongs in front of it. */
const maxPacketBytes = 1024 * 1024;

export interface CutPage {
  /** The packet that began in an earlier page and ends in this one. */
  readonly crossing: Uint8Array | undefined;
  /** The page with whole packets only; its checksum is no longer right. */
  readonly whole: Uint8Array;
}

/** Takes out of the pages of one logical stream what goes over their edges, and joins it. */
export class PageEdges {
  /** The parts that have come of a packet that goes on in the next page. */
  #parts: Uint8Array[] = [];

  cut({ isContinued, bytes, lacing, body }: OggPage): CutPage {
    if (!isContinued) this.#parts = [];
    const from = this.#parts.length > 0 ? lacing.findIndex(endsPacket) + 1 : 0;
    const to = lacing.findLastIndex(endsPacket) + 1;
    const wholeAt = sum(lacing.subarray(0, from));
    const wholeEnd = sum(lacing.subarray(0, to));

    const crossing = from > 0 ? this.#joined(body.subarray(0, wholeAt)) : undefined;
    if (to < lacing.length) this.#keep(body.subarray(wholeEnd));

    const header = Buffer.from(bytes.subarray(0, pageHeaderBytes));
    header.writeUInt8(to - from, pageHeaderBytes - 1);
    const packets = body.subarray(wholeAt, wholeEnd);
    return { crossing, whole: Buffer.concat([header, lacing.subarray(from, to), packets]) };
  }

  #joined(part: Uint8Array): Uint8Array {
    const packet = Buffer.concat([...this.#parts, part]);
    this.#parts = [];
    return packet;
  }

  #keep(part: Uint8Array): void {
    this.#parts.push(part);
    if (sum(this.#parts.map(({ length }) => length)) > maxPacketBytes) {
      throw new AudioError('corrupt', 'one of its Ogg packets does not end', {
        flaw: { kind: 'ogg-packet-endless' },
      });
    }
  }
}

/** A segment of 255 bytes goes on in the next one (RFC 3533, 6). */
function endsPacket(segment: number): boolean {
  return segment < 255;
}

function sum(lengths: Iterable<number>): number {
  let total = 0;
  for (const length of lengths) total += length;
  return total;
}
