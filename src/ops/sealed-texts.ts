import { randomUUID } from 'node:crypto';
import { closeSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Seal, Sealable } from './seal.ts';

/** A text in a file, which can be taken out of it. */
export interface Kept {
  readonly content: Sealable;
  /** Nothing of it is on the disk any more; to be called once. */
  readonly wipe: () => void;
}

/** Each text is a record: how many bytes it takes sealed, and those. What was wiped out is nothing but zeros. */
const suffix = '.texts';
/** An earlier version kept each text in a file of its own. */
const singleSuffix = '.sealed';
const headBytes = 4;
/** A larger one takes no more, so that it goes with the last of its texts although others always wait. */
const maxFileBytes = 1024 * 1024;

/** Whether a file of that name holds texts. */
export function holdsTexts(name: string): boolean {
  return name.endsWith(suffix) || name.endsWith(singleSuffix);
}

/**
 * A file to which encrypted texts are added, and which goes with the last of them. To make a file costs hundreds of times
 * what it costs to add to one, and whoever keeps a text waits for it.
 */
export class SealedTexts {
  readonly name = `${randomUUID()}${suffix}`;
  readonly #path: string;
  readonly #seal: Seal;
  readonly #descriptor: number;
  readonly #onGone: () => void;
  #bytes = 0;
  #texts = 0;

  /** Makes the file. */
  constructor(folder: string, seal: Seal, onGone: () => void) {
    this.#path = join(folder, this.name);
    this.#seal = seal;
    this.#onGone = onGone;
    this.#descriptor = openSync(this.#path, 'wx', 0o600);
  }

  get isFull(): boolean {
    return this.#bytes >= maxFileBytes;
  }

  /** Returns what wipes it out. After a failure nothing more can be added. */
  add(content: Sealable): () => void {
    const at = this.#bytes;
    const sealed = this.#seal.close(nameOf(this.name, at), content);
    const head = Buffer.alloc(headBytes);
    head.writeUInt32BE(sealed.length);
    this.#texts += 1;
    try {
      writeFileSync(this.#descriptor, Buffer.concat([head, sealed]));
    } catch (error) {
      this.#less();
      throw error;
    }
    this.#bytes += headBytes + sealed.length;
    return () => {
      writeZeros(this.#descriptor, at + headBytes, sealed.length);
      this.#less();
    };
  }

  #less(): void {
    this.#texts -= 1;
    if (this.#texts > 0) return;
    this.#onGone();
    closeSync(this.#descriptor);
    rmSync(this.#path, { force: true });
  }
}

/** The texts in a file of another process, in the order in which they were added. A file without any is removed. */
export async function textsIn(folder: string, name: string, seal: Seal): Promise<readonly Kept[]> {
  const path = join(folder, name);
  const all = await readFile(path).catch(() => Buffer.alloc(0));
  const places = name.endsWith(suffix) ? placesIn(all) : [{ at: 0, bytes: all.length }];
  const found = places.flatMap(({ at, bytes }) => {
    const key = name.endsWith(suffix) ? nameOf(name, at - headBytes) : nameOf(name);
    const content = seal.open(key, all.subarray(at, at + bytes));
    return content ? [{ at, bytes, content }] : [];
  });
  let left = found.length;
  if (left === 0) rmSync(path, { force: true });
  return found.map(({ at, bytes, content }) => ({
    content,
    wipe() {
      left -= 1;
      if (left === 0) rmSync(path, { force: true });
      else wipeIn(path, at, bytes);
    },
  }));
}

interface Place {
  readonly at: number;
  readonly bytes: number;
}

/** A crash may have cut the last one short. */
function placesIn(all: Buffer): readonly Place[] {
  const places: Place[] = [];
  for (let at = headBytes; at <= all.length;) {
    const bytes = all.readUInt32BE(at - headBytes);
    places.push({ at, bytes });
    at += bytes + headBytes;
  }
  return places;
}

function wipeIn(path: string, at: number, bytes: number): void {
  const descriptor = openSync(path, 'r+');
  try {
    writeZeros(descriptor, at, bytes);
  } finally {
    closeSync(descriptor);
  }
}

function writeZeros(descriptor: number, at: number, bytes: number): void {
  writeSync(descriptor, Buffer.alloc(bytes), 0, bytes, at);
}

/** A text opens at its own place alone. */
function nameOf(file: string, at?: number): { readonly key: string; readonly voice: string } {
  return { key: at === undefined ? file : `${file} ${at}`, voice: 'waiting' };
}
