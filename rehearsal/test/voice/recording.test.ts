import { OggOpusDecoder } from 'ogg-opus-decoder';
import OpusScript from 'opusscript';
import { expect, test } from 'vitest';

import type { HeardPacket } from '#discord/voice-port.ts';
import { opusDurationMs } from '#discord/voice/opus.ts';
import { recording } from '#discord/voice/recording.ts';

const silence = Uint8Array.of(0xf8, 0xff, 0xfe);

/** Real packets of a 440 Hz tone. */
function tone(count: number): Uint8Array[] {
  const encoder = new OpusScript(48_000, 1, OpusScript.Application.AUDIO);
  return Array.from({ length: count }, (_, packet) => {
    const samples = Int16Array.from({ length: 960 }, (_, index) =>
      Math.round(12_000 * Math.sin((2 * Math.PI * 440 * (packet * 960 + index)) / 48_000)),
    );
    return Uint8Array.from(encoder.encode(Buffer.from(samples.buffer), 960));
  });
}

function heard(opus: Uint8Array, index: number, more: Partial<HeardPacket> = {}): HeardPacket {
  return {
    atMs: 1000 + index * 20,
    senderId: '1',
    sequence: index,
    timestamp: (4_294_960_000 + index * 960) % 2 ** 32,
    opus,
    silence: opus === silence,
    e2ee: true,
    ...more,
  };
}

async function decoded(
  file: Uint8Array,
): Promise<{ seconds: number; loudest: number; errors: number }> {
  const decoder = new OggOpusDecoder({ forceStereo: false });
  await decoder.ready;
  const { channelData, samplesDecoded, errors } = await decoder.decodeFile(file);
  decoder.free();
  let loudest = 0;
  for (const sample of channelData[0] ?? []) loudest = Math.max(loudest, Math.abs(sample));
  return { seconds: samplesDecoded / 48_000, loudest, errors: errors.length };
}

test('what was heard becomes an Ogg Opus file that decodes to its length', async () => {
  const file = recording(tone(120).map((opus, index) => heard(opus, index)));
  const { seconds, loudest, errors } = await decoded(file);
  expect(seconds).toBeCloseTo(2.4, 3);
  expect(loudest).toBeGreaterThan(0.3);
  expect(errors).toBe(0);
});

test('lost frames become silence', async () => {
  const packets = tone(100).map((opus, index) => heard(opus, index));
  packets.splice(30, 25);
  expect((await decoded(recording(packets))).seconds).toBeCloseTo(2, 3);
});

test('a pause between two speeches lasts as long as it did', async () => {
  const first = [...tone(20), silence, silence].map((opus, index) => heard(opus, index));
  const second = tone(20).map((opus, index) =>
    heard(opus, 22 + index, { atMs: 1000 + (22 + index) * 20 + 1000 }),
  );
  expect((await decoded(recording([...first, ...second]))).seconds).toBeCloseTo(1.84, 3);
});

test('a stream that begins anew is not taken for a loss', async () => {
  const first = tone(10).map((opus, index) => heard(opus, index));
  const second = tone(10).map((opus, index) =>
    heard(opus, 10 + index, { timestamp: 2_000_000_000 + index * 960 }),
  );
  expect((await decoded(recording([...first, ...second]))).seconds).toBeCloseTo(0.4, 3);
});

test('nothing heard is a file without sound', () => {
  const file = recording([]);
  expect(file.subarray(0, 4).toString('ascii')).toBe('OggS');
  expect(file.length).toBeLessThan(150);
});

test.each([
  { packet: [0xf8], durationMs: 20 },
  { packet: [0x08, 1], durationMs: 20 },
  { packet: [0x18, 1], durationMs: 60 },
  { packet: [0x70, 1], durationMs: 10 },
  { packet: [0xe0, 1], durationMs: 2.5 },
  { packet: [0xf9, 1], durationMs: 40 },
  { packet: [0xfb, 0x03], durationMs: 60 },
  { packet: [0xfb], durationMs: undefined },
  { packet: [], durationMs: undefined },
])('$packet lasts $durationMs ms', ({ packet, durationMs }) => {
  expect(opusDurationMs(Uint8Array.from(packet))).toBe(durationMs);
});
