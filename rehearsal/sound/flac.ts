import { createHash } from 'node:crypto';

import { soundRate } from './order.ts';
import { toInt16 } from './wav.ts';

const blockSamples = 4096;
const predictorOrder = 2;

/** 24 kHz mono 16-bit FLAC (RFC 9639): fixed predictor of order 2, one Rice partition a block. */
export function writeFlac(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const ints = Int16Array.from(samples, toInt16);
  const parts = [Buffer.from('fLaC'), streamInfo(ints)];
  for (let start = 0; start < ints.length; start += blockSamples) {
    parts.push(frame(ints.subarray(start, start + blockSamples), start / blockSamples));
  }
  return new Uint8Array(Buffer.concat(parts));
}

function streamInfo(ints: Int16Array): Buffer {
  const bits = new BitWriter();
  bits.write(0x80, 8);
  bits.write(34, 24);
  bits.write(blockSamples, 16);
  bits.write(blockSamples, 16);
  bits.write(0, 24);
  bits.write(0, 24);
  bits.write(soundRate, 20);
  bits.write(0, 3);
  bits.write(15, 5);
  bits.write(0, 4);
  bits.write(ints.length, 32);
  const sum = createHash('md5').update(Buffer.from(ints.buffer)).digest();
  return Buffer.concat([bits.bytes(), sum]);
}

function frame(block: Int16Array, frameNumber: number): Buffer {
  const header = new BitWriter();
  const full = block.length === blockSamples;
  header.write(0xfff8, 16);
  header.write(full ? 0b1100 : 0b0111, 4);
  header.write(0b0111, 4);
  header.write(0, 4);
  header.write(0b1000, 4);
  for (const byte of codedNumber(frameNumber)) header.write(byte, 8);
  if (!full) header.write(block.length - 1, 16);
  const head = header.bytes();
  const body = Buffer.concat([head, Buffer.of(crc(head, 8, 0x07)), subframe(block)]);
  const check = crc(body, 16, 0x8005);
  return Buffer.concat([body, Buffer.of(check >> 8, check & 0xff)]);
}

function subframe(block: Int16Array): Buffer {
  const order = Math.min(predictorOrder, block.length);
  const bits = new BitWriter();
  bits.write((8 | order) << 1, 8);
  for (const warmUp of block.subarray(0, order)) bits.write(warmUp & 0xffff, 16);
  const residuals: number[] = [];
  for (let index = order; index < block.length; index += 1) {
    const predicted = 2 * (block[index - 1] ?? 0) - (block[index - 2] ?? 0);
    const error = (block[index] ?? 0) - predicted;
    residuals.push(error >= 0 ? error * 2 : -error * 2 - 1);
  }
  const mean = residuals.reduce((sum, value) => sum + value, 0) / Math.max(1, residuals.length);
  const parameter = Math.min(14, Math.max(0, Math.floor(Math.log2(mean + 1))));
  bits.write(0, 6);
  bits.write(parameter, 4);
  for (const value of residuals) {
    bits.writeUnary(value >>> parameter);
    bits.write(value & ((1 << parameter) - 1), parameter);
  }
  return bits.bytes();
}

/** Codes numbers as UTF-8 does code points, which reaches further than a file of ours ever does. */
function codedNumber(value: number): Buffer {
  return Buffer.from(String.fromCodePoint(value), 'utf8');
}

function crc(bytes: Uint8Array, width: 8 | 16, polynomial: number): number {
  const top = 1 << (width - 1);
  const mask = 2 ** width - 1;
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit += 1) {
      sum = (sum & top ? (sum << 1) ^ polynomial : sum << 1) & mask;
    }
  }
  return sum;
}

class BitWriter {
  #bytes = Buffer.alloc(1024);
  #length = 0;
  #pending = 0;
  #pendingBits = 0;

  write(value: number, width: number): void {
    for (let bit = width - 1; bit >= 0; bit -= 1) this.#push(Math.floor(value / 2 ** bit) & 1);
  }

  writeUnary(zeros: number): void {
    for (let index = 0; index < zeros; index += 1) this.#push(0);
    this.#push(1);
  }

  /** Everything that was written, filled up with zeros to a whole byte. */
  bytes(): Buffer {
    while (this.#pendingBits > 0) this.#push(0);
    return this.#bytes.subarray(0, this.#length);
  }

  #push(bit: number): void {
    this.#pending = (this.#pending << 1) | bit;
    this.#pendingBits += 1;
    if (this.#pendingBits < 8) return;
    if (this.#length === this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length)]);
    }
    this.#bytes[this.#length] = this.#pending;
    this.#length += 1;
    this.#pending = 0;
    this.#pendingBits = 0;
  }
}
