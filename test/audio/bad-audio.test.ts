import { setTimeout as wait } from 'node:timers/promises';

import { writeFlac } from '@crier/rehearsal/sound/flac.ts';
import { beforeAll, expect, test } from 'vitest';

import { AudioError } from '#audio/audio-error.ts';
import { frames } from '#audio/frames.ts';
import type { FramesOptions } from '#audio/frames.ts';
import type { Track } from '#audio/track.ts';
import { warmAudio } from '#audio/warm.ts';

import { oggOf } from './ogg-files.ts';
import { chunked, mp3, opusPackets, silence, speechLike, vorbis, wav } from './sound.ts';

const signal = new AbortController().signal;
const speech = speechLike(2);

beforeAll(warmAudio);

function made(bytes: Uint8Array, options: Partial<FramesOptions> = {}): Track {
  return frames(chunked(bytes), { signal, ...options });
}

async function outcome(track: Track): Promise<AudioError> {
  const error = await track.whole().then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(error instanceof AudioError)) throw new Error('the track did not fail', { cause: error });
  return error;
}

function patched(bytes: Buffer, at: number, ...values: number[]): Buffer {
  const copy = Buffer.from(bytes);
  copy.set(values, at);
  return copy;
}

function noise(length: number): Buffer {
  let seed = 7;
  return Buffer.from(
    Array.from({ length }, () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed >> 16;
    }),
  );
}

test.each<[string, Uint8Array, string, string]>([
  ['nothing', Buffer.alloc(0), 'empty', 'it is empty'],
  ['HTML', Buffer.from('\ufeff\n <!doctype html><title>x'), 'not-audio', 'it is a web page'],
  ['JSON', Buffer.from('{"error":"no"}'), 'not-audio', 'it is JSON'],
  ['text', Buffer.from('Internal server error'), 'not-audio', 'it is text'],
  ['noise', noise(50_000), 'not-audio', 'it is in no format of sound that is known'],
  ['zeros', Buffer.alloc(50_000), 'not-audio', 'it is in no format of sound that is known'],
  ['a PNG', Buffer.from('\u0089PNG\r\n', 'latin1'), 'unsupported', 'it is a PNG picture'],
  ['MP4', Buffer.from('\0\0\0\u0020ftypM4A ', 'latin1'), 'unsupported', 'it is an MP4 (AAC) file'],
  ['raw AAC', Buffer.from([0xff, 0xf1, 0x50, 0x80]), 'unsupported', 'it is raw AAC'],
  ['a zip', Buffer.from('PK\u0003\u0004', 'latin1'), 'unsupported', 'it is a ZIP archive'],
  [
    'an mp3 header and noise',
    Buffer.concat([Buffer.from([0xff, 0xf3, 0x84, 0xc4]), noise(90_000)]),
    'not-audio',
    'it holds no MP3 frame',
  ],
  [
    'an ID3 tag and nothing',
    Buffer.from('ID3\u0004\0\0\0\0\0\u0010', 'latin1'),
    'not-audio',
    'it holds no MP3 frame',
  ],
  [
    'fLaC and noise',
    Buffer.concat([Buffer.from('fLaC'), noise(90_000)]),
    'corrupt',
    'its FLAC header is damaged',
  ],
  [
    'Ogg that is something else',
    oggOf([]).fill('x', 28, 36),
    'unsupported',
    'it is an Ogg file without Opus or Vorbis in it',
  ],
])('%s is refused with its reason', async (_name, bytes, fault, message) => {
  const track = made(bytes);
  expect(await outcome(track)).toMatchObject({ fault, message });
  expect(track.frames).toEqual([]);
});

const canonical = wav(speech);
test.each<[string, Buffer, string]>([
  ['no channels', patched(canonical, 22, 0, 0), 'it claims 0 channels'],
  ['65,535 channels', patched(canonical, 22, 0xff, 0xff), 'it claims 65535 channels'],
  [
    'a rate above any that there is',
    patched(canonical, 24, 0x01, 0xee, 0x02, 0),
    'it claims a sample rate of 192001 Hz',
  ],
  ['a rate of 0', patched(canonical, 24, 0, 0, 0, 0), 'it claims a sample rate of 0 Hz'],
  [
    'a rate of 4 GHz',
    patched(canonical, 24, 0, 0, 0, 0xee),
    'it claims a sample rate of 3992977408 Hz',
  ],
  ['no bits', patched(canonical, 34, 0, 0), 'it claims 0 bits a sample'],
  ['a block of another size', patched(canonical, 32, 7, 0), 'its blocks of 7 bytes fit no sample'],
  ['ADPCM', patched(canonical, 20, 2, 0), 'it is a WAV file with codec 2'],
  ['a format of 3 bytes', patched(canonical, 16, 3, 0, 0, 0), 'its format chunk has 3 bytes'],
  [
    'sound before its format',
    Buffer.concat([canonical.subarray(0, 12), canonical.subarray(50)]),
    'its sound comes before its format',
  ],
  [
    'a chunk of 4 GiB',
    patched(canonical, 40, 0xff, 0xff, 0xff, 0xff),
    'a chunk claims 4294967295 bytes',
  ],
])('a WAV with %s is refused', async (_name, bytes, message) => {
  expect((await outcome(made(bytes))).message).toBe(message);
});

