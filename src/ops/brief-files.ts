import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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
    const remove = (): void => {
      clearTimeout(timer);
      this.#inTurn(name, async () => {
        await rm(this.#pathOf(name), { force: true });
        this.#own.delete(name);
      });
    };
    const timer = setTimeout(remove, this.#options.maxAgeMs);
    timer.unref();
    this.#inTurn(name, async () => {
      const { folder, seal } = this.#options;
      const sealed = seal.close(nameOf(name), { packed, writtenMs });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(this.#pathOf(name), sealed, { mode: 0o600 });
    });
    return remove;
  }

  /** The texts that other processes left, oldest first; they are removed. */
  async take(): Promise<readonly string[]> {
    const { folder, seal, maxAgeMs } = this.#options;
    const names = await readdir(folder).catch(() => []);
    const left = names.filter((name) => name.endsWith(suffix) && !this.#own.has(name)).toSorted();
    const opened = await Promise.all(
      left.map(async (name) => {
        const sealed = await readFile(this.#pathOf(name)).catch(() => Buffer.alloc(0));
        await rm(this.#pathOf(name), { force: true });
        return seal.open(nameOf(name), sealed);
      }),
    );
    return opened
      .filter((each) => each !== undefined)
      .filter(({ writtenMs }) => this.#now() - writtenMs < maxAgeMs)
      .toSorted((one, other) => one.writtenMs - other.writtenMs)
      .map(({ packed }) => Buffer.from(packed).toString());
  }

  /** Resolves when everything is written. */
  async settled(): Promise<void> {
    await Promise.all(this.#own.values());
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
