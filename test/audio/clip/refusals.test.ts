import { writeFlac } from '@crier/rehearsal/sound/flac.ts';
import { afterAll, expect, test } from 'vitest';

import { AudioError } from '#audio/audio-error.ts';
import { m4aSound } from '#audio/clip/m4a-sound.ts';
import { UserError } from '#errors.ts';

import { oggPage } from '../ogg-files.ts';
import { mp3, speechLike, vorbis, wav } from '../sound.ts';
import { aac, box, m4a } from './aac.ts';
import { kindsOf, sharedChecker, silentFlac, silentOpus } from './clips.ts';

const checker = sharedChecker();
afterAll(() => checker.close());

const speech = speechLike(4);
const text = (content: string): Buffer => Buffer.from(content, 'latin1');

/** Files that are sent, and the sentence that the person has to be told about each. */
const others: readonly (readonly [string, () => Uint8Array | Promise<Uint8Array>, RegExp])[] = [
  ['nothing', () => new Uint8Array(), /is empty/],
  [
    'a text that is named mp3',
    () => text('this is not a song, whatever its name says\n'.repeat(50)),
    /it is text/,
  ],
  ['a web page', () => text('<!doctype html><html></html>'), /it is a web page/],
  ['a picture', () => text('\u0089PNG\r\n\u001a\n'.padEnd(500, 'x')), /it is a PNG picture/],
  ['an archive', () => text('PK\u0003\u0004'.padEnd(500, 'x')), /it is a ZIP archive/],
  ['a WebM video', () => text('\u001aE\u00df\u00a3'.padEnd(500, '\u0001')), /it is a WebM file/],
  ['an AVI video', () => text('RIFF\0\0\0\0AVI LIST'.padEnd(500, '\u0001')), /no format of sound/],
  [
    'random bytes',
    () => Buffer.from(Array.from({ length: 9000 }, (_, at) => (at * 7919 + (at >> 3)) % 251)),
    /no format of sound|no MP3 frame/,
  ],
  [
    'random bytes behind an mp3 tag',
    () => Buffer.concat([text('ID3\u0004\0\0\0\0\0\u0000'), Buffer.alloc(20_000, 0x55)]),
    /no MP3 frame/,
  ],
  ['a wav of 65,535 channels', () => patched(wav(speech), 22, [0xff, 0xff]), /65,535 channels/],
  ['a wav of 4 GHz', () => patched(wav(speech), 24, [0xff, 0xff, 0xff, 0xff]), /sample rate/],
  ['a wav of 0 Hz', () => patched(wav(speech), 24, [0, 0, 0, 0]), /sample rate/],
  ['a wav without sound', () => wav(new Float32Array()), /no sound/],
  ['a wav of a compressed kind', () => patched(wav(speech), 20, [0x11, 0]), /codec 17/],
  [
    'a Vorbis file of 255 channels',
    async () => patchedVorbisChannels(Buffer.from(await vorbis(speech))),
    /channels/,
  ],
  [
    'a flac of noise behind its header',
    () =>
      patched(
        Buffer.from(writeFlac(speech)),
        42,
        Array.from({ length: 4000 }, (_, at) => (at * 37) % 256),
      ),
    /damaged/,
  ],
  [
    'an m4a of Apple Lossless',
    async () => m4a(await aac(speech), { codec: 'alac' }),
    /Apple Lossless/,
  ],
  [
    'an m4a with copy protection',
    async () => m4a(await aac(speech), { codec: 'enca' }),
    /copy-protected/,
  ],
  ['an m4a of no codec', async () => m4a(await aac(speech), { codec: 'zzzz' }), /unusual kind/],
  ['a video without sound', async () => mute(m4a(await aac(speech))), /without sound/],
  ['an m4a in fragments', async () => m4a(await aac(speech), { fragment: true }), /in fragments/],
  [
    'an m4a whose index is missing',
    async () => (await indexLast()).subarray(0, -3000),
    /cut short/,
  ],
  [
    'an m4a that claims 4 billion sizes',
    async () => m4a(await aac(speech), { claimed: { sampleCount: 0xff_ff_ff_ff } }),
    /index is damaged/,
  ],
  [
    'an m4a that claims 4 billion chunks',
    async () => m4a(await aac(speech), { claimed: { chunkCount: 0xff_ff_ff_ff } }),
    /index is damaged/,
  ],
  [
    'an m4a that claims 4 billion units of a byte',
    async () =>
      m4a(await aac(speech), {
        unitsPerChunk: 0x7f_ff_ff_ff,
        claimed: { sampleCount: 0xff_ff_ff_ff, sampleSize: 1 },
      }),
    /damaged|can’t be used/,
  ],
  [
    'an m4a of units that are no AAC',
    async () =>
      m4a(await aac(speech), {
        units: Array.from({ length: 200 }, (_, at) => Buffer.alloc(100, at + 37)),
      }),
    /AAC frames are damaged/,
  ],
  [
    'an m4a of ten thousand boxes',
    () =>
      Buffer.concat([
        box('ftyp', text('M4A \0\0\0\0')),
        ...Array.from({ length: 20_000 }, () => box('free')),
      ]),
    /index is damaged/,
  ],
  [
    'an m4a whose boxes have no size',
    () => Buffer.concat([box('ftyp', text('M4A \0\0\0\0')), text('\0\0\0\u0004moov')]),
    /index is damaged/,
  ],
];