test.each([0, 0xff_ff_ff_ff, 0x7f_ff_ff_ff, 0x7f_ff_f0_00])(
  'a WAV that claims %d bytes is read until its end',
  async (claimedBytes) => {
    expect((await made(wav(speech, { claimedBytes }), { trimSilence: false }).whole()).length).toBe(
      101,
    );
  },
);

const cuttable: readonly (readonly [string, () => Promise<Uint8Array>])[] = [
  ['WAV', async () => wav(speech)],
  ['MP3', () => mp3(speech)],
  ['MP3 with a frame count', () => mp3(speech, { vbr: true })],
  ['FLAC', async () => writeFlac(speech)],
  ['Vorbis', () => vorbis(speechLike(8))],
  ['Opus', async () => oggOf(opusPackets(speech), { packetsPerPage: 10 })],
];

test.each(cuttable)('a %s that was cut keeps what was heard and says so', async (_name, encode) => {
  const bytes = await encode();
  const track = made(bytes.subarray(0, Math.floor(bytes.length * 0.6) + 1), { trimSilence: false });
  expect((await outcome(track)).fault).toBe('truncated');
  const whole = await made(bytes, { trimSilence: false }).whole();
  expect(track.frames.length).toBeGreaterThan(20);
  expect(track.frames.length).toBeLessThan(whole.length * 0.75);
  const heardWhole = track.frames.slice(0, -3);
  expect(heardWhole).toEqual(whole.slice(0, heardWhole.length));
});

test.each(cuttable)('a %s that breaks off in its header is refused', async (_name, encode) => {
  const bytes = await encode();
  for (const length of [10, 30, 43]) {
    expect(['truncated', 'not-audio', 'unsupported', 'corrupt']).toContain(
      (await outcome(made(bytes.subarray(0, length)))).fault,
    );
  }
});

test('damaged frames of an MP3, a FLAC and an Ogg are not taken for sound', async () => {
  for (const encode of [() => mp3(speech), async () => writeFlac(speech), () => vorbis(speech)]) {
    const bytes = Buffer.from(await encode());
    noise(bytes.length - 6000).copy(bytes, 6000);
    expect(['corrupt', 'truncated']).toContain((await outcome(made(bytes))).fault);
  }
});

test('sound that is silent from end to end is refused', async () => {
  expect((await outcome(made(wav(silence(2))))).fault).toBe('silent');
  expect((await outcome(made(await mp3(silence(2))))).fault).toBe('silent');
});

test('sound longer than it may be ends as endless, with what may be heard', async () => {
  const track = made(wav(speech), { maxDurationMs: 1000 });
  expect((await outcome(track)).fault).toBe('endless');
  expect(track.durationMs).toBe(1020);
});

test('a source that never ends is stopped and let go', async () => {
  let isReleased = false;
  async function* endless() {
    try {
      yield wav(speech, { claimedBytes: 0 });
      for (;;) yield Buffer.alloc(16_384, 1);
    } finally {
      isReleased = true;
    }
  }
  expect((await outcome(frames(endless(), { signal, maxBytes: 1_000_000 }))).fault).toBe('endless');
  await wait(1);
  expect(isReleased).toBe(true);
});

test('a tag that never ends gives no sound and is stopped', async () => {
  async function* endless() {
    yield Buffer.from('ID3\u0004\0\0\u007f\u007f\u007f\u007f', 'latin1');
    for (;;) yield Buffer.alloc(65_536);
  }
  expect((await outcome(frames(endless(), { signal }))).fault).toBe('not-audio');
});

test('a source that hangs is given up, and need not answer', async () => {
  const hanging: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise(() => {}),
      return: () => new Promise(() => {}),
    }),
  };
  expect((await outcome(frames(hanging, { signal, stallMs: 20 }))).fault).toBe('stalled');
});

test('a source that drips is given up in time', async () => {
  async function* dripping() {
    for (const byte of wav(speech)) {
      await wait(5);
      yield Uint8Array.of(byte);
    }
  }
  expect((await outcome(frames(dripping(), { signal, timeoutMs: 50 }))).fault).toBe('stalled');
});

test('an abort ends the track at once with its reason', async () => {
  const stop = new AbortController();
  async function* waiting() {
    yield wav(speech);
    await new Promise(() => {});
  }
  const track = frames(waiting(), { signal: stop.signal });
  while (track.frames.length < 50) await wait(1);
  const reason = new Error('skipped');
  stop.abort(reason);
  await expect(track.whole()).rejects.toBe(reason);
  await expect(frames(waiting(), { signal: stop.signal }).whole()).rejects.toBe(reason);
});

test('what the source fails with is what the track fails with', async () => {
  const cause = new Error('connection lost');
  async function* failing() {
    yield wav(speech).subarray(0, 20_000);
    throw cause;
  }
  const track = frames(failing(), { signal, trimSilence: false });
  await expect(track.whole()).rejects.toBe(cause);
  expect(track.frames.length).toBe(20);
});
