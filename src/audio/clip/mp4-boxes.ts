import { AudioError } from '../audio-error.ts';

/** A box of an MP4 file (ISO/IEC 14496-12, 4.2): its type and what is in it. */
export interface Mp4Box {
  readonly type: string;
  readonly body: Uint8Array;
  /** It claims to be longer than what holds it. */
  readonly isCut: boolean;
}

/** No file of a few megabytes has as many beside one another; walking them must stay cheap. */
const maxSiblings = 10_000;

/** The boxes that lie side by side in `bytes`. Throws an `AudioError` where sizes make no sense. */
export function* mp4Boxes(bytes: Uint8Array): Generator<Mp4Box> {
  const view = viewOf(bytes);
  let at = 0;
  for (let count = 0; at + 8 <= bytes.length; count += 1) {
    if (count >= maxSiblings) throw damaged();
    const size32 = view.getUint32(at);
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1');
    const isLarge = size32 === 1;
    if (isLarge && at + 16 > bytes.length) throw damaged();
    const headBytes = isLarge ? 16 : 8;
    // 0 means "until the end".
    const claimed = isLarge ? Number(view.getBigUint64(at + 8)) : size32;
    const size = claimed === 0 ? bytes.length - at : claimed;
    if (size < headBytes) throw damaged();
    const isCut = at + size > bytes.length;
    yield { type, body: bytes.subarray(at + headBytes, at + size), isCut };
    at += size;
  }
}

/** The first box found by going down `path`. */
export function mp4BoxAt(bytes: Uint8Array, ...path: readonly string[]): Uint8Array | undefined {
  let inside: Uint8Array | undefined = bytes;
  for (const type of path) {
    if (!inside) return undefined;
    inside = mp4Boxes(inside).find((box) => box.type === type)?.body;
  }
  return inside;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

export function damaged(cause?: unknown): AudioError {
  return new AudioError('corrupt', 'its MP4 index is damaged', {
    flaw: { kind: 'mp4-index-damaged' },
    cause,
  });
}
