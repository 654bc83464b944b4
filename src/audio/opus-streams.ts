import { AudioError } from './audio-error.ts';
import { OggPackets } from './ogg-packets.ts';
import { OggPages } from './ogg.ts';
import type { OggPage } from './ogg.ts';
import { parseOpusHead } from './opus-head.ts';
import type { OpusHead } from './opus-head.ts';
import { parseOpusPacket } from './opus-packet.ts';
import type { OpusPacket } from './opus-packet.ts';

/** A packet of sound with its place in its stream. Positions are in granules from the stream's first packet. */
export interface PlacedPacket {
  /** The head of its stream: another one when the file is a chain of streams and the next has begun. */
  readonly head: OpusHead;
  readonly packet: Uint8Array;
  readonly parsed: OpusPacket;
  readonly start: number;
  /** Where the stream's sound ends; infinite while that isn't known. */
  readonly end: number;
}

interface Stream {
  readonly serial: number;
  readonly packets: OggPackets;
  head?: OpusHead;
  hasEnded: boolean;
  position: number;
  /** The granule of the first packet's start: not 0 when the stream was cut out of a longer one. */
  origin?: number;
}

/** The packets of an Ogg Opus file (RFC 7845), which may be a chain of streams, one after the other. */
export class OpusStreams {
  readonly #pages = new OggPages();
  #stream: Stream | undefined;

  /** Whether the file, so far, ends between two pages of a stream whose headers are there. */
  get isReadable(): boolean {
    return !this.#pages.endsInPage && this.#stream?.packets.hasHeaders === true;
  }

  /** Whether the file, so far, ends with the last page of a stream. */
  get isComplete(): boolean {
    return !this.#pages.endsInPage && this.#stream?.hasEnded === true;
  }

  /** Throws `AudioError`. */
  *push(bytes: Uint8Array): Generator<PlacedPacket> {
    for (const page of this.#pages.push(bytes)) {
      if (page.isFirst && (this.#stream?.hasEnded ?? true)) this.#stream = begun(page.serial);
      const stream = this.#stream;
      // Other logical streams beside this one hold no speech.
      if (stream?.serial === page.serial && !stream.hasEnded) yield* placed(stream, page);
    }
  }
}

function begun(serial: number): Stream {
  return { serial, packets: new OggPackets(), hasEnded: false, position: 0 };
}

function* placed(stream: Stream, page: OggPage): Generator<PlacedPacket> {
  const pushed = stream.packets.push(page);
  const head = (stream.head ??= parseOpusHead(stream.packets.head));
  const packets = pushed.map((packet) => ({ packet, parsed: parsePacket(packet) }));
  stream.hasEnded = page.isLast;
  if (packets.length === 0) return;
  const granules = packets.reduce((sum, { parsed }) => sum + granulesOf(parsed), 0);
  const granule = page.granule ?? granules;
  // On a last page that is also the first, a small granule trims the end; it cannot mean an earlier start.
  stream.origin ??= page.isLast ? 0 : Math.max(0, granule - granules);
  const end = page.isLast ? granule - stream.origin : Infinity;
  for (const { packet, parsed } of packets) {
    const start = stream.position;
    stream.position += granulesOf(parsed);
    yield { head, packet, parsed, start, end };
  }
}

function parsePacket(packet: Uint8Array): OpusPacket {
  const parsed = parseOpusPacket(packet);
  if (!parsed)
    throw new AudioError('corrupt', 'its Opus packets are damaged', {
      flaw: { kind: 'opus-packets-damaged' },
    });
  return parsed;
}

function granulesOf({ frameGranules, frames }: OpusPacket): number {
  return frameGranules * frames.length;
}
