import { granulesPerFrame } from './encoder.ts';

/** An Opus packet by its first bytes (RFC 6716, 3). Durations are in samples of 48 kHz. */
export interface OpusPacket {
  /** Duration of each of its frames. */
  readonly frameGranules: number;
  /** The compressed bytes of each frame; may be empty, which means nothing was sent. */
  readonly frames: readonly Uint8Array[];
  /** Configuration and stereo bit: what a packet of one of the frames begins with. */
  readonly tocOfOne: number;
}

const celtGranules = [120, 240, 480, 960];
const hybridGranules = [480, 960];
const silkGranules = [480, 960, 1920, 2880];
/** RFC 6716, R4 and R5. */
const maxFrameBytes = 1275;
const maxPacketGranules = 5760;

/** Takes a packet apart; undefined when it breaks one of the RFC's rules (3.4). */
export function parseOpusPacket(packet: Uint8Array): OpusPacket | undefined {
  const toc = packet[0];
  if (toc === undefined) return undefined;
  const body = packet.subarray(1);
  const frames = splitBody(toc & 3, body);
  const frameGranules = granulesOf(toc >> 3);
  if (!frames || frames.some((frame) => frame.length > maxFrameBytes)) return undefined;
  if (frames.length * frameGranules > maxPacketGranules) return undefined;
  return { frameGranules, frames, tocOfOne: toc & 0xfc };
}

/**
 * The same sound in packets of 20 ms, without decoding; undefined when that cannot be done, because a frame of it is
 * longer or shorter.
 */
export function inTwentyMs(
  packet: Uint8Array,
  parsed: OpusPacket,
): readonly Uint8Array[] | undefined {
  const { frameGranules, frames, tocOfOne } = parsed;
  if (frameGranules * frames.length === granulesPerFrame) return [packet];
  if (frameGranules !== granulesPerFrame) return undefined;
  return frames.map((frame) => {
    const single = Buffer.allocUnsafe(frame.length + 1);
    single[0] = tocOfOne;
    single.set(frame, 1);
    return single;
  });
}

function granulesOf(configuration: number): number {
  if (configuration < 12) return silkGranules[configuration & 3] ?? 0;
  if (configuration < 16) return hybridGranules[configuration & 1] ?? 0;
  return celtGranules[configuration & 3] ?? 0;
}

function splitBody(code: number, body: Uint8Array): readonly Uint8Array[] | undefined {
  if (code === 0) return [body];
  if (code === 1) return equalFrames(body, 2);
  if (code === 2) return sizedFrames(body, 2);
  return splitCode3(body);
}

function splitCode3(body: Uint8Array): readonly Uint8Array[] | undefined {
  const header = body[0];
  if (header === undefined) return undefined;
  const count = header & 0x3f;
  if (count === 0) return undefined;
  let at = 1;
  let padding = 0;
  if (header & 0x40) {
    let length: number | undefined;
    do {
      length = body[at];
      at += 1;
      if (length === undefined) return undefined;
      padding += length === 255 ? 254 : length;
    } while (length === 255);
  }
  if (at + padding > body.length) return undefined;
  const content = body.subarray(at, body.length - padding);
  return header & 0x80 ? sizedFrames(content, count) : equalFrames(content, count);
}

function equalFrames(content: Uint8Array, count: number): readonly Uint8Array[] | undefined {
  if (content.length % count > 0) return undefined;
  const size = content.length / count;
  return Array.from({ length: count }, (_, index) =>
    content.subarray(index * size, (index + 1) * size),
  );
}

/** All frames but the last have their size in front (RFC 6716, 3.2.1). */
function sizedFrames(content: Uint8Array, count: number): readonly Uint8Array[] | undefined {
  const sizes: number[] = [];
  let at = 0;
  for (let index = 1; index < count; index += 1) {
    const first = content[at];
    if (first === undefined) return undefined;
    const second = first < 252 ? 0 : content[at + 1];
    if (second === undefined) return undefined;
    sizes.push(first + second * 4);
    at += first < 252 ? 1 : 2;
  }
  const frames: Uint8Array[] = [];
  for (const size of sizes) {
    if (at + size > content.length) return undefined;
    frames.push(content.subarray(at, at + size));
    at += size;
  }
  frames.push(content.subarray(at));
  return frames;
}
