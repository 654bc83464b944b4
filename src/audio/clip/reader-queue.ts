import { UserError } from '#errors.ts';

import type { FromReader, ReaderAnswer, ReaderResults, ReaderTask } from './reader-orders.ts';
import type { ReaderProcess } from './reader-process.ts';
import type { ReaderBounds } from './readers.ts';
import { watchResidentMemory } from './resident-memory.ts';
import { watchRunTime } from './run-time.ts';

/** A reader may take this much beyond its idle memory, whatever the bound says: else a large idle one could read nothing. */
const minRoomBytes = 40 * 1024 * 1024;
/** A reader that keeps more than this over what a fresh one takes is replaced between two clips. */
const maxKeptBytes = 20 * 1024 * 1024;
/** The first start after an installation compiles everything and stays larger for it; the next one is lean. */
const leanBytes = 85 * 1024 * 1024;
const startTimeoutMs = 10_000;

interface Job {
  readonly task: ReaderTask;
  readonly file: Uint8Array;
  /** Resolves when no process that was given the file needs it any more. */
  sent: Promise<unknown>;
  settle(outcome: { readonly answer: ReaderAnswer } | { readonly error: unknown }): Promise<void>;
}

interface Running {
  readonly reader: ReaderProcess;
  /** Ends the timers that bound this state. */
  readonly stop: () => void;
}

type State =
  | { readonly at: 'down' | 'closed' }
  | ({ readonly at: 'starting' | 'idle' } & Running)
  | ({ readonly at: 'busy'; readonly job: Job } & Running);

/** Files in the order they come, one at a time, to a process that is killed and replaced when a file is too much for it. */
export class ReaderQueue {
  readonly #bounds: ReaderBounds;
  readonly #waiting: Job[] = [];
  #state: State = { at: 'down' };
  #lastId = 0;
  #startCount = 0;
  /** How many files the reader that runs was given. */
  #readCount = 0;
  /** What it took before the first. */
  #freshBytes = 0;
  /** It has grown too large to be given another clip. */
  #isWorn = false;

  constructor(bounds: ReaderBounds) {
    this.#bounds = bounds;
  }

  /** How many files it has to read. */
  get load(): number {
    return this.#waiting.length + (this.#state.at === 'busy' ? 1 : 0);
  }

