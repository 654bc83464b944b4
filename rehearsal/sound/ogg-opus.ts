import { OpusEncoder } from 'mediaplex';

import { soundRate } from './order.ts';
import { toInt16 } from './wav.ts';

const frameSamples = soundRate / 50;
/** The encoder's delay, at the 48 kHz that Opus counts in. */
const preSkip = 312;
const packetsPerPage = 50;
const serial = 0x63726965;

/** 24 kHz mono as Ogg Opus (RFC 7845) with packets of 20 ms at 64 kbit/s. */
export function writeOggOpus(pcm: Float32Array): Uint8Array<ArrayBuffer> {
  const packets = opusPackets(pcm);
  const total = preSkip + pcm.length * 2;
  const pages = [
    page([opusHead()], { sequence: 0, granule: 0, flags: 2 }),
    page([opusTags()], { sequence: 1, granule: 0, flags: 0 }),
  ];
  for (let start = 0; start < packets.length; start += packetsPerPage) {
    const end = Math.min(packets.length, start + packetsPerPage);
    const last = end === packets.length;
    pages.push(
      page(packets.slice(start, end), {
        sequence: pages.length,
        granule: last ? total : end * frameSamples * 2,
        flags: last ? 4 : 0,
      }),
    );
  }
  return new Uint8Array(Buffer.concat(pages));
}

/** 24 kHz mono as Opus packets of 20 ms at 64 kbit/s. */
export function opusPackets(pcm: Float32Array): Buffer[] {
  const encoder = new OpusEncoder(soundRate, 1);
  encoder.setBitrate(64_000);
  const packets: Buffer[] = [];
  const needed = pcm.length + preSkip / 2;
  for (let start = 0; start < needed; start += frameSamples) {
    const frame = Buffer.alloc(frameSamples * 2);
    for (let index = 0; index < frameSamples; index += 1) {
      frame.writeInt16LE(toInt16(pcm[start + index] ?? 0), index * 2);
    }
    packets.push(encoder.encode(frame));
  }
  return packets;
}

function opusHead(): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt16LE(preSkip, 10);
  head.writeUInt32LE(soundRate, 12);
  return head;
}

function opusTags(): Buffer {
  const vendor = Buffer.from('rehearsal');
  const tags = Buffer.alloc(8 + 4 + vendor.length + 4);
  tags.write('OpusTags', 0, 'latin1');
  tags.writeUInt32LE(vendor.length, 8);
  vendor.copy(tags, 12);
  return tags;
}

function page(
  packets: readonly Buffer[],
  { sequence, granule, flags }: { sequence: number; granule: number; flags: number },
): Buffer {
  const lacing = packets.flatMap(({ length }) => [
    ...Array.from({ length: Math.floor(length / 255) }, () => 255),
    length % 255,
  ]);
  const head = Buffer.alloc(27);
  head.write('OggS', 0, 'latin1');
  head.writeUInt8(flags, 5);
  head.writeBigUInt64LE(BigInt(granule), 6);
  head.writeUInt32LE(serial, 14);
  head.writeUInt32LE(sequence, 18);
  head.writeUInt8(lacing.length, 26);
  const whole = Buffer.concat([head, Buffer.from(lacing), ...packets]);
  whole.writeUInt32LE(checksum(whole), 22);
  return whole;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  return sum;
});

function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum << 8) ^ (crcTable[((sum >>> 24) ^ byte) & 0xff] ?? 0);
  return sum >>> 0;
}
