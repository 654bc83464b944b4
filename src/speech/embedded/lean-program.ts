import { openSync, readSync } from 'node:fs';

/** A program for WebAssembly of which the code is in memory, and the data in their file for as long as nothing runs. */
export interface LeanProgram {
  readonly module: WebAssembly.Module;
  /** Puts the data into the memory of a new instance, as the whole program would have done itself. */
  fill(memory: WebAssembly.Memory): void;
}

/** A part of the data: where it is in the file, and where it belongs in memory. */
interface Segment {
  readonly fileAt: number;
  readonly memoryAt: number;
  readonly length: number;
}

/** By their numbers in the file: https://webassembly.github.io/spec/core/binary/modules.html#sections */
const sections = { custom: 0, data: 11 } as const;
const preambleBytes = 8;

/**
 * Opens a program of one memory. V8 keeps the file of a program for as long as that lives: where nearly all of it are
 * data, as Flite's voices are, leaving them out saves as much. The file stays open.
 */
export async function openProgram(path: string): Promise<LeanProgram> {
  const file = new ProgramFile(path);
  const code = [file.bytes(preambleBytes)];
  let segments: readonly Segment[] = [];
  while (!file.hasEnded()) {
    const begin = file.at;
    const section = file.byte();
    const length = file.number();
    const end = file.at + length;
    if (section === sections.data) segments = segmentsIn(file);
    else if (section !== sections.custom) {
      file.at = begin;
      code.push(file.bytes(end - begin));
    }
    file.at = end;
  }
  return {
    module: await WebAssembly.compile(Buffer.concat(code)),
    fill(memory) {
      for (const { fileAt, memoryAt, length } of segments)
        file.readInto(new Uint8Array(memory.buffer, memoryAt, length), fileAt);
    },
  };
}

const activeInFirstMemory = 0;
const i32Const = 0x41;
const endOfExpression = 0x0b;

function segmentsIn(file: ProgramFile): readonly Segment[] {
  return Array.from({ length: file.number() }, () => {
    file.expect(activeInFirstMemory);
    file.expect(i32Const);
    const memoryAt = file.number();
    file.expect(endOfExpression);
    const length = file.number();
    const fileAt = file.at;
    file.at += length;
    return { fileAt, memoryAt, length };
  });
}

/** Reads a file from place to place. */
class ProgramFile {
  readonly #file: number;
  at = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
  }

  hasEnded(): boolean {
    return readSync(this.#file, new Uint8Array(1), 0, 1, this.at) === 0;
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    this.readInto(bytes, this.at);
    this.at += length;
    return bytes;
  }

  byte(): number {
    return this.bytes(1)[0] ?? 0;
  }

  /** A number of seven bits a byte (LEB128); the signed ones here are not negative, and look the same. */
  number(): number {
    let [number, factor] = [0, 1];
    for (;;) {
      const byte = this.byte();
      number += (byte & 0x7f) * factor;
      if (byte < 0x80) return number;
      factor *= 0x80;
    }
  }

  expect(wanted: number): void {
    const found = this.byte();
    if (found !== wanted)
      throw new Error(`byte ${this.at - 1} of the program is ${found} where ${wanted} is known`);
  }

  readInto(bytes: Uint8Array, at: number): void {
    for (let read = 0; read < bytes.length;) {
      const count = readSync(this.#file, bytes, read, bytes.length - read, at + read);
      if (count === 0) throw new Error('the file of the program is too short');
      read += count;
    }
  }
}
