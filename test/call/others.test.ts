import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Others } from '#call/worker/others.ts';

let told: boolean[];
let others: Others;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  others = new Others((speaking) => told.push(speaking));
});

afterEach(() => {
  others.close();
  vi.useRealTimers();
});

interface Shape {
  readonly soundBytes?: number;
  readonly ssrc?: number;
  readonly payloadType?: number;
  readonly first?: number;
  readonly extensionWords?: number;
}

/** A packet as it comes from a voice server, with whatever is encrypted left at zero. */
function packet(shape: Shape = {}): Buffer {
  const { soundBytes = 80, ssrc = 7, payloadType = 0x78, first = 0x90, extensionWords = 2 } = shape;
  const header = Buffer.alloc(12);
  header[0] = first;
  header[1] = payloadType;
  header.writeUInt32BE(ssrc, 8);
  const extension = Buffer.from([0xbe, 0xde, 0, extensionWords]);
  const hasExtension = (first & 0x10) !== 0;
  const rest = Buffer.alloc((hasExtension ? extensionWords * 4 : 0) + soundBytes + 20);
  return Buffer.concat([header, ...(hasExtension ? [extension] : []), rest]);
}

/** So many of them, as somebody's client sends them. */
function receive(count: number, shape: Shape = {}): void {
  for (let at = 0; at < count; at += 1) {
    others.receive(packet(shape));
    vi.advanceTimersByTime(20);
  }
}

test('speech begins with its second packet, and is over when none came for a while', () => {
  receive(1);
  expect(told).toEqual([]);
  receive(50);
  expect(told).toEqual([true]);
  vi.advanceTimersByTime(550);
  expect(told).toEqual([true]);
  vi.advanceTimersByTime(100);
  expect(told).toEqual([true, false]);
});

test('a pause for breath is no end', () => {
  receive(10);
  vi.advanceTimersByTime(400);
  receive(10);
  vi.advanceTimersByTime(400);
  expect(told).toEqual([true]);
});

test('while one of two speaks, it is not over', () => {
  receive(10, { ssrc: 1 });
  receive(40, { ssrc: 2 });
  expect(told).toEqual([true]);
});

test.each([
  ['silence frames', { soundBytes: 3 }],
  ['silence frames that were encrypted end to end', { soundBytes: 19 }],
  ['silence frames without an extension', { soundBytes: 3, first: 0x80 }],
  ['silence frames with a long extension', { soundBytes: 3, extensionWords: 40 }],
  ['reports of RTCP', { payloadType: 0xc9 }],
  ['video', { payloadType: 0x65 }],
  ['what is no RTP', { first: 0x00 }],
])('%s are not speech', (_, shape) => {
  receive(50, shape);
  expect(told).toEqual([]);
});

test('single packets of many streams, and those far apart, are not speech', () => {
  for (let ssrc = 0; ssrc < 20; ssrc += 1) receive(1, { ssrc });
  for (let at = 0; at < 5; at += 1) {
    receive(1);
    vi.advanceTimersByTime(200);
  }
  expect(told).toEqual([]);
});

test('answers to questions after the own address, and datagrams that end early, are nothing', () => {
  others.receive(Buffer.alloc(74, 0x02));
  others.receive(Buffer.from([0x90, 0x78]));
  others.receive(Buffer.alloc(0));
  others.receive(Buffer.alloc(14, 0x90));
  expect(told).toEqual([]);
});
