import { AudioError } from './audio-error.ts';
import type { OggPage } from './ogg.ts';

/** Larger than any packet of sound, and than any comment that belongs in front of it. */
const maxPacketBytes = 1024 * 1024;

/** Joins the segments of one logical Ogg stream to packets. */
export class OggPackets {
  #parts: Uint8Array[] = [];
  #partBytes = 0;

  /** The packets that end in `page`. */
  push(page: OggPage): readonly Uint8Array[] {
    if (!page.isContinued) this.#drop();
    const packets: Uint8Array[] = [];
    let start = 0;
    let at = 0;
    for (const segment of page.lacing) {
      at += segment;
      // 255 means that the packet goes on in the next segment.
      if (segment === 255) continue;
      packets.push(this.#finish(page.body.subarray(start, at)));
      start = at;
    }
    if (at > start) this.#keep(page.body.subarray(start, at));
    return packets;
  }

  #keep(part: Uint8Array): void {
    this.#partBytes += part.length;
    if (this.#partBytes > maxPacketBytes) {
      throw new AudioError('corrupt', 'one of its Ogg packets does not end');
    }
    this.#parts.push(part);
  }

  #finish(part: Uint8Array): Uint8Array {
    if (this.#parts.length === 0) return part;
    const packet = Buffer.concat([...this.#parts, part]);
    this.#drop();
    return packet;
  }

  #drop(): void {
    this.#parts = [];
    this.#partBytes = 0;
  }
}
