import { beforeAll, expect, test } from 'vitest';

import { AudioError } from '#audio/audio-error.ts';
import { frames } from '#audio/frames.ts';
import { oggOpus, oggOpusSecs } from '#audio/ogg-opus.ts';
import { OggPages } from '#audio/ogg.ts';
import { inTwentyMs, parseOpusPacket } from '#audio/opus-packet.ts';
import { Track } from '#audio/track.ts';
import { voiceMessage } from '#audio/voice-message.ts';
import { warmAudio } from '#audio/warm.ts';

import { oggOf } from './ogg-files.ts';
import {
  chunked,
  decodeOggOpus,
  heard,
  joinedSamples,
  opusPackets,
  rms,
  silence,
  similarity,
  speechLike,
  to48k,
} from './sound.ts';

const signal = new AbortController().signal;
const speech = speechLike(2.4);
const source = to48k(speech, 24_000);

beforeAll(warmAudio);

function made(bytes: Uint8Array) {
  return frames(chunked(bytes), { signal, trimSilence: false }).whole();
}

test('packets of 20 ms pass untouched', async () => {
  const packets = opusPackets(speech);
  expect(await made(oggOf(packets))).toEqual(packets);
});

test.each([40, 60])('packets of %d ms are split and sound the same', async (packetMs) => {
  const packets = opusPackets(speech, { packetMs });
  const split = await made(oggOf(packets, { packetGranules: packetMs * 48 }));
  expect(split.length).toBe(120);
  expect(split.every((frame) => durationOf(frame) === 960)).toBe(true);
  const whole = await decodeOggOpus(oggOf(packets, { packetGranules: packetMs * 48 }));
  expect(await heard(split)).toEqual(whole);
});

test('a packet of each code of RFC 6716 is split into its frames', () => {
  const [a, b] = [Buffer.from('aaaa'), Buffer.from('bb')];
  const toc = 0xf8;
  const single = (frame: Buffer) => Buffer.concat([Buffer.of(toc), frame]);
  const long = Buffer.alloc(700, 'l');
  const cases: readonly (readonly [Buffer, readonly Buffer[]])[] = [
    [single(a), [single(a)]],
    [Buffer.concat([Buffer.of(toc | 1), a, a]), [single(a), single(a)]],
    [Buffer.concat([Buffer.of(toc | 2, 4), a, b]), [single(a), single(b)]],
    // 700 = 252 + 4 × 112
    [Buffer.concat([Buffer.of(toc | 2, 252, 112), long, b]), [single(long), single(b)]],
    [Buffer.concat([Buffer.of(toc | 3, 3), a, a, a]), [single(a), single(a), single(a)]],
    [Buffer.concat([Buffer.of(toc | 3, 0x83, 4, 2), a, b, a]), [single(a), single(b), single(a)]],
    [Buffer.concat([Buffer.of(toc | 3, 0x42, 2), a, a, Buffer.of(0, 0)]), [single(a), single(a)]],
    [
      Buffer.concat([Buffer.of(toc | 3, 0x42, 255, 1), a, a, Buffer.alloc(255)]),
      [single(a), single(a)],
    ],
    [Buffer.of(toc | 3, 3), [Buffer.of(toc), Buffer.of(toc), Buffer.of(toc)]],
  ];
  for (const [packet, expected] of cases) {
    const parsed = parseOpusPacket(packet);
    expect(parsed && inTwentyMs(packet, parsed)).toEqual(expected);
  }
});

test.each([
  ['nothing', []],
  ['code 1 with an odd length', [0xf9, 1]],
  ['code 2 whose size is larger than the packet', [0xfa, 9, 1]],
  ['code 2 without a size', [0xfa]],
  ['code 3 without a count', [0xfb]],
  ['code 3 with no frames', [0xfb, 0]],
  ['code 3 longer than 120 ms', [0xfb, 7]],
  ['code 3 with more padding than bytes', [0xfb, 0x41, 9]],
  ['code 3 with padding that does not end', [0xfb, 0x41, 255]],
  ['a frame of more than 1,275 bytes', [0xf8, ...Buffer.alloc(1276)]],
])('a packet with %s breaks the rules', (_name, bytes) => {
  expect(parseOpusPacket(Uint8Array.from(bytes))).toBeUndefined();
});

