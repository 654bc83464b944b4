import { mp4BoxAt, viewOf } from './mp4-boxes.ts';

/** The fixed part of an audio sample entry, by its QuickTime version. */
const entryHeadBytes = [28, 44];
/** MPEG-4 audio, and the three AAC profiles of MPEG-2. */
const aacObjectTypes = new Set([0x40, 0x66, 0x67, 0x68]);
/** Real ones have 2 to 5. */
const maxConfigBytes = 64;

/**
 * The AudioSpecificConfig in the `esds` box of an `mp4a` sample entry (ISO/IEC 14496-1, 7.2.6); undefined when what is
 * described there is not AAC.
 */
export function aacConfig(entry: Uint8Array): Uint8Array | undefined {
  const headBytes = entryHeadBytes[viewOf(entry).getUint16(8)];
  const children = headBytes === undefined ? undefined : entry.subarray(headBytes);
  // QuickTime wraps it into a box of its own.
  const box = children && (mp4BoxAt(children, 'esds') ?? mp4BoxAt(children, 'wave', 'esds'));
  const stream = box && descriptorAt(box.subarray(4), 0x03);
  // The upper bits announce optional fields, which no file of sound is known to have.
  if (!stream || (stream[2] ?? 0) >= 0x20) return undefined;
  const decoder = descriptorAt(stream.subarray(3), 0x04);
  if (!decoder || !aacObjectTypes.has(decoder[0] ?? 0)) return undefined;
  const config = descriptorAt(decoder.subarray(13), 0x05);
  return config && config.length >= 2 && config.length <= maxConfigBytes ? config : undefined;
}

/** Lengths have seven bits a byte, in one to four bytes. */
function descriptorAt(bytes: Uint8Array, tag: number): Uint8Array | undefined {
  let at = 0;
  while (at + 2 <= bytes.length) {
    const found = bytes[at];
    at += 1;
    let length = 0;
    for (let digit = 0; digit < 4; digit += 1) {
      const byte = bytes[at] ?? 0;
      at += 1;
      length = length * 128 + (byte & 0x7f);
      if (byte < 0x80) break;
    }
    if (found === tag) return bytes.subarray(at, at + length);
    at += length;
  }
  return undefined;
}
