import fc from 'fast-check';
import prism from 'prism-media';
import { beforeAll, expect, test } from 'vitest';

import { AudioError } from '#audio/audio-error.ts';
import { frames } from '#audio/frames.ts';
import { OggPages } from '#audio/ogg.ts';
import type { Frame } from '#audio/track.ts';
import { warmAudio } from '#audio/warm.ts';

import { demuxed, oggOf, oggOfFullPages, oggPage, oggWithoutEnd } from './ogg-files.ts';
import { chunked, opusPackets, speechLike, vorbis } from './sound.ts';

/*
 * prism-media's demuxer takes the packets out of an Ogg Opus file. These are the cases in which it is not left alone with
 * one: each shows what it does by itself, and what is heard.
 */

const signal = new AbortController().signal;
const packets = opusPackets(speechLike(2.4));
/** So many bytes that fifty of them don't fit into one page. */
const large = opusPackets(speechLike(2.4), { bitrate: 510_000, channels: 2 });

beforeAll(warmAudio);

/** Frames of packets of 20 ms are the packets themselves. */
async function heardOf(file: Uint8Array, chunkBytes?: number): Promise<Heard> {
  const track = frames(chunked(file, chunkBytes), { signal, trimSilence: false });
  const fault = await track.whole().then(
    () => undefined,
    (error: unknown) => (error instanceof AudioError ? error.fault : String(error)),
  );
  return { frames: track.frames, fault };
}

interface Heard {
  readonly frames: readonly Frame[];
  readonly fault: string | undefined;
}

function pagesOf(file: Uint8Array): Buffer[] {
  return [...new OggPages().push(file)].map(({ bytes }) => Buffer.from(bytes));
}

test('packets that lie within their pages are heard as the demuxer gives them, in any cutting', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...packets, ...large.slice(0, 20)), { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 20_000 }),
      async (packets, packetsPerPage, chunkBytes) => {
        const file = oggOf(packets, { packetsPerPage });
        expect(await demuxed(file, chunkBytes)).toEqual(packets);
        expect(await heardOf(file, chunkBytes)).toEqual({ frames: packets, fault: undefined });
      },
    ),
    { numRuns: 40 },
  );
});

test('a packet that goes over the edge of a page is heard, where the demuxer waits for its end forever', async () => {
  const file = oggOfFullPages(large);
  expect(await demuxed(file)).toEqual([]);
  expect(await heardOf(file)).toEqual({ frames: large, fault: undefined });
});

test('packets that go over the edges of pages are heard in any cutting', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...packets, ...large), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 255 }),
      fc.constantFrom(0, 400, 70_000, 300_000),
      fc.integer({ min: 100, max: 70_000 }),
      async (packets, maxSegments, pictureBytes, chunkBytes) => {
        const file = oggOfFullPages(packets, { maxSegments, pictureBytes });
        expect(await heardOf(file, chunkBytes)).toEqual({ frames: packets, fault: undefined });
      },
    ),
    { numRuns: 40 },
  );
});

test('sound behind a picture that takes several pages is heard, where the demuxer gives none of it', async () => {
  const file = oggOfFullPages(packets, { pictureBytes: 100_000 });
  expect(await demuxed(file)).toEqual([]);
  expect(await heardOf(file)).toEqual({ frames: packets, fault: undefined });
});

test('a packet that never ends is refused, where the demuxer keeps all that comes', async () => {
  const file = oggWithoutEnd(20);
  const demuxer = new prism.opus.OggDemuxer();
  demuxer.write(file);
  expect(Reflect.get(demuxer, '_remainder')).toHaveLength(20 * (27 + 255 + 255 * 255));
  expect(await heardOf(file)).toEqual({ frames: [], fault: 'corrupt' });
});

test('a page with a damaged byte is refused, where the demuxer passes it on as sound', async () => {
  const file = oggOf(packets);
  file[file.length - 5]! ^= 1;
  expect((await demuxed(file)).length).toBe(packets.length);
  expect(await heardOf(file)).toEqual({ frames: packets.slice(0, 100), fault: 'corrupt' });
});

test('what came before the damage is heard in any cutting', async () => {
  const file = Buffer.concat([oggOf(packets), Buffer.from('what is this?'.repeat(10))]);
  for (const chunkBytes of [100, 1460, file.length])
    expect(await heardOf(file, chunkBytes)).toEqual({ frames: packets, fault: 'corrupt' });
});

test('a file that was cut short says so, where the demuxer ends as if it were whole', async () => {
  const file = oggOf(packets).subarray(0, -100);
  expect(await demuxed(file)).toEqual(packets.slice(0, 100));
  expect(await heardOf(file)).toEqual({ frames: packets.slice(0, 100), fault: 'truncated' });
});

test('what lies behind the end that the last page names is not heard, where the demuxer gives it', async () => {
  const file = oggOf(packets, { finalGranule: 110 * 960 });
  expect(await demuxed(file)).toEqual(packets);
  expect(await heardOf(file)).toEqual({ frames: packets.slice(0, 110), fault: undefined });
});

test('a chain of streams is heard to its end, where the demuxer stops behind the first', async () => {
  const [one, two] = [packets.slice(0, 40), packets.slice(40)];
  const chain = Buffer.concat([oggOf(one, { serial: 1 }), oggOf(two, { serial: 2 })]);
  expect(await demuxed(chain)).toEqual(one);
  expect(await heardOf(chain)).toEqual({ frames: packets, fault: undefined });
});

test('a chain of streams with one number is heard, where the demuxer takes the second header for sound', async () => {
  const [one, two] = [packets.slice(0, 40), packets.slice(40)];
  const chain = Buffer.concat([oggOf(one), oggOf(two)]);
  expect((await demuxed(chain)).length).toBe(packets.length + 1);
  expect(await heardOf(chain)).toEqual({ frames: packets, fault: undefined });
});

test('Vorbis is heard, of which the demuxer reads nothing', async () => {
  const file = await vorbis(speechLike(1));
  expect(await demuxed(file)).toEqual([]);
  const { frames, fault } = await heardOf(file);
  expect(frames.length).toBeGreaterThan(45);
  expect(fault).toBeUndefined();
});

test('a stream beside the sound is left out, and sound without tags is heard, as the demuxer gives it', async () => {
  const [head, tags, ...sound] = pagesOf(oggOf(packets, { packetsPerPage: 20 }));
  const other = oggPage([Buffer.from('\u0080theora')], 2, 0, 0, 99);
  const file = Buffer.concat([head!, other, tags!, ...sound.flatMap((page) => [other, page])]);
  const tagless = Buffer.concat([head!, ...sound]);
  for (const bytes of [file, tagless]) {
    expect(await demuxed(bytes)).toEqual(packets);
    expect(await heardOf(bytes)).toEqual({ frames: packets, fault: undefined });
  }
});
