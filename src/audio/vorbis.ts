import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis';
import type { OggVorbisDecodedAudio } from '@wasm-audio-decoders/ogg-vorbis';

import { AudioError } from './audio-error.ts';
import type { Decoder } from './decoder.ts';
import { OggPages } from './ogg.ts';
import type { Pcm } from './pcm.ts';

/** Ogg Vorbis by libvorbis, which is only given pages whose checksum is right. */
export async function vorbisDecoder(): Promise<Decoder> {
  const libvorbis = new OggVorbisDecoder();
  await libvorbis.ready;
  const pages = new OggPages();
  let serial: number | undefined;
  let ended = false;

  return {
    async *decode(bytes) {
      for (const page of pages.push(bytes)) {
        serial ??= page.serial;
        if (page.serial !== serial) {
          if (ended)
            throw new AudioError('unsupported', 'it is a chain of Vorbis streams', {
              flaw: { kind: 'vorbis-chain' },
            });
          continue;
        }
        ended ||= page.isLast;
        yield* soundOf(await libvorbis.decode(page.bytes));
      }
    },
    async end() {
      const sound = soundOf(await libvorbis.flush());
      return { sound, truncated: pages.endsInPage };
    },
    close: () => libvorbis.free(),
  };
}

function soundOf({ channelData, sampleRate }: OggVorbisDecodedAudio): readonly Pcm[] {
  return channelData[0]?.length ? [{ channels: channelData, sampleRate }] : [];
}
