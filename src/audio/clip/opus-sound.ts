import { AudioError } from '../audio-error.ts';
import type { Decoder } from '../decoder.ts';
import { granuleRate } from '../encoder.ts';
import { OggPackets } from '../ogg-packets.ts';
import { OggPages } from '../ogg.ts';
import type { OggPage } from '../ogg.ts';
import { opusDecoding, reencodeRate } from '../opus-decoding.ts';
import type { OpusDecoding } from '../opus-decoding.ts';
import { parseOpusHead } from '../opus-head.ts';
import type { OpusHead } from '../opus-head.ts';
import { parseOpusPacket } from '../opus-packet.ts';
import type { Pcm } from '../pcm.ts';

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
  decoding?: OpusDecoding;
}

/**
 * Ogg Opus to sound of 24 kHz, exact to the sample: without the pre-skip at its front and without what its last
 * granule leaves out at its end (RFC 7845, 4).
 */
export class OpusSound implements Decoder {
  readonly #pages = new OggPages();
  #stream: Stream | undefined;

  async decode(bytes: Uint8Array): Promise<readonly Pcm[]> {
    const sound: Pcm[] = [];
    for (const page of this.#pages.push(bytes)) {
      if (page.isFirst && (this.#stream?.hasEnded ?? true)) {
        this.close();
        const packets = new OggPackets();
        this.#stream = {
          serial: page.serial,
          packets,
          hasTags: false,
          hasEnded: false,
          position: 0,
        };
      }
      const stream = this.#stream;
      if (stream?.serial !== page.serial || stream.hasEnded) continue;
      sound.push(...(await pageSound(stream, page)));
    }
    return sound;
  }

  end(): ReturnType<Decoder['end']> {
    const isWhole = !this.#pages.endsInPage && this.#stream?.hasEnded === true;
    return Promise.resolve({ sound: [], truncated: !isWhole });
  }

  close(): void {
    this.#stream?.decoding?.close();
    this.#stream = undefined;
  }
}

async function pageSound(stream: Stream, page: OggPage): Promise<readonly Pcm[]> {
  const packets: Uint8Array[] = [];
  for (const packet of stream.packets.push(page)) {
    if (!stream.head) stream.head = parseOpusHead(packet);
    else if (!stream.hasTags) stream.hasTags = true;
    else packets.push(packet);
  }
  stream.hasEnded = page.isLast;
  if (!stream.head || packets.length === 0) return [];
  stream.decoding ??= await opusDecoding(stream.head);
  const durations = packets.map((packet) => granulesOf(packet));
  const pageGranules = durations.reduce((sum, granules) => sum + granules, 0);
  const granule = page.granule ?? pageGranules;
  // On a last page that is also the first, a small granule trims the end; it cannot mean an earlier start.
  stream.origin ??= page.isLast ? 0 : Math.max(0, granule - pageGranules);
  const end = page.isLast ? granule - stream.origin : Infinity;
  const sound: Pcm[] = [];
  for (const [index, packet] of packets.entries()) {
    const start = stream.position;
    stream.position += durations[index] ?? 0;
    const { channels, sampleRate } = stream.decoding.decode(packet);
    const from = Math.max(0, stream.head.preSkipGranules - start) / granulesPerSample;
    const to = Math.max(0, end - start) / granulesPerSample;
    sound.push({ channels: channels.map((samples) => samples.subarray(from, to)), sampleRate });
  }
  return sound;
}

function granulesOf(packet: Uint8Array): number {
  const parsed = parseOpusPacket(packet);
  if (!parsed) throw new AudioError('corrupt', 'its Opus packets are damaged');
  return parsed.frameGranules * parsed.frames.length;
}
