import { isStereo } from './opus.ts';

/** Ogg (RFC 3533) around Opus packets of 20 ms (RFC 7845). Decoders and players are not the bot's, so neither is this. */

const samplesPerPacket = 960;
const packetsPerPage = 50;
const firstPage = 2;
const lastPage = 4;
const headerBytes = 27;

/** A whole Ogg Opus file with one logical stream. */
export function oggOpus(packets: readonly Uint8Array[]): Buffer {
  const pages: Buffer[] = [];
  const add = (kind: number, granule: number, body: readonly Uint8Array[]): void => {
    pages.push(page({ kind, granule, number: pages.length, packets: body }));
  };
  add(firstPage, 0, [identification(packets.some(isStereo) ? 2 : 1)]);
  add(packets.length === 0 ? lastPage : 0, 0, [comment()]);
  for (let start = 0; start < packets.length; start += packetsPerPage) {
    const end = Math.min(start + packetsPerPage, packets.length);
    const kind = end === packets.length ? lastPage : 0;
    add(kind, end * samplesPerPacket, packets.slice(start, end));
  }
  return Buffer.concat(pages);
}

function identification(channels: number): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 'ascii');
  head[8] = 1;
  head[9] = channels;
  head.writeUInt32LE(48_000, 12);
  return head;
}

function comment(): Buffer {
  const vendor = Buffer.from('Discord on loopback', 'ascii');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(vendor.length);
  return Buffer.concat([Buffer.from('OpusTags', 'ascii'), length, vendor, Buffer.alloc(4)]);
}

interface Page {
  readonly kind: number;
  readonly granule: number;
  readonly number: number;
  readonly packets: readonly Uint8Array[];
}

/** The packets must fit: at most 255 segments of 255 bytes. */
function page({ kind, granule, number, packets }: Page): Buffer {
  const lacing = packets.flatMap(({ length }) => [
    ...Array.from({ length: Math.floor(length / 255) }, () => 255),
    length % 255,
  ]);
  const header = Buffer.alloc(headerBytes);
  header.write('OggS', 'ascii');
  header[5] = kind;
  header.writeBigUInt64LE(BigInt(granule), 6);
  header.writeUInt32LE(1, 14);
  header.writeUInt32LE(number, 18);
  header[26] = lacing.length;
  const bytes = Buffer.concat([header, Buffer.from(lacing), ...packets]);
  bytes.writeUInt32LE(checksum(bytes), 22);
  return bytes;
}

const polynomial = 0x04c1_1db7;

const checksumTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let remainder = index << 24;
  for (let bit = 0; bit < 8; bit += 1) {
    remainder = (remainder << 1) ^ (remainder & 0x8000_0000 ? polynomial : 0);
  }
  return remainder >>> 0;
});

/** Ogg's CRC-32: not reflected, so that zlib's does not serve. */
function checksum(bytes: Uint8Array): number {
  let remainder = 0;
  for (const byte of bytes) {
    remainder = (remainder << 8) ^ (checksumTable[((remainder >>> 24) ^ byte) & 0xff] ?? 0);
  }
  return remainder >>> 0;
}