test.each(others)('%s is refused with what it is', async (_name, make, sentence) => {
  const error: unknown = await checker.check(await make()).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(UserError);
  expect(String(error)).toMatch(sentence);
  expect(String(error)).toMatch(/Send another/);
});

test('a clip larger than 10 MB is refused before anything reads it', async () => {
  const clip = Buffer.concat([wav(speech), Buffer.alloc(10 * 1024 * 1024)]);
  await expect(checker.check(clip)).rejects.toThrow('The clip is larger than 10 MB.');
});

test('hours of silence in kilobytes are silence, and nothing more is made of them', async () => {
  await checker.check(wav(speech));
  for (const clip of [silentOpus(10 * 3600), silentFlac(2500)]) {
    const report = await checker.check(clip);
    expect(kindsOf(report)).toEqual(['silent', 'too-long']);
    expect(report.isWhole).toBe(false);
    expect(report.durationMs).toBeLessThan(70_000);
    expect(report.stretch).toBeUndefined();
  }
});

test('an m4a is refused plainly where its decoder is not installed', async () => {
  const file = m4a(await aac(speech));
  const sound = m4aSound(file, () => Promise.reject(new Error('Cannot find package')));
  const error: unknown = await sound.next().catch((error: unknown) => error);
  expect(error).toBeInstanceOf(AudioError);
  expect(String(error)).toMatch(/it is an m4a \(AAC\) file, which is not read here/);
});

test('an Ogg stream of neither Opus nor Vorbis is refused', async () => {
  const page = oggPage([text('\u0080theora'.padEnd(42, '\u0001'))], 2, 0, 0, 1);
  await expect(checker.check(page)).rejects.toThrow(/Ogg file without Opus or Vorbis/);
});

test('what a person is told never holds the bytes of the clip', async () => {
  const secret = 'my secret words';
  const error: unknown = await checker
    .check(text(secret.repeat(20)))
    .catch((error: unknown) => error);
  expect(String(error)).not.toContain('secret');
});

test('an mp3 that breaks off in noise is refused', async () => {
  const bytes = Buffer.from(await mp3(speech));
  const noise = Buffer.from(
    Array.from({ length: 100_000 }, (_, at) => (at * 7919 + (at >> 5)) % 253),
  );
  await expect(checker.check(Buffer.concat([bytes, noise]))).rejects.toThrow(UserError);
});

async function indexLast(): Promise<Buffer> {
  return m4a(await aac(speech), { indexLast: true });
}

/** The same file, whose only track is said to be of pictures. */
function mute(file: Buffer): Buffer {
  return patched(file, file.indexOf('soun', 0, 'latin1'), [...text('vide')]);
}

function patched(bytes: Buffer, at: number, values: readonly number[]): Buffer {
  return Buffer.concat([
    bytes.subarray(0, at),
    Buffer.from(values),
    bytes.subarray(at + values.length),
  ]);
}

function patchedVorbisChannels(bytes: Buffer): Buffer {
  const head = Buffer.from(bytes.subarray(28, 28 + 30));
  head.writeUInt8(255, 11);
  return Buffer.concat([oggPage([head], 2, 0, 0, 1), bytes.subarray(58)]);
}
