import { writeFlac } from '@crier/rehearsal/sound/flac.ts';
import { afterAll, expect, test } from 'vitest';

import { oggOf } from '../ogg-files.ts';
import { joinedSamples, mp3, opusPackets, speechLike, vorbis, wav } from '../sound.ts';
import { aac, m4a } from './aac.ts';
import { gapsOf, kindsOf, saidOf, sharedChecker, withInfo } from './clips.ts';

const checker = sharedChecker();
afterAll(() => checker.close());

const rate = 24_000;
const speech = speechLike(5, rate);
const speech44 = speechLike(5, 44_100);
/** Within this a duration is right; 70 ms where the file does not say what the codec added. */
const exactMs = 20;
const looseMs = 70;

/** Five seconds each. */
const files: readonly (readonly [string, () => Promise<Uint8Array>, string, number])[] = [
  ['wav of 16 bits', async () => wav(speech), 'wav', exactMs],
  ['wav of 8 bits', async () => wav(speech, { bits: 8 }), 'wav', exactMs],
  [
    'wav of 24 bits in the extensible form',
    async () => wav(speech, { bits: 24, extensible: true }),
    'wav',
    exactMs,
  ],
  ['wav of floats', async () => wav(speech, { bits: 32, float: true }), 'wav', exactMs],
  [
    'wav of 96 kHz',
    async () => wav(speechLike(5, 96_000), { rate: 96_000, bits: 24 }),
    'wav',
    exactMs,
  ],
  ['wav of 8 kHz', async () => wav(speechLike(5, 8000), { rate: 8000 }), 'wav', exactMs],
  ['wav of 6 channels', async () => wav(speech, { channels: 6 }), 'wav', exactMs],
  ['wav that claims no size', async () => wav(speech, { claimedBytes: 0 }), 'wav', exactMs],
  [
    'wav that claims the largest size',
    async () => wav(speech, { claimedBytes: 0xff_ff_ff_ff }),
    'wav',
    exactMs,
  ],
  [
    'wav that claims an hour',
    async () => wav(speech, { claimedBytes: 3600 * rate * 2 }),
    'wav',
    exactMs,
  ],
  ['mp3 without a header', () => mp3(speech), 'mp3', looseMs],
  [
    'mp3 of 44.1 kHz in stereo without a header',
    () => mp3(speech44, { rate: 44_100, channels: 2 }),
    'mp3',
    looseMs,
  ],
  ['mp3 of variable bitrate without a header', () => mp3(speech, { vbr: true }), 'mp3', looseMs],
  ['mp3 with a header', () => headed(speech, 24_000), 'mp3', exactMs],
  ['mp3 of 44.1 kHz with a header', () => headed(speech44, 44_100), 'mp3', exactMs],
  ['mp3 of variable bitrate with a header', () => headed(speech, 24_000, true), 'mp3', exactMs],
  [
    'mp3 whose header claims 40 minutes',
    async () => withInfo(await mp3(speech), { claimedFrames: 100_000 }),
    'mp3',
    looseMs,
  ],
  [
    'mp3 with a tag in front',
    async () => Buffer.concat([id3(300_000), await mp3(speech)]),
    'mp3',
    looseMs,
  ],
  ['flac', async () => writeFlac(speech), 'flac', exactMs],
  ['flac that claims a day', async () => lyingFlac(), 'flac', exactMs],
  ['ogg of Vorbis', () => vorbis(speech), 'ogg', exactMs],
  ['ogg of Vorbis at 44.1 kHz', () => vorbis(speech44, 44_100), 'ogg', exactMs],
  ['ogg of Opus', async () => opus(), 'ogg', exactMs],
  [
    'ogg of Opus in 60 ms packets',
    async () =>
      oggOf(opusPackets(speech, { packetMs: 60 }), {
        packetGranules: 2880,
        finalGranule: 240_000 + 312,
      }),
    'ogg',
    exactMs,
  ],
  ['ogg of Opus that claims a day', async () => opus(86_400 * 48_000), 'ogg', exactMs],
  ['m4a', async () => m4a(await aac(speech)), 'm4a', exactMs],
  ['m4a of 44.1 kHz in stereo', async () => m4a(await aac(speech44, 44_100, 2)), 'm4a', exactMs],
  [
    'm4a with the index at its end',
    async () => m4a(await aac(speech), { indexLast: true }),
    'm4a',
    exactMs,
  ],
  [
    'm4a with long boxes',
    async () => m4a(await aac(speech), { long: true, indexLast: true }),
    'm4a',
    exactMs,
  ],
  [
    'm4a whose first chunk is longer than the others',
    async () => m4a(await aac(speech), { unitsInFirst: 50 }),
    'm4a',
    exactMs,
  ],
  ['m4a without an edit list', async () => m4a(await aac(speech), { edit: false }), 'm4a', looseMs],
  [
    'm4a that claims 2 s',
    async () => m4a(await aac(speech), { claimed: { secs: 2 }, edit: false }),
    'm4a',
    looseMs,
  ],
  ['video with sound', async () => m4a(await aac(speech), { video: true }), 'm4a', exactMs],
];

