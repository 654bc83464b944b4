import { AudioError } from './audio-error.ts';
import { readMp3Header } from './mp3-header.ts';
import type { Mp3Header } from './mp3-header.ts';
import { has } from './sniff.ts';

/** So many bytes in a row without a frame are no tag and no padding. */
const maxGarbageBytes = 64 * 1024;
/** More than this in all is no splice and no foreign tag, but sound that was lost. */
const maxLostBytes = 1024;
/** Before the first frame less is needed to be sure. */
const maxLeadBytes = 8 * 1024;

/** Enough to tell a frame from a tag, and to know a tag's length. */
const decisiveBytes = 10;

/** Walks an MP3 stream from frame header to frame header and gives whole frames only; skips tags. */
export class Mp3Frames {
  #held: Uint8Array = new Uint8Array();
  /** Bytes of an ID3 tag still to be skipped. */
  #tagLeft = 0;
  /** Sample rate of the frames that follow one another; undefined while the walk searches. */
  #locked: number | undefined;
  /** Since the last frame. */
  #garbageBytes = 0;
  /** In all. */
  #lostBytes = 0;
  frameCount = 0;
  #promisedFrames: number | undefined;

  /** The whole frames that are known now, joined where they lie side by side. */
  push(bytes: Uint8Array): readonly Uint8Array[] {
    return this.#walk(bytes, false);
  }

  /** The last frame, which no other follows, and whether more was to come. */
  end(): { readonly frames: readonly Uint8Array[]; readonly truncated: boolean } {
    const frames = this.#walk(new Uint8Array(), true);
    if (this.frameCount === 0)
      throw new AudioError('not-audio', 'it holds no MP3 frame', {
        flaw: { kind: 'no-mp3-frame' },
      });
    if (this.#lostBytes > maxLostBytes) {
      throw new AudioError('corrupt', 'there is noise between its MP3 frames', {
        flaw: { kind: 'noise-between-mp3-frames' },
      });
    }
    const endsInFrame = this.#locked !== undefined && readMp3Header(this.#held, 0) !== undefined;
    // Encoders count the frame that holds their tag, or do not, and may leave out the last one.
    const isShort = this.frameCount + 2 < (this.#promisedFrames ?? 0);
    return { frames, truncated: endsInFrame || isShort };
  }

  #walk(bytes: Uint8Array, isEnd: boolean): readonly Uint8Array[] {
    const input = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const runs: Uint8Array[] = [];
    let at = 0;
    let runStart = 0;
    for (;;) {
      const step = this.#step(input, at, isEnd);
      if (!step.isFrame || step.bytes === 0) {
        if (at > runStart) runs.push(input.subarray(runStart, at));
        runStart = at + step.bytes;
      }
      if (step.bytes === 0) break;
      at += step.bytes;
    }
    this.#held = input.subarray(at);
    return runs;
  }

  /** Tells whether a frame lies at `at`, and how long the piece there is: 0 bytes when more have to come first. */
  #step(input: Uint8Array, at: number, isEnd: boolean): { isFrame: boolean; bytes: number } {
    const available = input.length - at;
    if (available === 0 || (available < decisiveBytes && this.#tagLeft === 0 && !isEnd)) {
      return { isFrame: false, bytes: 0 };
    }
    if (this.#tagLeft === 0) this.#tagLeft = tagLength(input, at);
    if (this.#tagLeft > 0) {
      const bytes = Math.min(this.#tagLeft, available);
      this.#tagLeft -= bytes;
      return { isFrame: false, bytes };
    }
    const header = readMp3Header(input, at);
    const verdict = header ? this.#judge(header, input, at, isEnd) : 'noise';
    if (verdict === 'more') return { isFrame: false, bytes: 0 };
    if (!header || verdict === 'noise') {
      this.#countGarbage();
      return { isFrame: false, bytes: 1 };
    }
    if (this.frameCount === 0) this.#promisedFrames = readFrameCount(header, input, at);
    this.#locked = header.sampleRate;
    this.#garbageBytes = 0;
    this.frameCount += 1;
    return { isFrame: true, bytes: header.lengthBytes };
  }

  #judge(
    header: Mp3Header,
    input: Uint8Array,
    at: number,
    isEnd: boolean,
  ): 'frame' | 'noise' | 'more' {
    const next = at + header.lengthBytes;
    if (header.sampleRate === this.#locked) return input.length >= next ? 'frame' : 'more';
    // A sync word alone is found in any noise: a first frame counts when a second one follows it.
    if (input.length >= next + decisiveBytes) {
      const follower = readMp3Header(input, next);
      const isFollowed = follower?.sampleRate === header.sampleRate || tagLength(input, next) > 0;
      return isFollowed ? 'frame' : 'noise';
    }
    if (!isEnd) return 'more';
    return input.length >= next ? 'frame' : 'noise';
  }

  #countGarbage(): void {
    this.#locked = undefined;
    this.#garbageBytes += 1;
    this.#lostBytes += 1;
    if (this.frameCount === 0 && this.#garbageBytes > maxLeadBytes) {
      throw new AudioError('not-audio', 'it holds no MP3 frame', {
        flaw: { kind: 'no-mp3-frame' },
      });
    }
    if (this.#garbageBytes > maxGarbageBytes) {
      throw new AudioError('corrupt', 'its MP3 frames end in noise', {
        flaw: { kind: 'mp3-ends-in-noise' },
      });
    }
  }
}

/** Frames that the encoder's tag in the first frame promises; 0 and absent mean that it did not know. */
function readFrameCount(header: Mp3Header, input: Uint8Array, at: number): number | undefined {
  const tag = at + header.tagOffset;
  if (!has(input, 'Xing', tag) && !has(input, 'Info', tag)) return undefined;
  const view = new DataView(input.buffer, input.byteOffset, input.length);
  if (input.length < tag + 12 || (view.getUint32(tag + 4) & 1) === 0) return undefined;
  return view.getUint32(tag + 8);
}

/** Length of an ID3 tag at `at`; 0 where there is none. */
function tagLength(input: Uint8Array, at: number): number {
  if (has(input, 'TAG', at)) return 128;
  return has(input, 'ID3', at) ? 10 + readSynchsafe(input, at + 6) : 0;
}

/** ID3v2 sizes leave the top bit of each byte unused, so that no sync word appears in them. */
function readSynchsafe(bytes: Uint8Array, at: number): number {
  let size = 0;
  for (let index = at; index < at + 4; index += 1) size = size * 128 + ((bytes[index] ?? 0) & 0x7f);
  return size;
}
