import { UserError } from '#errors.ts';

import type { ReaderResults, ReaderTask } from './reader-orders.ts';
import { startReaderProcess } from './reader-process.ts';
import { ReaderQueue } from './reader-queue.ts';

/** The bounds of all readers together, and of each. */
export const readerBounds = {
  /** Processes at a time. */
  maxReaders: 2,
  /** More files than this at once are turned away. */
  maxWaiting: 16,
  timeoutMs: 2_000,
  maxRssBytes: 108 * 1024 * 1024,
  /**
   * After this long without a file a process is ended, to give its memory back: long enough for a person who gives several
   * files.
   */
  idleMs: 20_000,
  startReader: startReaderProcess,
};

export type ReaderBounds = Readonly<typeof readerBounds>;
export type ReadersOptions = Partial<ReaderBounds>;

/** All processes of the bot that read people's files: as few as the machine has cores, started by the first files. */
export class Readers {
  readonly #queues: ReaderQueue[] = [];
  readonly #bounds: ReaderBounds;
  #closed = false;

  constructor(options: ReadersOptions = {}) {
    this.#bounds = { ...readerBounds, ...options };
  }

  /** Starts a process while the file is still on its way. */
  warm(): void {
    if (!this.#closed) this.#least().warm();
  }

  /** Rejects with a `UserError`, or with the signal's reason; anything else is a bug. */
  async read<Task extends ReaderTask>(
    task: Task,
    file: Uint8Array,
    signal: AbortSignal,
  ): Promise<ReaderResults[Task['kind']]> {
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
