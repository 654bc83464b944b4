import { encoderDelayGranules, granuleRate, granulesPerFrame } from './encoder.ts';
import { oggChecksum } from './ogg.ts';
import type { Frame } from './track.ts';

/** One second a page: what players expect, and what seeking in them is made for (RFC 7845, 6). */
const framesPerPage = 50;
/** RFC 3533: their number has one byte. */
const maxSegments = 255;
/** One logical stream a file: the number only has to be the same on every page. */
const serial = 0x43_72_69_65;

const firstPage = 2;
const lastPage = 4;

/** Frames as a mono Ogg Opus file (RFC 7845). */
export function oggOpus(frames: readonly Frame[]): Uint8Array<ArrayBuffer> {
  const pages = [
    page({ number: 0, flags: firstPage, granule: 0, packets: [opusHead()] }),
    page({ number: 1, flags: 0, granule: 0, packets: [opusTags()] }),
  ];
  let start = 0;
  do {
    const end = endOfPage(frames, start);
    pages.push(
      page({
        number: pages.length,
        flags: end === frames.length ? lastPage : 0,
        granule: end * granulesPerFrame,
        packets: frames.slice(start, end),
      }),
    );
    start = end;
  } while (start < frames.length);
  return new Uint8Array(Buffer.concat(pages));
}

/** The first frame that does not go into the page that begins with `start`. */
function endOfPage(frames: readonly Frame[], start: number): number {
  let segmentCount = 0;
  let end = start;
  for (const frame of frames.slice(start, start + framesPerPage)) {
    segmentCount += Math.floor(frame.length / 255) + 1;
    if (segmentCount > maxSegments) break;
    end += 1;
  }
  return end;
}

/** How long the file that {@link oggOpus} makes of so many frames is heard. */
export function oggOpusSecs(frameCount: number): number {
  return Math.max(0, frameCount * granulesPerFrame - encoderDelayGranules) / granuleRate;
}

function opusHead(): Uint8Array {
  const packet = Buffer.alloc(19);
  packet.write('OpusHead', 'latin1');
  packet.writeUInt8(1, 8);
  packet.writeUInt8(1, 9);
  packet.writeUInt16LE(encoderDelayGranules, 10);
  // The sound had another rate before it was encoded, perhaps; decoders give 48 kHz in any case.
  packet.writeUInt32LE(granuleRate, 12);
  return packet;
}

function opusTags(): Uint8Array {
  const vendor = Buffer.from('Crier');
  const packet = Buffer.alloc(8 + 4 + vendor.length + 4);
  packet.write('OpusTags', 'latin1');
  packet.writeUInt32LE(vendor.length, 8);
  vendor.copy(packet, 12);
  return packet;
}

interface PageContent {
  readonly number: number;
  readonly flags: number;
  readonly granule: number;
  readonly packets: readonly Uint8Array[];
}

function page({ number, flags, granule, packets }: PageContent): Uint8Array {
  const lacing = packets.flatMap(({ length }) => [
    ...Array.from({ length: Math.floor(length / 255) }, () => 255),
    length % 255,
  ]);
  const header = Buffer.alloc(27);
  header.write('OggS', 'latin1');
  header.writeUInt8(flags, 5);
  header.writeBigInt64LE(BigInt(granule), 6);
  header.writeUInt32LE(serial, 14);
  header.writeUInt32LE(number, 18);
  header.writeUInt8(lacing.length, 26);
  const bytes = Buffer.concat([header, Uint8Array.from(lacing), ...packets]);
  bytes.writeUInt32LE(oggChecksum(bytes), 22);
  return bytes;
}
