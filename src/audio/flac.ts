import { FLACDecoder } from '@wasm-audio-decoders/flac';
import type { FLACDecodedAudio } from '@wasm-audio-decoders/flac';

import { AudioError } from './audio-error.ts';
import type { Decoder } from './decoder.ts';
import type { Pcm } from './pcm.ts';

/** `fLaC`, a block header of 4 bytes, and the first 18 of STREAMINFO, which end with the number of samples. */
const streamInfoBytes = 26;

/** FLAC, bare or in Ogg, by libFLAC. */
export async function flacDecoder(container: 'flac' | 'ogg'): Promise<Decoder> {
  const libflac = new FLACDecoder();
  await libflac.ready;
  let head: Uint8Array = new Uint8Array();
  let sampleCount = 0;
  let open = true;

  function sound({ channelData, sampleRate, errors }: FLACDecodedAudio): readonly Pcm[] {
    // Every frame carries a checksum: one error means that sound is missing.
    if (errors.length > 0) throw new AudioError('corrupt', 'its FLAC frames are damaged');
    const length = channelData[0]?.length ?? 0;
    sampleCount += length;
    return length > 0 ? [{ channels: channelData, sampleRate }] : [];
  }

  return {
    async decode(bytes) {
      if (head.length < streamInfoBytes) {
        head = Buffer.concat([head, bytes.subarray(0, streamInfoBytes - head.length)]);
      }
      return sound(await libflac.decode(bytes));
    },
    async end() {
      const last = sound(await libflac.flush());
      return { sound: last, truncated: sampleCount < promisedSamples(container, head) };
    },
    close() {
      if (open) libflac.free();
      open = false;
    },
  };
}

/** Samples in all, by STREAMINFO: a 36-bit number; 0 where the writer did not know. */
function promisedSamples(container: 'flac' | 'ogg', head: Uint8Array): number {
  if (container === 'ogg' || head.length < streamInfoBytes) return 0;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  return (view.getUint8(21) & 0x0f) * 2 ** 32 + view.getUint32(22);
}
