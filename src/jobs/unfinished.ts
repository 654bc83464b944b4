import { LRUCache } from 'lru-cache';

import type { BriefFiles } from '#ops/brief-files.ts';
import type { FrameName } from '#speech/frame-store.ts';

/** A job that a service took, and whose frames are not kept yet. */
export interface Taken {
  readonly id: string;
  readonly requestId: string;
  readonly model: string;
  readonly chars: number;
  readonly format?: string;
  /** How often its sound was asked for in vain. */
  readonly tries: number;
}

/** Longer than a line that is taken up waits for its turn. */
const doubtfulForMs = 15 * 60_000;
/** Lines of more words than this at once are not kept. */
const maxDoubtful = 10_000;
/** Far more jobs than can be under way when people have themselves forgotten. */
const maxForgotten = 10_000;

/** Where a process leaves names for the next. */
export type LeftNames = Pick<BriefFiles, 'put' | 'left'>;

/** Jobs that nobody follows at the moment, by the names of their frames: words that are paid are not paid again. */
export class Unfinished {
  readonly #taken = new Map<string, { readonly name: FrameName; readonly job: Taken }>();
  readonly #doubtful = new LRUCache<string, true>({ max: maxDoubtful, ttl: doubtfulForMs });
  /** Jobs, by their ids, whose sound nobody is to have. */
  readonly #forgotten = new LRUCache<string, true>({ max: maxForgotten });
  readonly #left: LeftNames | undefined;
  #onAdded: () => void = () => undefined;

  constructor(left?: LeftNames) {
    this.#left = left;
  }

  /** The names of all that can be followed, in the order in which they came. */
  get names(): readonly FrameName[] {
    return [...this.#taken.values()].map(({ name }) => name);
  }

  has(key: string): boolean {
    return this.#taken.has(key);
  }

  /** Adds a job that can be followed instead of paying again. False for one that was forgotten. */
  add(name: FrameName, job: Taken): boolean {
    if (this.#forgotten.has(job.id)) return false;
    this.#taken.set(name.key, { name, job });
    this.#onAdded();
    return true;
  }

  /** Takes out these jobs, by their ids, and takes none of them in any more. Returns those that were in it. */
  forget(ids: readonly string[]): readonly string[] {
    for (const id of ids) this.#forgotten.set(id, true);
    const taken = [...this.#taken].filter(([, { job }]) => this.#forgotten.has(job.id));
    for (const [key] of taken) this.#taken.delete(key);
    return taken.map(([, { job }]) => job.id);
  }

  /** Takes a job out: whoever has it follows it. */
  claim(key: string): Taken | undefined {
    const job = this.#taken.get(key)?.job;
    this.#taken.delete(key);
    return job;
  }

  /**
   * Words that may have been paid, and whose sound nobody gets any more. The next process is told before the job ends: it
   * may find a line of them that waits, and no job.
   */
  doubt(key: string): void {
    this.#doubtful.set(key, true);
    this.#left?.put(key);
  }

  /** Takes in what earlier processes doubted. */
  async restore(): Promise<void> {
    for (const { text } of (await this.#left?.left()) ?? []) this.#doubtful.set(text, true);
  }

  isDoubtful(key: string): boolean {
    return this.#doubtful.has(key);
  }

  /** Calls `listener`, the only one, when a job was added. */
  watch(listener: () => void): void {
    this.#onAdded = listener;
  }
}
