import { FLACDecoder } from '@wasm-audio-decoders/flac';

import { AudioError } from './audio-error.ts';
import type { Decoder } from './decoder.ts';
import { FlacFrames } from './flac-frames.ts';
import type { Pcm } from './pcm.ts';

/** FLAC by libFLAC. */
export async function flacDecoder(): Promise<Decoder> {
  const libflac = new FLACDecoder();
  await libflac.ready;
  const walk = new FlacFrames();
  let sampleCount = 0;
  let open = true;

  async function decode(frames: readonly Uint8Array[]): Promise<readonly Pcm[]> {
    if (frames.length === 0) return [];
    const { channelData, sampleRate, errors } = await libflac.decodeFrames([...frames]);
    if (errors.length > 0) throw new AudioError('corrupt', 'its FLAC frames are damaged');
    const length = channelData[0]?.length ?? 0;
    sampleCount += length;
    // A frame may leave its rate to the header of the stream.
    const rate = sampleRate || (walk.info?.sampleRate ?? 0);
    return length > 0 ? [{ channels: channelData, sampleRate: rate }] : [];
  }

  return {
    decode: (bytes) => decode(walk.push(bytes)),
    async end() {
      const { frames, truncated } = walk.end();
      const sound = await decode(frames);
      return { sound, truncated: truncated || sampleCount < (walk.info?.sampleCount ?? 0) };
    },
    close() {
      if (open) libflac.free();
      open = false;
    },
  };
}
