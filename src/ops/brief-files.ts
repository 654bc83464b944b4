import { mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';

import type { Seal } from './seal.ts';
import { holdsTexts, SealedTexts, textsIn } from './sealed-texts.ts';

export interface BriefFilesOptions {
  /** Made when it is not there. */
  readonly folder: string;
  readonly seal: Seal;
  /** No text is kept for longer, and one that is older doesn't count. */
  readonly maxAgeMs: number;
  readonly onError: (error: unknown) => void;
  readonly now?: () => number;
}

/** A text of another process. */
export interface Left {
  readonly text: string;
  readonly remove: () => void;
}

/** More at once, or larger ones, aren't kept. */
const maxTexts = 2_000;
const maxBytes = 32_768;

/** Short texts that have to outlive the process, but not for long: encrypted, in a few files. */
export class BriefFiles {
  readonly #options: BriefFilesOptions;
  readonly #now: () => number;
  /** The file that is added to, and all that hold a text. */
  #current: SealedTexts | undefined;
  readonly #own = new Set<string>();
  #textCount = 0;
  #hasFolder = false;

  constructor(options: BriefFilesOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Keeps the text until it is removed by what this returns, or too old. */
  put(text: string): () => void {
    const packed = Buffer.from(text);
    if (this.#textCount >= maxTexts || packed.length > maxBytes) return () => undefined;
    // At once: whoever was told that it is kept may be told so in this moment, and a crash in the next.
    try {
      const wipe = this.#file().add({ packed, writtenMs: this.#now() });
      this.#textCount += 1;
      return this.#removal(() => {
        this.#textCount -= 1;
        wipe();
      }, this.#options.maxAgeMs);
    } catch (error) {
      this.#current = undefined;
      this.#options.onError(error);
      return () => undefined;
    }
  }

  /** The texts that other processes left, oldest first; they are removed. */
  async take(): Promise<readonly string[]> {
    const left = await this.left();
    for (const { remove } of left) remove();
    return left.map(({ text }) => text);
  }

  /** The texts that other processes left, oldest first; each stays until it is removed, or too old. */
  async left(): Promise<readonly Left[]> {
    const { folder, seal, maxAgeMs, onError } = this.#options;
    const names = await readdir(folder).catch(() => []);
    const texts = await Promise.all(
      names
        .filter((name) => holdsTexts(name) && !this.#own.has(name))
        .toSorted()
        .map((name) =>
          textsIn(folder, name, seal).catch((error: unknown) => {
            onError(error);
            return [];
          }),
        ),
    );
    return texts
      .flat()
      .flatMap(({ content, wipe }) => {
        const leftMs = content.writtenMs + maxAgeMs - this.#now();
        const remove = this.#removal(wipe, leftMs);
        return leftMs > 0 ? [{ ...content, remove }] : [];
      })
      .toSorted((one, other) => one.writtenMs - other.writtenMs)
      .map(({ packed, remove }) => ({ text: Buffer.from(packed).toString(), remove }));
  }

  #file(): SealedTexts {
    if (this.#current && !this.#current.isFull) return this.#current;
    const { folder, seal } = this.#options;
    if (!this.#hasFolder) mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#hasFolder = true;
    const file = new SealedTexts(folder, seal, () => {
      this.#own.delete(file.name);
      if (this.#current === file) this.#current = undefined;
    });
    this.#own.add(file.name);
    this.#current = file;
    return file;
  }

  /** Wipes a text out when it is called, or after that time; at once when that is over. */
  #removal(wipe: () => void, afterMs: number): () => void {
    let isDone = false;
    const remove = (): void => {
      clearTimeout(timer);
      if (isDone) return;
      isDone = true;
      try {
        wipe();
      } catch (error) {
        this.#options.onError(error);
      }
    };
    const timer = setTimeout(remove, Math.max(0, afterMs));
    timer.unref();
    if (afterMs <= 0) remove();
    return remove;
  }
}
