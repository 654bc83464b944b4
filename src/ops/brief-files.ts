import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Seal } from './seal.ts';

export interface BriefFilesOptions {
  /** Made when it is not there. */
  readonly folder: string;
  readonly seal: Seal;
  /** No file is kept for longer, and one that is older doesn't count. */
  readonly maxAgeMs: number;
  readonly onError: (error: unknown) => void;
  readonly now?: () => number;
}

/** A text of another process. */
export interface Left {
  readonly text: string;
  readonly remove: () => void;
}

const suffix = '.sealed';
/** More at once, or larger ones, aren't kept. */
const maxFiles = 2_000;
const maxBytes = 32_768;

/** Short texts that have to outlive the process, but not for long: each in an encrypted file of its own. */
export class BriefFiles {
  readonly #options: BriefFilesOptions;
  readonly #now: () => number;
  /** The work that is being done with each of the files of this process. */
  readonly #own = new Map<string, Promise<void>>();
  #putSoFar = 0;
  #hasFolder = false;

  constructor(options: BriefFilesOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Keeps the text until it is removed by what this returns, or too old. */
  put(text: string): () => void {
    const packed = Buffer.from(text);
    if (this.#own.size >= maxFiles || packed.length > maxBytes) return () => undefined;
    const writtenMs = this.#now();
    // Texts that are put in the same millisecond keep their order by their names.
    const name = `${String((this.#putSoFar += 1)).padStart(9, '0')}-${randomUUID()}${suffix}`;
    this.#own.set(name, Promise.resolve());
    // At once: whoever was told that it is kept may be told so in this moment, and a crash in the next.
    try {
      const { folder, seal } = this.#options;
      const sealed = seal.close(nameOf(name), { packed, writtenMs });
      if (!this.#hasFolder) mkdirSync(folder, { recursive: true, mode: 0o700 });
      this.#hasFolder = true;
      writeFileSync(this.#pathOf(name), sealed, { mode: 0o600 });
    } catch (error) {
      this.#options.onError(error);
    }
    return this.#removal(name, this.#options.maxAgeMs);
  }

  /** The texts that other processes left, oldest first; they are removed. */
  async take(): Promise<readonly string[]> {
    const left = await this.left();
    for (const { remove } of left) remove();
    await this.settled();
    return left.map(({ text }) => text);
  }

  /** The texts that other processes left, oldest first; each stays until it is removed, or too old. */
  async left(): Promise<readonly Left[]> {
    const { folder, seal, maxAgeMs } = this.#options;
    const names = await readdir(folder).catch(() => []);
    const opened = await Promise.all(
      names
        .filter((name) => name.endsWith(suffix) && !this.#own.has(name))
        .toSorted()
        .map(async (name) => {
          const sealed = await readFile(this.#pathOf(name)).catch(() => Buffer.alloc(0));
          return { name, content: seal.open(nameOf(name), sealed) };
        }),
    );
    return opened
      .flatMap(({ name, content }) => {
        const leftMs = content ? content.writtenMs + maxAgeMs - this.#now() : 0;
        const remove = this.#removal(name, leftMs);
        return content && leftMs > 0 ? [{ ...content, remove }] : [];
      })
      .toSorted((one, other) => one.writtenMs - other.writtenMs)
      .map(({ packed, remove }) => ({ text: Buffer.from(packed).toString(), remove }));
  }

  /** Resolves when everything is written. */
  async settled(): Promise<void> {
    await Promise.all(this.#own.values());
  }

  /** Removes a file when it is called, or after that time; at once when that is over. */
  #removal(name: string, afterMs: number): () => void {
    const remove = (): void => {
      clearTimeout(timer);
      this.#inTurn(name, async () => {
        await rm(this.#pathOf(name), { force: true });
        this.#own.delete(name);
      });
    };
    const timer = setTimeout(remove, Math.max(0, afterMs));
    timer.unref();
    if (afterMs <= 0) remove();
    return remove;
  }

  #pathOf(name: string): string {
    return join(this.#options.folder, name);
  }

  #inTurn(name: string, work: () => Promise<void>): void {
    const before = this.#own.get(name) ?? Promise.resolve();
    this.#own.set(name, before.then(work).catch(this.#options.onError));
  }
}

function nameOf(key: string): { readonly key: string; readonly voice: string } {
  return { key, voice: 'waiting' };
}
