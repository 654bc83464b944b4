import { AudioError } from './audio-error.ts';
import { granulesPerFrame } from './encoder.ts';
import type { FrameMaker } from './frame-maker.ts';
import type { FrameSource } from './open-source.ts';
import { opusDecoding } from './opus-decoding.ts';
import type { OpusDecoding } from './opus-decoding.ts';
import type { OpusHead } from './opus-head.ts';
import { inTwentyMs } from './opus-packet.ts';
import { OpusStreams } from './opus-streams.ts';
import type { PlacedPacket } from './opus-streams.ts';
import { sniff } from './sniff.ts';
import type { Frame } from './track.ts';

/**
 * Frames of an Ogg Opus stream (RFC 7845). Packets of 20 ms pass as they are, longer ones of 20 ms frames are split;
 * only what has other frames, more than two channels or a gain is decoded and encoded again.
 */
export class OpusFrames implements FrameSource {
  readonly #openMaker: () => FrameMaker;
  readonly #streams = new OpusStreams();
  /** The head of the stream that is read. */
  #head: OpusHead | undefined;
  #reencoding: { readonly decoding: OpusDecoding; readonly maker: FrameMaker } | undefined;

  constructor(openMaker: () => FrameMaker) {
    this.#openMaker = openMaker;
  }

  async *push(bytes: Uint8Array): AsyncGenerator<Frame> {
    for (const placed of this.#streams.push(bytes)) {
      if (placed.head !== this.#head) yield* this.#finish();
      this.#head = placed.head;
      const passed = this.#reencoding ? undefined : passable(placed);
      if (passed) yield* kept(passed, placed);
      else yield* await this.#reencode(placed);
    }
  }

  async *end(): AsyncGenerator<Frame> {
    yield* this.#finish();
    if (!this.#streams.isReadable) throw new AudioError('truncated', 'it was cut short');
  }

  close(): void {
    this.#reencoding?.decoding.close();
    this.#reencoding?.maker.close();
    this.#reencoding = undefined;
  }

  *#finish(): Generator<Frame> {
    if (this.#reencoding) yield* this.#reencoding.maker.end();
    this.close();
  }

  /** From the first packet that cannot pass, the rest of its stream is encoded again. */
  async #reencode(placed: PlacedPacket): Promise<Iterable<Frame>> {
    this.#reencoding ??= {
      decoding: await opusDecoding(placed.head),
      maker: this.#openMaker(),
    };
    return this.#reencoding.maker.push(this.#reencoding.decoding.decode(placed));
  }
}

/** All frames of a whole file at once, where each can pass as it is; undefined for any other file. */
export function passedFrames(file: Uint8Array): readonly Frame[] | undefined {
  if (sniff(file) !== 'ogg-opus') return undefined;
  const streams = new OpusStreams();
  const frames: Frame[] = [];
  for (const placed of streams.push(file)) {
    const passed = passable(placed);
    if (!passed) return undefined;
    frames.push(...kept(passed, placed));
  }
  return streams.isReadable ? frames : undefined;
}

function passable({ head, packet, parsed }: PlacedPacket): readonly Uint8Array[] | undefined {
  return head.family === 0 && head.gainDb === 0 ? inTwentyMs(packet, parsed) : undefined;
}

/** Without the frames that lie wholly before the stream's beginning or after its end. */
function* kept(
  frames: readonly Uint8Array[],
  { head, start, end }: PlacedPacket,
): Generator<Frame> {
  for (const [index, frame] of frames.entries()) {
    const from = start + index * granulesPerFrame;
    if (from + granulesPerFrame > head.preSkipGranules && from < end) yield frame;
  }
}
