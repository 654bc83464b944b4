import { ServiceError, UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import { GivenUp, Supervisor } from '#ops/supervisor.ts';

import { boundedReaders, unusable } from './reader-child.ts';
import type { GivenFile } from './reader-child.ts';
import type { ReaderAnswer, ReaderResults, ReaderTask } from './reader-orders.ts';
import { startReaderProcess } from './reader-process.ts';

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

/** Nobody looked at a file, since the machine is busy or the bot is about to end: it may be a good one. */
class NotLookedAtError extends ServiceError {
  override readonly name = 'NotLookedAtError';
  readonly text = text(($) => $.clips.notLookedAt);
}

/** All processes of the bot that read people's files: as few as the machine has cores, started by the first files. */
export class Readers {
  readonly #readers: readonly Supervisor<GivenFile, ReaderAnswer>[];
  readonly #maxLoad: number;

  constructor(options: ReadersOptions = {}) {
    const bounds = { ...readerBounds, ...options };
    const { maxReaders, maxWaiting, idleMs } = bounds;
    this.#maxLoad = maxReaders + maxWaiting;
    const named = { name: 'the reader of files', idleMs };
    this.#readers = Array.from(
      { length: maxReaders },
      () => new Supervisor({ ...named, start: boundedReaders(bounds) }),
    );
  }

  /** Starts a process while the file is still on its way. */
  warm(): void {
    this.#least().warm();
  }

  /**
   * Rejects with a `UserError`, with a `ServiceError` when no process came to it, or with the signal's reason; anything
   * else is a bug. But for an abort, nothing needs the file's bytes any more then.
   */
  async read<Task extends ReaderTask>(
    task: Task,
    file: Uint8Array,
    signal: AbortSignal,
  ): Promise<ReaderResults[Task['kind']]> {
    const load = this.#readers.reduce((sum, reader) => sum + reader.load, 0);
    if (load >= this.#maxLoad) throw new UserError(text(($) => $.clips.manyFiles));
    const answer = await this.#least()
      .run({ task, file }, signal)
      .catch((error: unknown) => {
        throw error instanceof GivenUp
          ? new NotLookedAtError(error.message, { cause: error })
          : error;
      });
    if (answer.kind === 'refused') throw unusable(task, answer.flaw);
    if (answer.kind === 'failed') throw new Error(`the reader of files failed: ${answer.reason}`);
    // A task's answer has the result of its kind.
    return answer.result as ReaderResults[Task['kind']];
  }

  /** Ends the processes; what still waits rejects. */
  close(): void {
    for (const reader of this.#readers) reader.close();
  }

  /** The one with the least to do. */
  #least(): Supervisor<GivenFile, ReaderAnswer> {
    return this.#readers.reduce((least, reader) => (reader.load < least.load ? reader : least));
  }
}
