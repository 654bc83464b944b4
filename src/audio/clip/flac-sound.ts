import { FLACDecoder } from '@wasm-audio-decoders/flac';

import { AudioError } from '../audio-error.ts';
import { FlacFrames } from '../flac-frames.ts';
import type { Pcm } from '../pcm.ts';

/**
 * FLAC frame by frame: forty bytes of it can be 65,535 samples of silence in eight channels, so no more than one frame
 * may be decoded before somebody looks at how much has come. A file that was cut short ends where it was cut.
 */
export async function* flacSound(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Pcm> {
  const libflac = new FLACDecoder();
  await libflac.ready;
  const walk = new FlacFrames();

  async function decode(frame: Uint8Array): Promise<Pcm> {
    const { channelData, sampleRate, errors } = await libflac.decodeFrames([frame]);
    if (errors.length > 0) throw new AudioError('corrupt', 'its FLAC frames are damaged');
    // A frame may leave its rate to the header of the stream.
    return { channels: channelData, sampleRate: sampleRate || (walk.info?.sampleRate ?? 0) };
  }

  try {
    for await (const chunk of bytes) {
      for (const frame of walk.push(chunk)) yield await decode(frame);
    }
    for (const frame of walk.end().frames) yield await decode(frame);
  } finally {
    libflac.free();
  }
}
