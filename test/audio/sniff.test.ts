import { expect, test } from 'vitest';

import { sniff, sniffBytes } from '#audio/sniff.ts';

/** The first bytes of a file: these, and nothing of note behind them. */
function head(start: string, rest = ''): Uint8Array {
  const bytes = Buffer.alloc(sniffBytes);
  bytes.write(start, 'latin1');
  bytes.write(rest, start.length, 'latin1');
  return bytes;
}

/** The beginning of an Ogg page with one segment, and of the packet in it. */
const oggWith = (packet: string): Uint8Array => head(`OggS${'\0'.repeat(22)}\u0001\u001e`, packet);

test.each([
  ['wav', head('RIFF\0\0\0\0WAVEfmt ')],
  ['wav', head('RF64\u00ff\u00ff\u00ff\u00ffWAVEds64')],
  ['flac', head('fLaC')],
  ['mp3', head('ID3\u0004')],
  ['mp3', head('\u00ff\u00fb\u0090\u0064')],
  ['ogg-opus', oggWith('OpusHead\u0001')],
  ['ogg-vorbis', oggWith('\u0001vorbis')],
])('a sound is %s by its first bytes', (format, bytes) => {
  expect(sniff(bytes)).toBe(format);
});

test.each([
  ['an Ogg file without Opus or Vorbis', oggWith('Speex   ')],
  ['an MP4 (AAC) file', head('\0\0\0\u0018ftypM4A ')],
  ['a WebM file', head('\u001aE\u00df\u00a3')],
  ['an AIFF file', head('FORM\0\0\0\0AIFF')],
  ['a PNG picture', head('\u0089PNG')],
  ['a JPEG picture', head('\u00ff\u00d8\u00ff\u00e0')],
  ['a GIF picture', head('GIF89a')],
  ['a PDF file', head('%PDF-1.7')],
  ['a ZIP archive', head('PK\u0003\u0004')],
  ['compressed with gzip', head('\u001f\u008b\u0008')],
  ['raw AAC', head('\u00ff\u00f1P\u0080')],
  ['a web page', Buffer.from('\ufeff <!doctype html><title>Not found</title>')],
  ['JSON', Buffer.from('{"error":"no such voice"}')],
  ['text', Buffer.from('No such voice.')],
  ['no format of sound', head('\u0001\u0002\u0003')],
  ['empty', new Uint8Array()],
  ['no format of sound', head('RIFF\0\0\0\0AVI LIST')],
])('what is no sound is named: %s', (what, bytes) => {
  expect(() => sniff(bytes)).toThrow(what);
});