test.each(files)('a %s is read to its end', async (_name, make, format, toleranceMs) => {
  const report = await checker.check(await make());
  expect(report.format).toBe(format);
  expect(report.isWhole).toBe(true);
  expect(Math.abs(report.durationMs - 5000)).toBeLessThanOrEqual(toleranceMs);
  expect(kindsOf(report)).toEqual([]);
  expect(report.stretch).toEqual({ fromMs: 0, toMs: report.durationMs });
});

test('the rate and the channels are told', async () => {
  const { sampleRate, channels } = await checker.check(
    wav(speech44, { rate: 44_100, channels: 2 }),
  );
  expect({ sampleRate, channels }).toEqual({ sampleRate: 44_100, channels: 2 });
});

test.each([
  ['wav', async () => wav(speech)],
  ['mp3', () => mp3(speech)],
  ['flac', async () => writeFlac(speech)],
  ['ogg of Vorbis', () => vorbis(speech)],
  ['ogg of Opus', async () => opus()],
  ['m4a', async () => m4a(await aac(speech))],
])('a %s that was cut short is as long as what is left of it', async (_name, make) => {
  const bytes = await make();
  const report = await checker.check(bytes.subarray(0, Math.floor(bytes.length * 0.8)), {
    minMs: 2000,
    maxMs: 10_000,
  });
  expect(report.durationMs).toBeGreaterThan(2500);
  expect(report.durationMs).toBeLessThan(4500);
  expect(kindsOf(report)).toEqual([]);
});

test.each([
  [2.99, ['too-short']],
  [3, []],
  [10, []],
  [10.01, ['too-long']],
])('%s s against the limits of 3 to 10 s', async (secs, kinds) => {
  for (const clip of [
    wav(speechLike(secs)),
    writeFlac(speechLike(secs)),
    await headed(speechLike(secs), 24_000),
  ]) {
    const report = await checker.check(clip);
    expect(kindsOf(report)).toEqual(kinds);
    expect(report.durationMs).toBeCloseTo(secs * 1000, 0);
  }
});

test("a model's own limits are used instead", async () => {
  expect(kindsOf(await checker.check(wav(speech), { minMs: 6000, maxMs: 20_000 }))).toEqual([
    'too-short',
  ]);
  expect(kindsOf(await checker.check(wav(speech), { minMs: 1000, maxMs: 4000 }))).toEqual([
    'too-long',
  ]);
});

test('the sentences say how long the clip is and how long it may be', async () => {
  const short = await checker.check(wav(speechLike(2.99)));
  expect(saidOf(short)).toBe(
    'The clip is 2.99 s long, and at least 3 s are needed. Record a longer one.',
  );
  expect(short.stretch).toBeUndefined();
  const long = await checker.check(wav(speechLike(12.5)));
  expect(saidOf(long)).toBe(
    'The clip is 12.5 s long, and at most 10 s can be used. Send a shorter one, or let it be trimmed.',
  );
});

test('the best stretch of a long clip is its loud and clean part, and cuts no word', async () => {
  const faint = speechLike(8).map((sample) => sample * 0.03);
  const pause = new Float32Array(rate * 0.4);
  const distorted = speechLike(8).map((sample) => Math.max(-1, Math.min(1, sample * 40)));
  const clip = joinedSamples(faint, pause, speechLike(9.6), pause, distorted);
  const { stretch, problems, levels } = await checker.check(wav(clip));
  expect(problems.map(({ kind }) => kind)).toEqual(['too-long']);
  expect(stretch!.fromMs).toBeGreaterThan(7600);
  expect(stretch!.toMs).toBeLessThan(18_500);
  expect(stretch!.toMs - stretch!.fromMs).toBeGreaterThan(9500);
  expect(levels.crestDb).toBeGreaterThan(6);
});

async function headed(
  samples: Float32Array,
  rate: 24_000 | 44_100,
  vbr = false,
): Promise<Uint8Array> {
  const bytes = await mp3(samples, { rate, vbr });
  return withInfo(bytes, { name: vbr ? 'Xing' : 'Info', gaps: gapsOf(bytes, samples.length) });
}

function opus(finalGranule = 240_000 + 312): Buffer {
  return oggOf(opusPackets(joinedSamples(speech, new Float32Array(480))), { finalGranule });
}

function lyingFlac(): Buffer {
  const bytes = Buffer.from(writeFlac(speech));
  bytes.writeUInt32BE(86_400 * rate, 8 + 14);
  return bytes;
}

/** A picture of an album, as large as they come. */
function id3(size: number): Buffer {
  const sizes = [21, 14, 7, 0].map((shift) => (size >> shift) & 0x7f);
  return Buffer.concat([
    Buffer.from('ID3\u0004\0\0', 'latin1'),
    Buffer.from(sizes),
    Buffer.alloc(size, 0x41),
  ]);
}
