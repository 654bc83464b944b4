import { writeFlac } from '@crier/rehearsal/sound/flac.ts';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import { AudioError } from '#audio/audio-error.ts';
import { frames } from '#audio/frames.ts';
import { warmAudio } from '#audio/warm.ts';

import { oggOf, oggOfFullPages } from './ogg-files.ts';
import { mp3, opusPackets, speechLike, vorbis, wav } from './sound.ts';

const signal = new AbortController().signal;
const sources: Buffer[] = [];

beforeAll(async () => {
  await warmAudio();
  const speech = speechLike(0.6);
  sources.push(
    wav(speech),
    wav(speech, { bits: 24, channels: 2, extensible: true }),
    Buffer.from(await mp3(speech)),
    Buffer.from(await mp3(speech, { vbr: true, channels: 2 })),
    Buffer.from(writeFlac(speech)),
    Buffer.from(await vorbis(speech)),
    oggOf(opusPackets(speech)),
    oggOf(opusPackets(speech, { packetMs: 10 }), { packetGranules: 480 }),
    oggOfFullPages(opusPackets(speech), { maxSegments: 7, pictureBytes: 3000 }),
  );
});

/** The outcome of the bytes. A hang fails the test by its time. */
async function outcome(bytes: Uint8Array, cuts: readonly number[]): Promise<string> {
  async function* chunks() {
    let at = 0;
    for (const cut of cuts) {
      yield bytes.subarray(at, at + cut);
      at += cut;
    }
    yield bytes.subarray(at);
  }
  const track = frames(chunks(), { signal, stallMs: 5000, maxDurationMs: 60_000 });
  try {
    return (await track.whole()).length > 0 ? 'sound' : 'nothing';
  } catch (error) {
    return error instanceof AudioError ? 'refused' : String(error);
  }
}

const soundOrRefused = /^(sound|refused)$/;
const cuts = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 6 });

test('any bytes are sound or are refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), cuts, async (bytes, cuts) => {
      expect(await outcome(bytes, cuts)).toMatch(soundOrRefused);
    }),
    {
      numRuns: 300,
    },
  );
});

test('any bytes behind the beginning of a sound are sound or are refused', async () => {
  const magics = [
    'RIFF\0\0\0\0WAVEfmt \u0010\0\0\0',
    'ID3\u0004\0\0\0\0\0\0',
    'fLaC\0\0\0\u0022',
    'OggS\0\u0002',
    '\u00ff\u00f3\u0084\u00c4',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...magics),
      fc.uint8Array({ maxLength: 3000 }),
      cuts,
      async (magic, rest, cuts) => {
        const bytes = Buffer.concat([Buffer.from(magic, 'latin1'), rest]);
        expect(await outcome(bytes, cuts)).toMatch(soundOrRefused);
      },
    ),
    { numRuns: 300 },
  );
});

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 20 }),
});

test('any sound with any damage is sound or is refused', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: sources.length - 1 }),
      fc.array(edit, { minLength: 1, maxLength: 5 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      cuts,
      async (index, edits, kept, cuts) => {
        const bytes = Buffer.from(sources[index]!);
        // Squared, because most of what can go wrong is at the front.
        for (const { at, bytes: values } of edits) {
          values.forEach((value, offset) => {
            bytes[Math.floor(at * at * bytes.length) + offset] = value;
          });
        }
        const rest = bytes.subarray(0, Math.ceil(bytes.length * (1 - kept * kept * kept)));
        expect(await outcome(rest, cuts)).toMatch(soundOrRefused);
      },
    ),
    { numRuns: 400 },
  );
});

test('any cutting gives the same frames', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: sources.length - 1 }), cuts, async (index, cuts) => {
      const bytes = sources[index]!;
      const made = async (cuts: readonly number[]) => {
        async function* chunks() {
          let at = 0;
          for (const cut of [...cuts, bytes.length]) {
            yield bytes.subarray(at, at + cut);
            at += cut;
          }
        }
        return frames(chunks(), { signal }).whole();
      };
      expect(await made(cuts)).toEqual(await made([]));
    }),
    { numRuns: 60 },
  );
});
