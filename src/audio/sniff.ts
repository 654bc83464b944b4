import { AudioError } from './audio-error.ts';
import { readMp3Header } from './mp3-header.ts';

export type AudioFormat = 'wav' | 'mp3' | 'flac' | 'ogg-opus' | 'ogg-vorbis';

/** As many bytes as are needed to know the format of any sound. */
export const sniffBytes = 64;

/** The first {@link sniffBytes} bytes of a sound or a few more, if there are as many, and again all of it. */
export async function withHead(
  sound: AsyncIterable<Uint8Array>,
): Promise<{ readonly head: Uint8Array; readonly all: AsyncIterable<Uint8Array> }> {
  const rest = sound[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.length < sniffBytes) {
    const next = await rest.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield head;
    yield* { [Symbol.asyncIterator]: () => rest };
  }
  return { head, all: all() };
}

/**
 * The format of a sound by its first {@link sniffBytes} bytes (fewer when there are no more); what a server or a file
 * name claims is not asked. Throws an `AudioError` that says what it is instead.
 */
export function sniff(head: Uint8Array): AudioFormat {
  if (head.length === 0) throw new AudioError('empty', 'it is empty', { flaw: { kind: 'empty' } });
  if ((has(head, 'RIFF') || has(head, 'RF64')) && has(head, 'WAVE', 8)) return 'wav';
  if (has(head, 'fLaC')) return 'flac';
  if (has(head, 'OggS')) return sniffOgg(head);
  if (has(head, 'ID3') || readMp3Header(head, 0)) return 'mp3';
  throw explain(head);
}

/** The first packet of an Ogg stream names its codec. */
function sniffOgg(head: Uint8Array): AudioFormat {
  const packetAt = 27 + (head[26] ?? 0);
  if (has(head, 'OpusHead', packetAt)) return 'ogg-opus';
  if (has(head, '\u0001vorbis', packetAt)) return 'ogg-vorbis';
  throw new AudioError('unsupported', 'it is an Ogg file without Opus or Vorbis in it', {
    flaw: { kind: 'other-ogg' },
  });
}

const knownOthers = [
  ['ftyp', 4, 'an MP4 (AAC) file', 'mp4'],
  ['\u001aE\u00df\u00a3', 0, 'a WebM file', 'webm'],
  ['FORM', 0, 'an AIFF file', 'aiff'],
  ['\u0089PNG', 0, 'a PNG picture', 'png'],
  ['\u00ff\u00d8\u00ff', 0, 'a JPEG picture', 'jpeg'],
  ['GIF8', 0, 'a GIF picture', 'gif'],
  ['%PDF', 0, 'a PDF file', 'pdf'],
  ['PK\u0003\u0004', 0, 'a ZIP archive', 'zip'],
  ['\u001f\u008b', 0, 'compressed with gzip', 'gzip'],
] as const;

function explain(head: Uint8Array): AudioError {
  for (const [magic, offset, name, kind] of knownOthers) {
    if (has(head, magic, offset))
      return new AudioError('unsupported', `it is ${name}`, { flaw: { kind } });
  }
  // Layer bits 00 after the sync word are ADTS, the raw form of AAC.
  if (head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0) {
    return new AudioError('unsupported', 'it is raw AAC', { flaw: { kind: 'raw-aac' } });
  }
  const text = Buffer.from(head.buffer, head.byteOffset, head.length)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (text.startsWith('<'))
    return new AudioError('not-audio', 'it is a web page', { flaw: { kind: 'web-page' } });
  if (/^[{[]/.test(text))
    return new AudioError('not-audio', 'it is JSON', { flaw: { kind: 'json' } });
  if (/^[\t\n\r -~]*$/.test(text))
    return new AudioError('not-audio', 'it is text', { flaw: { kind: 'text' } });
  return new AudioError('not-audio', 'it is in no format of sound that is known', {
    flaw: { kind: 'no-known-format' },
  });
}

/** Whether these letters, one a byte, lie there. */
export function has(bytes: Uint8Array, magic: string, offset = 0): boolean {
  for (let index = 0; index < magic.length; index += 1) {
    if (bytes[offset + index] !== magic.charCodeAt(index)) return false;
  }
  return true;
}
