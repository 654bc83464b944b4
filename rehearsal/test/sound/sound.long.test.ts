import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis';
import { MPEGDecoder } from 'mpg123-decoder';
import { OggOpusDecoder } from 'ogg-opus-decoder';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { similarity } from '#hearing/similarity.ts';
import type { SoundFormat, SoundOrder } from '#sound/order.ts';
import { pitchOf } from '#sound/pitch.ts';
import { resample } from '#sound/resample.ts';
import { startSoundMaker } from '#sound/sound-maker.ts';
import type { SoundMaker } from '#sound/sound-maker.ts';
import { speakable } from '#sound/speakable.ts';
import { timbreOfDesign, timbreOfPreset } from '#sound/timbre.ts';
import { readWav } from '#sound/wav.ts';

const text = 'The quick brown fox jumps over the lazy dog.';
const order = (changes: Partial<SoundOrder> = {}): SoundOrder => ({
  text,
  timbre: timbreOfPreset('af_sky'),
  speed: 1,
  format: 'wav',
  ...changes,
});

let maker: SoundMaker;
beforeAll(() => {
  maker = startSoundMaker();
});
afterAll(() => maker.close());

async function decoded(format: SoundFormat, bytes: Uint8Array): Promise<Float32Array> {
  const run = async (decoder: MPEGDecoder | FLACDecoder | OggVorbisDecoder | OggOpusDecoder) => {
    await decoder.ready;
    const result =
      decoder instanceof MPEGDecoder ? decoder.decode(bytes) : await decoder.decodeFile(bytes);
    decoder.free();
    const samples = result.channelData[0] ?? new Float32Array();
    expect(result.errors).toEqual([]);
    return result.sampleRate === 48_000 ? resample(samples, 2) : samples;
  };
  switch (format) {
    case 'mp3':
      return run(new MPEGDecoder());
    case 'flac':
      return run(new FLACDecoder());
    case 'ogg':
      return run(new OggVorbisDecoder());
    case 'opus':
      return run(new OggOpusDecoder());
    case 'wav':
      return readWav(bytes).samples;
  }
}

test.each([
  ['mp3', 0.99],
  ['wav', 0.9999],
  ['flac', 0.9999],
  ['ogg', 0.99],
  ['opus', 0.99],
] as const)('%s holds the sound that was made', async (format, least) => {
  const { pcm, bytes } = await maker.make(order({ format }));
  const heard = await decoded(format, bytes);
  expect(Math.abs(heard.length - pcm.length)).toBeLessThan(24_000 * 0.1);
  expect(similarity(heard, pcm, { sampleRate: 24_000 })).toBeGreaterThan(least);
});

test('flac is the samples of wav, bit by bit, whatever the length of the last block', async () => {
  for (const words of ['Hm.', 'Hello there.', text]) {
    const wav = await maker.make(order({ text: words, format: 'wav' }));
    const flac = await maker.make(order({ text: words, format: 'flac' }));
    const heard = await decoded('flac', flac.bytes);
    // The decoder's full scale is 32767.
    const ints = Array.from(heard, (sample) => Math.round(sample * 32_767));
    expect(ints).toEqual(Array.from(readWav(wav.bytes).samples, (sample) => sample * 32_768));
  }
});

test('the same order gives the same sound, and is made once', async () => {
  const [first, second] = await Promise.all([maker.make(order()), maker.make(order())]);
  expect(second).toBe(first);
  expect(await maker.make(order())).toBe(first);
  const other = startSoundMaker();
  const again = await other.make(order());
  await other.close();
  expect(Buffer.from(again.bytes).equals(Buffer.from(first.bytes))).toBe(true);
});

test('speech begins at once, is loud enough and never clips', async () => {
  const { pcm } = await maker.make(order());
  const first = pcm.findIndex((sample) => Math.abs(sample) > 0.01);
  expect(first / 24_000).toBeLessThan(0.03);
  const loudest = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  expect(loudest).toBeCloseTo(0.7, 2);
});

test.each([0.5, 2])(
  'at speed %d speech takes as much shorter or longer, at the same pitch',
  async (speed) => {
    const plain = await maker.make(order());
    const changed = await maker.make(order({ speed }));
    expect(changed.pcm.length / plain.pcm.length).toBeGreaterThan(0.85 / speed);
    expect(changed.pcm.length / plain.pcm.length).toBeLessThan(1.15 / speed);
    const [a, b] = [pitchOf(plain.pcm, 24_000)!, pitchOf(changed.pcm, 24_000)!];
    expect(Math.abs(a - b) / a).toBeLessThan(0.1);
  },
);

