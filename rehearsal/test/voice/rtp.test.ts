import { fc } from '@fast-check/vitest';
import { expect, test } from 'vitest';

import { RtpReceiver } from '#discord/voice/rtp.ts';
import { transport } from '#discord/voice/transport.ts';

import { rtpPacket } from './raw-client.ts';

const key = Buffer.alloc(32, 7);
const payload = Uint8Array.of(0xf8, 1, 2, 3);

interface Fields {
  readonly first?: number;
  readonly payloadType?: number;
  readonly sequence?: number;
  readonly timestamp?: number;
  readonly nonce?: number;
  readonly payload?: Uint8Array;
  readonly key?: Uint8Array;
}

const packet = (fields: Fields): Buffer =>
  rtpPacket({ sequence: 1, timestamp: 960, nonce: 1, ssrc: 9, payload, key, ...fields });

/** Violations, and what was opened. */
function receive(datagrams: readonly Buffer[]): { broken: string[]; opened: Buffer[] } {
  const broken: string[] = [];
  const opened: Buffer[] = [];
  const open = transport('aead_aes256_gcm_rtpsize', key);
  const receiver = new RtpReceiver('1', open, (rule) => broken.push(rule));
  for (const datagram of datagrams) {
    const media = receiver.inspect(datagram) ? receiver.open(datagram, 0) : undefined;
    if (media) opened.push(media.payload);
  }
  return { broken, opened };
}

test.each<{ what: string; second: Fields; broken: string[] }>([
  { what: 'follows', second: { sequence: 2, timestamp: 1920, nonce: 2 }, broken: [] },
  {
    what: 'follows after a pause',
    second: { sequence: 2, timestamp: 96_000, nonce: 2 },
    broken: [],
  },
  {
    what: 'follows, a nonce was not used',
    second: { sequence: 2, timestamp: 1920, nonce: 5 },
    broken: [],
  },
  {
    what: 'has the same sequence',
    second: { sequence: 1, timestamp: 1920, nonce: 2 },
    broken: ['rtp-sequence'],
  },
  {
    what: 'leaves one out',
    second: { sequence: 3, timestamp: 2880, nonce: 3 },
    broken: ['rtp-sequence'],
  },
  { what: 'goes back', second: { sequence: 0, timestamp: 0, nonce: 2 }, broken: ['rtp-sequence'] },
  {
    what: 'has the same timestamp',
    second: { sequence: 2, timestamp: 960, nonce: 2 },
    broken: ['rtp-timestamp'],
  },
  {
    what: 'is 10 ms on',
    second: { sequence: 2, timestamp: 1440, nonce: 2 },
    broken: ['rtp-timestamp'],
  },
  {
    what: 'uses a nonce again',
    second: { sequence: 2, timestamp: 1920, nonce: 1 },
    broken: ['rtp-nonce'],
  },
  {
    what: 'has another version',
    second: { first: 0x40, sequence: 2, timestamp: 1920, nonce: 2 },
    broken: ['rtp-header'],
  },
  {
    what: 'is of another type',
    second: { payloadType: 0x79, sequence: 2, timestamp: 1920, nonce: 2 },
    broken: ['rtp-header'],
  },
  {
    what: 'is of another key',
    second: { key: Buffer.alloc(32), sequence: 2, timestamp: 1920, nonce: 2 },
    broken: ['rtp-cipher'],
  },
  {
    what: 'is too large',
    second: { payload: Buffer.alloc(1500), sequence: 2, timestamp: 1920, nonce: 2 },
    broken: ['rtp-size'],
  },
])('the packet that $what breaks $broken', ({ second, broken }) => {
  expect(receive([packet({}), packet(second)]).broken).toEqual(broken);
});

test('a packet that was overtaken is out of order, but opens', () => {
  const { broken, opened } = receive([
    packet({}),
    packet({ sequence: 3, timestamp: 2880, nonce: 3 }),
    packet({ sequence: 2, timestamp: 1920, nonce: 2 }),
    packet({ sequence: 4, timestamp: 3840, nonce: 4 }),
  ]);
  expect(broken).toEqual(['rtp-sequence', 'rtp-nonce', 'rtp-sequence']);
  expect(opened).toHaveLength(4);
});

test('sequence and timestamp go on after their last value', () => {
  const { broken } = receive([
    packet({ sequence: 65_535, timestamp: 2 ** 32 - 1000, nonce: 1 }),
    packet({ sequence: 0, timestamp: 2 ** 32 - 40, nonce: 2 }),
    packet({ sequence: 1, timestamp: 920, nonce: 3 }),
  ]);
  expect(broken).toEqual([]);
});

test('the library begins again at timestamp 0, and is not blamed for it', () => {
  const { broken } = receive([
    packet({ sequence: 1, timestamp: 2 ** 32 - 100, nonce: 1 }),
    packet({ sequence: 2, timestamp: 0, nonce: 2 }),
  ]);
  expect(broken).toEqual([]);
});

const sealed = packet({});

test('no bit of a packet can be changed without a violation', () => {
  fc.assert(
    fc.property(fc.nat({ max: sealed.length * 8 - 1 }), (bit) => {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(receive([changed]).broken).not.toEqual([]);
    }),
  );
});