test.each([
  ['10 ms', { packetMs: 10 }, 480],
  ['5 ms', { packetMs: 5 }, 240],
  ['2.5 ms', { packetMs: 2.5 }, 120],
  ['60 ms of SILK', { packetMs: 60, voip: true, bitrate: 16_000, rate: 16_000 }, 2880],
  ['40 ms of SILK', { packetMs: 40, voip: true, bitrate: 16_000, rate: 16_000 }, 1920],
])('packets of %s are encoded again', async (_name, options, packetGranules) => {
  const rate = 'rate' in options ? options.rate : 24_000;
  const packets = opusPackets(speechLike(2.4, rate), options);
  expect(durationOf(packets[0]!)).toBe(packetGranules);
  expect(inTwentyMs(packets[0]!, parseOpusPacket(packets[0]!)!)).toBeUndefined();
  const file = oggOf(packets, { packetGranules });
  const made20 = await made(file);
  expect(made20.every((frame) => durationOf(frame) === 960)).toBe(true);
  expect(made20.length).toBe(120);
  expect(similarity(await decodeOggOpus(file), await heard(made20)).correlation).toBeGreaterThan(
    0.95,
  );
});

test('a stream that changes to other packets halfway is heard whole', async () => {
  const first = opusPackets(speechLike(1));
  const rest = opusPackets(speechLike(1), { packetMs: 10 });
  const made20 = await made(oggOf([...first, ...rest], { finalGranule: 96_000 }));
  expect(made20.slice(0, 50)).toEqual(first);
  // One more than was sent: what the second encoder's delay pushes over the edge.
  expect(made20.length).toBe(101);
});

test('pre-skip, the last granule and a start in the middle decide what is heard', async () => {
  const packets = opusPackets(speech);
  expect(await made(oggOf(packets, { preSkip: 3840 }))).toEqual(packets.slice(4));
  expect(await made(oggOf(packets, { finalGranule: 110 * 960 - 5 }))).toEqual(
    packets.slice(0, 110),
  );
  expect(await made(oggOf(packets, { originGranule: 1_000_000 }))).toEqual(packets);
  const whole = await made(oggOf(packets.slice(0, 40), { finalGranule: 30 * 960 }));
  expect(whole).toEqual(packets.slice(0, 30));
});

test('a gain in the header is applied', async () => {
  const quiet = await heard(await made(oggOf(opusPackets(speech), { gain: -6 * 256 })));
  const plain = await heard(await made(oggOf(opusPackets(speech))));
  expect(rms(quiet) / rms(plain)).toBeCloseTo(10 ** (-6 / 20), 1);
});

test('a chain of streams is heard to its end', async () => {
  const [one, two] = [opusPackets(speechLike(0.5)), opusPackets(speechLike(0.3), { channels: 2 })];
  const chain = Buffer.concat([oggOf(one, { serial: 1 }), oggOf(two, { serial: 2, channels: 2 })]);
  expect(await made(chain)).toEqual([...one, ...two]);
});

test('a page with a wrong checksum is refused, and so is a broken packet', async () => {
  const spoiled = oggOf(opusPackets(speech));
  spoiled[spoiled.length - 5]! ^= 1;
  await expect(made(spoiled)).rejects.toMatchObject({ fault: 'corrupt' });
  await expect(made(oggOf([Buffer.of(0xfb, 0)]))).rejects.toBeInstanceOf(AudioError);
});