  /** Starts a reader when none runs. */
  warm(): void {
    if (this.#state.at === 'down') this.#start();
  }

  /**
   * Rejects with a `UserError`, or with the signal's reason; anything else is a bug. But for an abort, nothing needs the
   * file's bytes any more then.
   */
  async read<Task extends ReaderTask>(
    task: Task,
    file: Uint8Array,
    signal: AbortSignal,
  ): Promise<ReaderResults[Task['kind']]> {
    signal.throwIfAborted();
    if (this.#state.at === 'closed') throw new Error('the readers of files are closed');
    const answer = await new Promise<ReaderAnswer>((resolve, reject) => {
      const settle: Job['settle'] = async (outcome) => {
        signal.removeEventListener('abort', onAbort);
        await job.sent;
        if ('answer' in outcome) resolve(outcome.answer);
        else reject(outcome.error);
      };
      const job: Job = { task, file, sent: Promise.resolve(), settle };
      // One that is being read goes on to its end, which is near, and nobody hears of it.
      const onAbort = () => {
        const at = this.#waiting.indexOf(job);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort);
      this.#waiting.push(job);
      this.#next();
    });
    if (answer.kind === 'refused') throw unusable(task, answer.reason);
    if (answer.kind === 'failed') throw new Error(`the reader of files failed: ${answer.reason}`);
    // What comes back is what this kind of task makes.
    return answer.result as ReaderResults[Task['kind']];
  }

  close(): void {
    const state = this.#leave({ at: 'closed' });
    const error = new Error('the readers of files are closed');
    if (state.at === 'busy') void state.job.settle({ error });
    this.#rejectAll(error);
    if ('reader' in state) state.reader.kill();
  }

  #next(): void {
    this.warm();
    const state = this.#state;
    const [job] = this.#waiting;
    if ('reader' in state) state.reader.hold(job !== undefined || state.at === 'busy');
    if (state.at !== 'idle' || !job) return;
    this.#waiting.shift();
    this.#lastId += 1;
    this.#readCount += 1;
    const { reader } = state;
    this.#leave({ at: 'busy', reader, job, stop: this.#bound(reader, job) });
    reader.hold(true);
    const order = { id: this.#lastId, task: job.task, sizeBytes: job.file.length };
    job.sent = Promise.all([job.sent, reader.send(order, job.file)]);
  }

  /** Ends the reader when the file takes too long or too much memory. */
  #bound(reader: ReaderProcess, { task }: Job): () => void {
    const { timeoutMs, maxRssBytes } = this.#bounds;
    const { pid = 0 } = reader;
    const unclock = watchRunTime(pid, timeoutMs, () =>
      this.#died(reader, unusable(task, 'it takes too long to read')),
    );
    const maxBytes = Math.max(maxRssBytes, this.#freshBytes + minRoomBytes);
    const unwatch = watchResidentMemory(pid, maxBytes, () => this.#outgrown(reader));
    return () => {
      unclock();
      unwatch();
    };
  }

  /** A file is not blamed for what others left behind before it: it gets a reader of its own before it is refused. */
  #outgrown(reader: ReaderProcess): void {
    const state = this.#state;
    if (state.at !== 'busy' || state.reader !== reader) return;
    if (this.#readCount === 1) {
      this.#died(reader, unusable(state.job.task, 'it takes too much memory to read'));
      return;
    }
    this.#waiting.unshift(state.job);
    this.#replace(reader);
  }

  #start(): void {
    const reader = this.#bounds.startReader({
      message: (message) => this.#hear(reader, message),
      death: (reason) => this.#died(reader, reason),
    });
    const timer = setTimeout(() => this.#died(reader, 'it did not start in time'), startTimeoutMs);
    timer.unref();
    this.#isWorn = false;
    this.#readCount = 0;
    this.#startCount += 1;
    this.#leave({ at: 'starting', reader, stop: () => clearTimeout(timer) });
    reader.hold(this.#waiting.length > 0);
  }

  #hear(reader: ReaderProcess, message: FromReader): void {
    const state = this.#state;
    if (!('reader' in state) || state.reader !== reader) return;
    if (message.kind === 'ready') {
      this.#freshBytes = message.rssBytes;
      this.#rest(reader);
      this.#isWorn = this.#startCount === 1 && message.rssBytes > leanBytes;
    } else if (message.kind === 'answer' && state.at === 'busy' && message.id === this.#lastId) {
      this.#rest(reader);
      void state.job.settle({ answer: message.answer });
    } else if (message.kind === 'rested') {
      this.#isWorn = message.rssBytes > this.#freshBytes + maxKeptBytes;
    }
    if (this.#isWorn && this.#state.at === 'idle') this.#replace(reader);
    this.#next();
  }

  #rest(reader: ReaderProcess): void {
    const timer = setTimeout(() => {
      this.#leave({ at: 'down' });
      reader.kill();
    }, this.#bounds.idleMs);
    timer.unref();
    this.#leave({ at: 'idle', reader, stop: () => clearTimeout(timer) });
  }

  #replace(reader: ReaderProcess): void {
    this.#leave({ at: 'down' });
    reader.kill();
    this.#start();
  }

  /**
   * The file that it was reading is refused; a reader that does not even start fails all that wait for it. `why`: the
   * refusal, or what it died of.
   */
  #died(reader: ReaderProcess, why: UserError | string): void {
    const state = this.#state;
    if (!('reader' in state) || state.reader !== reader) return;
    this.#leave({ at: 'down' });
    reader.kill();
    if (state.at === 'starting') {
      this.#rejectAll(new Error(`the reader of files does not start: ${String(why)}`));
      return;
    }
    if (state.at === 'busy')
      void state.job.settle({
        error: typeof why === 'string' ? unusable(state.job.task, 'it can not be read') : why,
      });
    this.#start();
    this.#next();
  }

  /** The one place where a state is left: its timers end with it. */
  #leave(next: State): State {
    const state = this.#state;
    if ('stop' in state) state.stop();
    this.#state = next;
    return state;
  }

  #rejectAll(error: Error): void {
    for (const job of this.#waiting.splice(0)) void job.settle({ error });
  }
}

const soundFormats = 'as mp3, wav, flac, ogg or m4a';
const clipAdvice = ['clip', `Send another recording, ${soundFormats}`] as const;
/** The name of a file for the person who gave it, and what they can do. */
const advice: Readonly<Record<ReaderTask['kind'], readonly [file: string, advice: string]>> = {
  check: clipAdvice,
  prepare: clipAdvice,
  sound: ['sound', `Send another one, ${soundFormats}`],
  table: ['file', 'Send a table (CSV) or JSON, as `/pronounce export` gives it'],
};

function unusable({ kind }: ReaderTask, reason: string): UserError {
  const [file, wayOut] = advice[kind];
  return new UserError(`The ${file} can't be used: ${reason}. ${wayOut}.`);
}
