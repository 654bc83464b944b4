import { readMp3Header } from '../mp3-header.ts';

/** Samples that LAME puts in front of the sound. */
const encoderDelay = 576;
/** Where the tag's parts lie, from its first byte ("Info"). */
const lameAt = 120;
const gapAt = lameAt + 21;
const lengthAt = lameAt + 28;
const musicChecksumAt = lameAt + 32;
const tagChecksumAt = lameAt + 34;
const tagBytes = tagChecksumAt + 2;
/** Frames, bytes, table of contents, quality: LAME's part follows them. */
const hasAllFields = 0x0f;
const contentsAt = 16;
const contentsEntries = 100;

/**
 * The frame that goes in front of LAME's: it says how many samples at both ends are the codec's own, so that decoders
 * give exactly the `sampleCount` that went in. Laid out as LAME's "Info" tag; the frame itself is silent.
 */
export function infoFrame(frames: Uint8Array, sampleCount: number): Uint8Array {
  const header = readMp3Header(frames, 0);
  if (!header) throw new Error('LAME made no frame');
  const frameCount = countFrames(frames);
  const samplesPerFrame = header.sampleRate >= 32_000 ? 1152 : 576;
  const padding = frameCount * samplesPerFrame - sampleCount - encoderDelay;
  const frame = Buffer.alloc(header.lengthBytes);
  // The header of the first frame, which has no CRC and may be padded like this one.
  frame.set(frames.subarray(0, 4));
  const tag = frame.subarray(header.tagOffset, header.tagOffset + tagBytes);
  tag.write('Info', 'latin1');
  tag.writeUInt32BE(hasAllFields, 4);
  tag.writeUInt32BE(frameCount, 8);
  tag.writeUInt32BE(frame.length + frames.length, 12);
  // The bitrate is constant, so percent of time are percent of bytes.
  for (let percent = 0; percent < contentsEntries; percent += 1) {
    tag[contentsAt + percent] = Math.floor((percent * 256) / contentsEntries);
  }
  tag.write('LAME3.100', lameAt, 'latin1');
  tag.writeUIntBE(encoderDelay * 4096 + padding, gapAt, 3);
  tag.writeUInt32BE(frame.length + frames.length, lengthAt);
  tag.writeUInt16BE(crc16(frames), musicChecksumAt);
  tag.writeUInt16BE(crc16(frame.subarray(0, header.tagOffset + tagChecksumAt)), tagChecksumAt);
  return frame;
}

function countFrames(frames: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < frames.length; count += 1) {
    const header = readMp3Header(frames, at);
    if (!header) throw new Error('LAME made something that is no frame');
    at += header.lengthBytes;
  }
  return count;
}

/** CRC-16 with polynomial 8005, reflected. */
function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa0_01 : crc >> 1;
  }
  return crc;
}