test('a file of frames is what RFC 7845 wants, and as long as it says', async () => {
  const packets = opusPackets(speechLike(3.1));
  const file = oggOpus(packets);
  const pages = [...new OggPages().push(file)];
  expect(pages.map(({ isFirst, isLast, granule }) => [isFirst, isLast, granule])).toEqual([
    [true, false, 0],
    [false, false, 0],
    [false, false, 48_000],
    [false, false, 96_000],
    [false, false, 144_000],
    [false, true, 148_800],
  ]);
  const sound = await decodeOggOpus(file);
  expect(sound.length / 48_000).toBeCloseTo(oggOpusSecs(packets.length), 9);
  expect(similarity(to48k(speechLike(3.1), 24_000), sound).correlation).toBeGreaterThan(0.95);
});

test('large frames get pages of their own', async () => {
  const packets = opusPackets(speech, { bitrate: 510_000, channels: 2 });
  expect(Math.max(...packets.map(({ length }) => length))).toBeGreaterThan(800);
  expect(await made(oggOpus(packets))).toEqual(packets);
});

test('a voice message is mono Opus with its duration and a picture of its loudness', async () => {
  const sound = joinedSamples(silence(1), speechLike(1), silence(1));
  const track = Track.of(opusPackets(sound));
  const { bytes, durationSecs, waveform } = await voiceMessage(track);
  expect(durationSecs).toBeCloseTo(3 - 312 / 48_000, 6);
  expect(bytes[28 + 9]).toBe(1);
  expect((await decodeOggOpus(bytes)).length / 48_000).toBeCloseTo(durationSecs, 6);
  const points = [...Buffer.from(waveform, 'base64')];
  expect(points.length).toBe(30);
  expect(Math.max(...points)).toBe(255);
  expect(Math.max(...points.slice(0, 9))).toBeLessThan(5);
  expect(Math.max(...points.slice(22))).toBeLessThan(5);
  expect(Math.max(...points.slice(11, 19))).toBeGreaterThan(100);
});

test('a waveform has at most 256 points and at least one', async () => {
  const long = Track.of(opusPackets(speechLike(40)));
  expect(Buffer.from((await voiceMessage(long)).waveform, 'base64').length).toBe(256);
  const short = Track.of(opusPackets(speechLike(0.02)));
  expect(Buffer.from((await voiceMessage(short)).waveform, 'base64').length).toBe(1);
  const silent = await voiceMessage(Track.of(opusPackets(silence(0.2))));
  expect([...Buffer.from(silent.waveform, 'base64')]).toEqual([0, 0]);
});

test('a voice message of a track that failed fails with it', async () => {
  const track = new Track();
  track.fail(new Error('no'));
  await expect(voiceMessage(track)).rejects.toThrow('no');
});

test('the source is heard in what passes', async () => {
  const sound = await heard(await made(oggOf(opusPackets(speech))));
  expect(similarity(source, sound).correlation).toBeGreaterThan(0.95);
});

function durationOf(frame: Uint8Array): number {
  const parsed = parseOpusPacket(frame);
  return parsed ? parsed.frameGranules * parsed.frames.length : 0;
}

test('the silence in front of frames that pass is shortened, and they stay what they were', async () => {
  const trimmed = async (leadSecs: number) => {
    const packets = opusPackets(joinedSamples(silence(leadSecs), speechLike(1).subarray(1200)));
    const made = await frames(chunked(oggOf(packets)), { signal }).whole();
    expect(made).toEqual(packets.slice(packets.length - made.length));
    return packets.length - made.length;
  };
  expect(await trimmed(0)).toBe(0);
  expect(await trimmed(0.06)).toBe(0);
  expect(await trimmed(0.14)).toBe(6);
  expect(await trimmed(1)).toBe(9);
});

test('of frames that pass something is left, also when nothing is to be heard in them', async () => {
  for (const secs of [0.04, 0.16]) {
    const packets = opusPackets(silence(secs));
    const made = await frames(chunked(oggOf(packets)), { signal }).whole();
    expect(made.length).toBeGreaterThan(0);
    expect(made).toEqual(packets.slice(packets.length - made.length));
  }
});
