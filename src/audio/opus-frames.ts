import { AudioError } from './audio-error.ts';
import { granuleRate, granulesPerFrame } from './encoder.ts';
import type { FrameMaker } from './frame-maker.ts';
import type { FrameSource } from './frame-source.ts';
import { OggPackets } from './ogg-packets.ts';
import { OggPages } from './ogg.ts';
import type { OggPage } from './ogg.ts';
import { opusDecoding, reencodeRate } from './opus-decoding.ts';
import type { OpusDecoding } from './opus-decoding.ts';
import { parseOpusHead } from './opus-head.ts';
import type { OpusHead } from './opus-head.ts';
import { inTwentyMs, parseOpusPacket } from './opus-packet.ts';
import type { OpusPacket } from './opus-packet.ts';
import type { Frame } from './track.ts';

/** Granules per sample of what the decoder gives. */
const granulesPerSample = granuleRate / reencodeRate;

/** One stream of the chain that an Ogg file may be. Positions are in granules from the stream's first packet. */
interface Stream {
  readonly serial: number;
  readonly packets: OggPackets;
  head?: OpusHead;
  hasTags: boolean;
  hasEnded: boolean;
  position: number;
  /** What the granule of the first packet's start was: not 0 when the stream was cut out of a longer one. */
  origin?: number;
  reencoding?: { readonly decoding: OpusDecoding; readonly maker: FrameMaker };
}

/**
 * Frames of an Ogg Opus stream (RFC 7845). Packets of 20 ms pass as they are, longer ones of 20 ms frames are split;
 * only what has other frames, more than two channels or a gain is decoded and encoded again.
 */
export class OpusFrames implements FrameSource {
  readonly #openMaker: () => FrameMaker;
  readonly #pages = new OggPages();
  #stream: Stream | undefined;

  constructor(openMaker: () => FrameMaker) {
    this.#openMaker = openMaker;
  }

  async *push(bytes: Uint8Array): AsyncGenerator<Frame> {
    for (const page of this.#pages.push(bytes)) {
      if (page.isFirst && (this.#stream?.hasEnded ?? true)) {
        yield* this.#finish();
        this.#stream = startStream(page.serial);
      }
      const stream = this.#stream;
      // Other logical streams beside this one are none of speech's.
      if (stream?.serial === page.serial && !stream.hasEnded) yield* this.#page(stream, page);
    }
  }

  async *end(): AsyncGenerator<Frame> {
    const isWhole = !this.#pages.endsInPage && this.#stream?.hasTags === true;
    yield* this.#finish();
    if (!isWhole) throw new AudioError('truncated', 'it was cut short');
  }

  close(): void {
    const reencoding = this.#stream?.reencoding;
    reencoding?.decoding.close();
    reencoding?.maker.close();
    this.#stream = undefined;
  }

  *#finish(): Generator<Frame> {
    const maker = this.#stream?.reencoding?.maker;
    if (maker) yield* maker.end();
    this.close();
  }

  async *#page(stream: Stream, page: OggPage): AsyncGenerator<Frame> {
    const sound: Uint8Array[] = [];
    for (const packet of stream.packets.push(page)) {
      if (!stream.head) stream.head = parseOpusHead(packet);
      else if (!stream.hasTags) stream.hasTags = true;
      else sound.push(packet);
    }
    stream.hasEnded = page.isLast;
    if (stream.head && sound.length > 0) yield* this.#sound(stream, stream.head, page, sound);
  }

  async *#sound(
    stream: Stream,
    head: OpusHead,
    page: OggPage,
    packets: readonly Uint8Array[],
  ): AsyncGenerator<Frame> {
    const parsed = packets.map((packet) => parsePacket(packet));
    let granules = 0;
    for (const packet of parsed) granules += durationOf(packet);
    const granule = page.granule ?? granules;
    // On a last page that is also the first, a small granule trims the end; it cannot mean an earlier start.
    stream.origin ??= page.isLast ? 0 : Math.max(0, granule - granules);
    const end = page.isLast ? granule - stream.origin : Infinity;
    for (const [index, packet] of packets.entries()) {
      const packetParts = parsed[index];
      if (!packetParts) continue;
      const start = stream.position;
      stream.position += durationOf(packetParts);
      const passed = stream.reencoding ? undefined : passable(head, packet, packetParts);
      if (passed) yield* kept(passed, start, head.preSkipGranules, end);
      else yield* await this.#reencode(stream, head, packet, { start, end });
    }
  }

  /** From the first packet that cannot pass, the rest of its stream is encoded again. */
  async #reencode(
    stream: Stream,
    head: OpusHead,
    packet: Uint8Array,
    { start, end }: { readonly start: number; readonly end: number },
  ): Promise<Iterable<Frame>> {
    stream.reencoding ??= { decoding: await opusDecoding(head), maker: this.#openMaker() };
    const { decoding, maker } = stream.reencoding;
    const pcm = decoding.decode(packet);
    const from = Math.max(0, head.preSkipGranules - start) / granulesPerSample;
    const to = Math.max(0, end - start) / granulesPerSample;
    return maker.push({
      ...pcm,
      channels: pcm.channels.map((samples) => samples.subarray(from, to)),
    });
  }
}

function startStream(serial: number): Stream {
  return { serial, packets: new OggPackets(), hasTags: false, hasEnded: false, position: 0 };
}

function parsePacket(packet: Uint8Array): OpusPacket {
  const parsed = parseOpusPacket(packet);
  if (!parsed) throw new AudioError('corrupt', 'its Opus packets are damaged');
  return parsed;
}

function durationOf(packet: OpusPacket): number {
  return packet.frameGranules * packet.frames.length;
}

function passable(
  head: OpusHead,
  packet: Uint8Array,
  parsed: OpusPacket,
): readonly Uint8Array[] | undefined {
  return head.family === 0 && head.gainDb === 0 ? inTwentyMs(packet, parsed) : undefined;
}

/** Without the frames that lie wholly before the stream's beginning or after its end. */
function* kept(
  frames: readonly Uint8Array[],
  start: number,
  preSkip: number,
  end: number,
): Generator<Frame> {
  for (const [index, frame] of frames.entries()) {
    const from = start + index * granulesPerFrame;
    if (from + granulesPerFrame > preSkip && from < end) yield frame;
  }
}
