import prism from 'prism-media';

import type { OggPage } from './ogg.ts';
import { PageEdges } from './page-edges.ts';

/**
 * The packets of one logical Ogg Opus stream. prism-media's demuxer takes them out of their pages. It is given one page
 * at a time, because the page says where its sound ends, and no packet that goes over the edge of a page, because it waits
 * forever for the rest of that one.
 */
export class OggPackets {
  readonly #demuxer = new prism.opus.OggDemuxer();
  readonly #edges = new PageEdges();
  /** The packet that describes the stream; empty until it has come. */
  head: Uint8Array = new Uint8Array();
  /** Whether what comes next is sound. */
  hasHeaders = false;

  constructor() {
    this.#demuxer.on('head', (packet: Uint8Array) => (this.head = packet));
    this.#demuxer.on('tags', () => (this.hasHeaders = true));
  }

  /** The packets of sound that end in `page`. */
  push(page: OggPage): readonly Uint8Array[] {
    const { crossing, whole } = this.#edges.cut(page);
    // One that comes before the sound holds the tags, which take several pages where a picture is among them.
    const packets = crossing && this.hasHeaders ? [crossing] : [];
    this.#demuxer.write(whole);
    for (;;) {
      const packet = this.#demuxer.read() as Uint8Array | null;
      if (!packet) break;
      packets.push(packet);
    }
    this.hasHeaders ||= crossing !== undefined || packets.length > 0;
    return packets;
  }
}
