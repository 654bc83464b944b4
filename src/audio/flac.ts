import { FLACDecoder } from '@wasm-audio-decoders/flac';

import { AudioError } from './audio-error.ts';
import type { Decoder } from './decoder.ts';
import { FlacFrames } from './flac-frames.ts';
import type { Pcm } from './pcm.ts';

/**
 * FLAC by libFLAC, frame by frame: forty bytes of it can be 65,535 samples of silence in eight channels, so no more than
 * one frame is decoded before somebody looks at how much has come.
 */
export async function flacDecoder(): Promise<Decoder> {
  const libflac = new FLACDecoder();
  await libflac.ready;
  const walk = new FlacFrames();
  let sampleCount = 0;

  async function* decode(frames: readonly Uint8Array[]): AsyncGenerator<Pcm> {
    for (const frame of frames) {
      const { channelData, sampleRate, errors } = await libflac.decodeFrames([frame]);
      if (errors.length > 0)
        throw new AudioError('corrupt', 'its FLAC frames are damaged', {
          flaw: { kind: 'flac-frames-damaged' },
        });
      sampleCount += channelData[0]?.length ?? 0;
      // A frame may leave its rate to the header of the stream.
      yield { channels: channelData, sampleRate: sampleRate || (walk.info?.sampleRate ?? 0) };
    }
  }

  return {
    decode: (bytes) => decode(walk.push(bytes)),
    async end() {
      const { frames, truncated } = walk.end();
      const sound: Pcm[] = [];
      for await (const pcm of decode(frames)) sound.push(pcm);
      return { sound, truncated: truncated || sampleCount < (walk.info?.sampleCount ?? 0) };
    },
    close: () => libflac.free(),
  };
}
