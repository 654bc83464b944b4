import { UserError } from '#errors.ts';

import type { ReaderTask } from './reader-orders.ts';
import { startReaderProcess } from './reader-process.ts';
import { ReaderQueue } from './reader-queue.ts';
import type { Read, ReaderBounds } from './reader-queue.ts';

export interface ReadersOptions extends Partial<ReaderBounds> {
  /** Processes at a time. */
  readonly maxReaders?: number;
  /** More files than this at once are turned away. */
  readonly maxWaiting?: number;
}

export const readerBounds = {
  maxReaders: 2,
  maxWaiting: 16,
  timeoutMs: 2_000,
  maxRssBytes: 108 * 1024 * 1024,
  // Long enough for a person who gives several files, and short enough that nobody pays for an idle process.
  idleMs: 20_000,
  startReader: startReaderProcess,
};

/** All processes of the bot that read people's files: as few as the machine has cores, started by the first files. */
export class Readers {
  readonly #queues: ReaderQueue[] = [];
  readonly #bounds: typeof readerBounds & ReadersOptions;
  #closed = false;

  constructor(options: ReadersOptions = {}) {
    this.#bounds = { ...readerBounds, ...options };
  }

  /** Starts a process while the file is still on its way. */
  warm(): void {
    if (!this.#closed) this.#least().warm();
  }

  /** Rejects with a `UserError`, or with the signal's reason; anything else is a bug. */
  async read(task: ReaderTask, file: Uint8Array, signal: AbortSignal): Promise<Read> {
    if (this.#closed) throw new Error('the readers of files are closed');
    const { maxReaders, maxWaiting } = this.#bounds;
    const load = this.#queues.reduce((sum, queue) => sum + queue.load, 0);
    if (load >= maxReaders + maxWaiting)
      throw new UserError('Many files are being looked at right now. Try again in a minute.');
    return this.#least().read(task, file, signal);
  }

  /** Ends the processes; what still waits rejects. */
  close(): void {
    this.#closed = true;
    for (const queue of this.#queues) queue.close();
  }

  /** The one with the least to do; another one while there may be more and all are at work. */
  #least(): ReaderQueue {
    const [least] = this.#queues.toSorted((one, other) => one.load - other.load);
    if (least && (least.load === 0 || this.#queues.length >= this.#bounds.maxReaders)) return least;
    const queue = new ReaderQueue(this.#bounds);
    this.#queues.push(queue);
    return queue;
  }
}