test.each([80, 130, 200, 320])('a voice made for %d Hz speaks at that pitch', async (targetHz) => {
  const { pcm } = await maker.make(order({ timbre: { targetHz } }));
  const hz = pitchOf(pcm, 24_000)!;
  expect(Math.abs(hz - targetHz) / targetHz).toBeLessThan(0.05);
});

test.each([
  ['A deep male voice', 70, 100],
  ['A man', 100, 120],
  ['A warm female voice with a British accent', 170, 200],
  ['A high squeaky voice of a little girl', 280, 400],
])('a design of "%s" speaks between %d and %d Hz', async (description, least, most) => {
  const { pcm } = await maker.make(order({ timbre: timbreOfDesign(description) }));
  const hz = pitchOf(pcm, 24_000)!;
  expect(hz).toBeGreaterThan(least);
  expect(hz).toBeLessThan(most);
});

test('presets differ from each other, and women speak higher than men', async () => {
  const slugs = ['af_sky', 'af_bella', 'bf_emma', 'am_adam', 'am_onyx', 'bm_lewis'];
  const pitches = new Map<string, number>();
  for (const slug of slugs) {
    const { pcm } = await maker.make(order({ timbre: timbreOfPreset(slug) }));
    pitches.set(slug, pitchOf(pcm, 24_000)!);
  }
  const rounded = new Set([...pitches.values()].map((hz) => Math.round(hz)));
  expect(rounded.size).toBe(slugs.length);
  const of = (kind: string): number[] =>
    [...pitches].filter(([slug]) => slug[1] === kind).map(([, hz]) => hz);
  const mean = (all: number[]): number => all.reduce((sum, hz) => sum + hz, 0) / all.length;
  expect(mean(of('f'))).toBeGreaterThan(mean(of('m')) + 20);
});

test.each(['mp3', 'wav', 'flac', 'ogg', 'opus'] as const)(
  'a clip in %s is measured: format, length and pitch',
  async (format) => {
    const { pcm, bytes } = await maker.make(order({ timbre: { targetHz: 120 }, format }));
    const facts = await maker.measureClip(bytes);
    expect(facts.format).toBe(format === 'opus' ? 'ogg' : format);
    expect(Math.abs(facts.durationMs - pcm.length / 24)).toBeLessThan(100);
    expect(Math.abs(facts.pitchHz! - 120)).toBeLessThan(8);
  },
);

test.each([
  ['nothing', Buffer.alloc(0), undefined],
  ['text', Buffer.from('This is no sound at all, whatever its name says.'), undefined],
  ['a broken mp3', Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(20)]), 'mp3'],
  ['a broken ogg', Buffer.from(`OggS${'x'.repeat(200)}`), 'ogg'],
])('%s as a clip is measured without a fault', async (_name, bytes, format) => {
  expect(await maker.measureClip(bytes)).toEqual({ format, durationMs: 0, pitchHz: undefined });
});

test('silence and noise have no pitch, a tone has its own', () => {
  const noise = Float32Array.from({ length: 24_000 }, () => Math.random() - 0.5);
  const tone = Float32Array.from({ length: 24_000 }, (_, at) =>
    Math.sin((at * 2 * Math.PI * 220) / 24_000),
  );
  expect(pitchOf(new Float32Array(24_000), 24_000)).toBeUndefined();
  expect(pitchOf(noise, 24_000)).toBeUndefined();
  expect(pitchOf(tone, 24_000)).toBeCloseTo(220, 0);
});

test.each([
  ['', 'um'],
  ['!!! ???', 'um'],
  ['Crème brûlée', 'Creme brulee'],
  ['it’s', "it's"],
])('of %j Flite is given %j', (given, said) => {
  expect(speakable(given)).toBe(said);
});

test('every script is heard, and two texts in it differ', async () => {
  const [first, second] = await Promise.all([
    maker.make(order({ text: 'こんにちは世界' })),
    maker.make(order({ text: '😀😃😄' })),
  ]);
  expect(first.pcm.length).toBeGreaterThan(12_000);
  expect(second.pcm.length).toBeGreaterThan(6000);
  expect(similarity(second.pcm, first.pcm, { sampleRate: 24_000 })).toBeLessThan(0.7);
});

test('while speech is made the thread that asked for it is not held up', async () => {
  const before = performance.eventLoopUtilization();
  await maker.make(order({ text: text.repeat(12), format: 'mp3' }));
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.25);
});
