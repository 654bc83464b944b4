import { OpusEncoder } from 'mediaplex';

import { clipChecker } from '#audio/clip/clip-checker.ts';
import { problemsText } from '#audio/clip/clip-problem.ts';
import type { ClipLimits, ClipReport } from '#audio/clip/clip-report.ts';
import { Readers } from '#audio/clip/readers.ts';
import { readMp3Header } from '#audio/mp3-header.ts';
import { inEnglish } from '#i18n/texts.ts';

import { oggOf } from '../ogg-files.ts';

/** Those of most services. */
export const usualLimits: ClipLimits = { minMs: 3000, maxMs: 10_000 };

/** One checker for a whole test file: the process that reads is started once. */
export function sharedChecker() {
  const readers = new Readers({ maxReaders: 1 });
  const checker = clipChecker(readers);
  const check = (clip: Uint8Array, limits: ClipLimits = usualLimits): Promise<ClipReport> =>
    checker.check(clip, limits, AbortSignal.timeout(20_000));
  return { ...checker, check, close: () => readers.close() };
}

export function kindsOf(report: ClipReport): string[] {
  return report.problems.map(({ kind }) => kind);
}

/** All that is wrong with a clip, as people read it. */
export function saidOf({ problems }: ClipReport): string | undefined {
  const said = problemsText(problems);
  return said && inEnglish(said);
}

export interface InfoShape {
  /** Xing for variable bitrate, Info for constant. */
  readonly name?: 'Xing' | 'Info';
  /** Samples of the codec's own at both ends; absent: a header without LAME's part. */
  readonly gaps?: { readonly delay: number; readonly padding: number };
  readonly claimedFrames?: number;
}

/** An mp3 with a header frame, as LAME writes it. */
export function withInfo(
  mp3: Uint8Array,
  { name = 'Info', gaps, claimedFrames }: InfoShape = {},
): Buffer {
  const first = readMp3Header(mp3, 0)!;
  // 128 kbit/s has room for the header at every rate, and the frame's length follows from the new first bytes.
  const isMpeg1 = first.sampleRate >= 32_000;
  const head = Buffer.from(mp3.subarray(0, 4));
  head[2] = (head[2]! & 0x0d) | (isMpeg1 ? 0x90 : 0xc0);
  const frame = Buffer.alloc(readMp3Header(head, 0)!.lengthBytes);
  frame.set(head);
  const at = first.tagOffset;
  frame.write(name, at, 'latin1');
  frame.writeUInt32BE(1, at + 4);
  frame.writeUInt32BE(claimedFrames ?? frameCount(mp3), at + 8);
  if (gaps) {
    frame.writeUInt32BE(0x0f, at + 4);
    frame.writeUInt32BE(frame.length + mp3.length, at + 12);
    frame.write('LAME3.100', at + 120, 'latin1');
    frame.writeUIntBE(gaps.delay * 4096 + gaps.padding, at + 141, 3);
  }
  return Buffer.concat([frame, mp3]);
}

/** The samples of silence that LAME puts in front, and behind so many samples. */
export function gapsOf(mp3: Uint8Array, sampleCount: number): { delay: number; padding: number } {
  const perFrame = readMp3Header(mp3, 0)!.sampleRate >= 32_000 ? 1152 : 576;
  return { delay: 576, padding: frameCount(mp3) * perFrame - sampleCount - 576 };
}

export function frameCount(mp3: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < mp3.length; count += 1) at += readMp3Header(mp3, at)!.lengthBytes;
  return count;
}

/** Hours of silence in kilobytes: Opus sends next to nothing for it. */
export function silentOpus(secs: number): Buffer {
  const encoder = new OpusEncoder(48_000, 1);
  const packet = Buffer.from(encoder.encode(Buffer.alloc(1920)));
  const silence = packet.subarray(0, Math.min(packet.length, 3));
  return oggOf(
    Array.from({ length: secs * 50 }, () => silence),
    { packetsPerPage: 200 },
  );
}

/** The same in FLAC: every frame says "65,535 samples of 0 in 8 channels" in 40 bytes. */
export function silentFlac(frameCount: number): Buffer {
  const info = Buffer.alloc(34);
  info.writeUInt16BE(65_535, 0);
  info.writeUInt16BE(65_535, 2);
  info.writeUInt32BE(((44_100 << 12) | (7 << 9) | (15 << 4)) >>> 0, 10);
  const frames = Array.from({ length: frameCount }, (_, number) => silentFlacFrame(number));
  return Buffer.concat([Buffer.from('fLaC\u0080\0\0\u0022', 'latin1'), info, ...frames]);
}

function silentFlacFrame(number: number): Buffer {
  // Fixed blocks, their size in 16 bits at the end of the header, 44.1 kHz, 8 channels of 16 bits.
  const head = Buffer.from([0xff, 0xf8, 0x79, 0x78, ...utf8Number(number), 0xff, 0xfe]);
  const constants = Buffer.concat(Array.from({ length: 8 }, () => Buffer.from([0, 0, 0])));
  const body = Buffer.concat([head, Buffer.from([crc(head, 8, 0x07)]), constants]);
  const tail = Buffer.alloc(2);
  tail.writeUInt16BE(crc(body, 16, 0x80_05));
  return Buffer.concat([body, tail]);
}

function utf8Number(value: number): number[] {
  return [...Buffer.from(String.fromCodePoint(value), 'utf8')];
}

function crc(bytes: Uint8Array, width: 8 | 16, polynomial: number): number {
  const top = 1 << (width - 1);
  const mask = (1 << width) - 1;
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit += 1)
      value = (value & top ? (value << 1) ^ polynomial : value << 1) & mask;
  }
  return value;
}
