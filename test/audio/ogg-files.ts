import { Readable } from 'node:stream';

import prism from 'prism-media';

import { oggChecksum } from '#audio/ogg.ts';
import type { Frame } from '#audio/track.ts';

export interface OggShape {
  readonly channels?: number;
  readonly preSkip?: number;
  readonly gain?: number;
  /** Samples of 48 kHz in one packet. */
  readonly packetGranules?: number;
  readonly finalGranule?: number;
  readonly originGranule?: number;
  readonly packetsPerPage?: number;
  readonly serial?: number;
}

/** Ogg Opus of packets that Crier's own muxer would not write. */
export function oggOf(packets: readonly Frame[], shape: OggShape = {}): Buffer {
  const { packetGranules = 960, packetsPerPage = 50, originGranule = 0, serial = 7 } = shape;
  const pages = [
    oggPage([opusHead(shape)], 2, 0, 0, serial),
    oggPage([opusTags()], 0, 0, 1, serial),
  ];
  for (let start = 0; start < packets.length; start += packetsPerPage) {
    const end = Math.min(start + packetsPerPage, packets.length);
    const isLast = end === packets.length;
    const granule = originGranule + end * packetGranules;
    pages.push(
      oggPage(
        packets.slice(start, end),
        isLast ? 4 : 0,
        isLast ? (shape.finalGranule ?? granule) : granule,
        pages.length,
        serial,
      ),
    );
  }
  return Buffer.concat(pages);
}

export interface FullPages {
  readonly maxSegments?: number;
  /** The size of a picture in the tags, which then take several pages. */
  readonly pictureBytes?: number;
}

/** Packets of 20 ms in pages that are filled up, as many muxers write large ones: packets go over the pages' edges. */
export function oggOfFullPages(
  packets: readonly Frame[],
  { maxSegments = 255, pictureBytes = 0 }: FullPages = {},
): Buffer {
  const serial = 7;
  const pages = [oggPage([opusHead({})], 2, 0, 0, serial)];
  const fill = (segments: readonly Uint8Array[], packetGranules: number, lastFlag: number) => {
    let endedCount = 0;
    for (let start = 0; start < segments.length; start += maxSegments) {
      const page = segments.slice(start, start + maxSegments);
      const endCount = page.filter(({ length }) => length < 255).length;
      endedCount += endCount;
      const isContinued = segments[start - 1]?.length === 255;
      const isLast = start + maxSegments >= segments.length;
      const flags = (isContinued ? 1 : 0) + (isLast ? lastFlag : 0);
      const granule = endCount === 0 ? -1 : endedCount * packetGranules;
      pages.push(pageOf(page, flags, granule, pages.length, serial));
    }
  };
  fill(segmentsOf(opusTags(pictureBytes)), 0, 0);
  fill(packets.flatMap(segmentsOf), 960, 4);
  return Buffer.concat(pages);
}

/** Pages of a packet that never ends, behind the headers. */
export function oggWithoutEnd(pageCount: number): Buffer {
  const endless = Array.from({ length: 255 }, () => Buffer.alloc(255));
  const pages = Array.from({ length: pageCount }, (_, page) =>
    pageOf(endless, page === 0 ? 0 : 1, -1, page + 2, 7),
  );
  return Buffer.concat([oggOf([]), ...pages]);
}

export function oggPage(
  packets: readonly Uint8Array[],
  flags: number,
  granule: number,
  sequence: number,
  serial: number,
): Buffer {
  return pageOf(packets.flatMap(segmentsOf), flags, granule, sequence, serial);
}

/** Gives a file to prism-media's demuxer alone. Rejects with what that fails with. */
export async function demuxed(file: Uint8Array, chunkBytes = 1460): Promise<readonly Buffer[]> {
  const chunks = Array.from({ length: Math.ceil(file.length / chunkBytes) }, (_, index) =>
    Buffer.from(file.subarray(index * chunkBytes, (index + 1) * chunkBytes)),
  );
  const source = Readable.from(chunks, { objectMode: false });
  return (await source.pipe(new prism.opus.OggDemuxer()).toArray()) as Buffer[];
}

function opusHead(shape: OggShape): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead\u0001', 'latin1');
  head.writeUInt8(shape.channels ?? 1, 9);
  head.writeUInt16LE(shape.preSkip ?? 312, 10);
  head.writeUInt32LE(48_000, 12);
  head.writeInt16LE(shape.gain ?? 0, 16);
  return head;
}

function opusTags(pictureBytes = 0): Buffer {
  const tags = Buffer.from('OpusTags\u0001\0\0\0x\0\0\0\0', 'latin1');
  return Buffer.concat([tags, Buffer.alloc(pictureBytes, 'p')]);
}

/** A packet ends with a segment of less than 255 bytes, of none at all if need be. */
function segmentsOf(packet: Uint8Array): Uint8Array[] {
  if (packet.length < 255) return [packet];
  return Array.from({ length: Math.floor(packet.length / 255) + 1 }, (_, segment) =>
    packet.subarray(segment * 255, (segment + 1) * 255),
  );
}

function pageOf(
  segments: readonly Uint8Array[],
  flags: number,
  granule: number,
  sequence: number,
  serial: number,
): Buffer {
  const header = Buffer.alloc(27);
  header.write('OggS', 'latin1');
  header.writeUInt8(flags, 5);
  header.writeBigInt64LE(BigInt(granule), 6);
  header.writeUInt32LE(serial, 14);
  header.writeUInt32LE(sequence, 18);
  header.writeUInt8(segments.length, 26);
  const lacing = Buffer.from(segments.map(({ length }) => length));
  const page = Buffer.concat([header, lacing, ...segments]);
  page.writeUInt32LE(oggChecksum(page), 22);
  return page;
}
