import { AudioError } from '../audio-error.ts';
import { has, sniff, sniffBytes } from '../sniff.ts';
import type { AudioFormat } from '../sniff.ts';
import type { ClipFormat } from './clip.ts';

export type ClipCodec = AudioFormat | 'm4a';

export const containers: Readonly<Record<ClipCodec, ClipFormat>> = {
  wav: 'wav',
  mp3: 'mp3',
  flac: 'flac',
  'ogg-opus': 'ogg',
  'ogg-vorbis': 'ogg',
  m4a: 'm4a',
};

/** More channels than any recording of a voice has; a decoder's memory grows with each. */
const maxChannels = 8;

/** The codec of a clip, by its first bytes. Throws an `AudioError` that says what it is instead. */
export function clipCodec(clip: Uint8Array): ClipCodec {
  const head = clip.subarray(0, sniffBytes);
  if (has(head, 'ftyp', 4)) return 'm4a';
  const codec = sniff(head);
  // Channels are named in the twelfth byte of Vorbis' first packet, which begins behind the first page's header.
  const vorbisChannels = head[27 + (head[26] ?? 0) + 11] ?? 0;
  if (codec === 'ogg-vorbis' && vorbisChannels > maxChannels) {
    throw new AudioError('unsupported', `it has ${vorbisChannels} channels`, {
      flaw: { kind: 'many-channels', count: vorbisChannels },
    });
  }
  return codec;
}
