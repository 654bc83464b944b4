import { Worker } from 'node:worker_threads';

import type { FromPatternThread, PatternAnswer, PatternTask } from './pattern-orders.ts';

export interface PatternThreadOptions {
  /** The time of the processor for one task. */
  readonly cpuMs?: number;
  /** The time after which a task that waits for its turn is given up. */
  readonly waitMs?: number;
  /** After this long without a task the thread ends, to give its memory back. */
  readonly idleMs?: number;
}

/** Why there is no answer: the task itself took too long, or too many tasks were before it. */
export type NoAnswer = 'too-slow' | 'too-busy';

interface Job {
  readonly task: PatternTask;
  readonly settle: (outcome: PatternAnswer | NoAnswer | Error) => void;
}

type State =
  | { readonly at: 'down' }
  | { readonly at: 'starting'; readonly worker: Worker; readonly stop: () => void }
  | { readonly at: 'idle'; readonly worker: Worker; readonly stop: () => void }
  | { readonly at: 'busy'; readonly worker: Worker; readonly job: Job; readonly stop: () => void };

const defaults = { cpuMs: 150, waitMs: 2_000, idleMs: 60_000 };
const startTimeoutMs = 10_000;
/** On a busy machine a task gets more time than its share of the processor, but nobody waits longer than this many times. */
const maxStretch = 10;
/** Compiled patterns and what is learnt of texts; the thread ends when it needs more. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 };

/**
 * Compiles people's patterns and looks for them in a thread of its own, one task after the other: a pattern that takes too
 * long ends its thread, and holds up nobody's speech. The thread is started by the first task.
 */
export class PatternThread {
  readonly #options: typeof defaults;
  readonly #waiting: Job[] = [];
  #state: State = { at: 'down' };

  constructor(options: PatternThreadOptions = {}) {
    this.#options = { ...defaults, ...options };
  }

  /** Rejects only with a bug, or when the thread can't be started. */
  async run(task: PatternTask): Promise<PatternAnswer | NoAnswer> {
    const outcome = await new Promise<PatternAnswer | NoAnswer | Error>((resolve) => {
      const timer = setTimeout(() => {
        const at = this.#waiting.indexOf(job);
        if (at < 0) return;
        this.#waiting.splice(at, 1);
        resolve('too-busy');
      }, this.#options.waitMs);
      const settle = (outcome: PatternAnswer | NoAnswer | Error): void => {
        clearTimeout(timer);
        resolve(outcome);
      };
      const job: Job = { task, settle };
      this.#waiting.push(job);
      this.#next();
    });
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  /** Ends the thread; what still waits is given up. */
  close(): void {
    const state = this.#leave({ at: 'down' });
    if (state.at === 'busy') state.job.settle('too-busy');
    for (const job of this.#waiting.splice(0)) job.settle('too-busy');
    if ('worker' in state) void state.worker.terminate();
  }

  #next(): void {
    if (this.#waiting.length === 0) return;
    if (this.#state.at === 'down') this.#start();
    if (this.#state.at !== 'idle') return;
    const job = this.#waiting.shift();
    if (!job) return;
    const { worker } = this.#state;
    const stop = watchCpu(worker, this.#options.cpuMs, () => this.#end(worker, 'too-slow'));
    this.#leave({ at: 'busy', worker, job, stop });
    worker.ref();
    worker.postMessage(job.task);
  }

  #start(): void {
    const worker = new Worker(new URL('pattern-worker.ts', import.meta.url), {
      env: {},
      execArgv: [],
      name: 'patterns',
      resourceLimits,
    });
    const timer = setTimeout(
      () => this.#end(worker, new Error('the thread for patterns did not start in time')),
      startTimeoutMs,
    );
    this.#leave({ at: 'starting', worker, stop: () => clearTimeout(timer) });
    worker.on('message', (message: FromPatternThread) => this.#hear(worker, message));
    worker.on('error', (error) => this.#end(worker, error));
    worker.on('exit', () => this.#end(worker, new Error('the thread for patterns ended')));
  }

  #hear(worker: Worker, message: FromPatternThread): void {
    const state = this.#state;
    if (!('worker' in state) || state.worker !== worker) return;
    const timer = setTimeout(() => this.#end(worker), this.#options.idleMs);
    timer.unref();
    worker.unref();
    this.#leave({ at: 'idle', worker, stop: () => clearTimeout(timer) });
    if (message.kind === 'answer' && state.at === 'busy') state.job.settle(message.answer);
    this.#next();
  }

  /** Settles the task that was under way with `why`; a thread that does not even start fails all tasks that wait for it. */
  #end(worker: Worker, why?: 'too-slow' | Error): void {
    const state = this.#state;
    if (!('worker' in state) || state.worker !== worker) return;
    this.#leave({ at: 'down' });
    void worker.terminate();
    // A pattern that needs too much memory ends the thread as one that needs too much time does.
    if (state.at === 'busy')
      state.job.settle(isOutOfMemory(why) ? 'too-slow' : (why ?? 'too-slow'));
    else if (state.at === 'starting' && why instanceof Error)
      for (const job of this.#waiting.splice(0)) job.settle(why);
    this.#next();
  }

  /** The one place where a state is left: its timers end with it. */
  #leave(next: State): State {
    const state = this.#state;
    if ('stop' in state) state.stop();
    this.#state = next;
    return state;
  }
}

function isOutOfMemory(why: unknown): boolean {
  return why instanceof Error && 'code' in why && why.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/**
 * Calls `onTooMuch` once when a thread has had the processor for `cpuMs` since now, and at ten times that whatever it did.
 * Returns what stops it.
 */
function watchCpu(worker: Worker, cpuMs: number, onTooMuch: () => void): () => void {
  const before = cpuMsOf(worker);
  const deadlineMs = performance.now() + maxStretch * cpuMs;
  let isWatching = true;
  const look = async (): Promise<void> => {
    const usedMs = (await cpuMsOf(worker)) - (await before);
    if (!isWatching) return;
    const leftMs = Math.min(cpuMs - usedMs, deadlineMs - performance.now());
    if (leftMs <= 1) onTooMuch();
    else timer = setTimeout(() => void look(), leftMs);
  };
  let timer = setTimeout(() => void look(), cpuMs);
  return () => {
    isWatching = false;
    clearTimeout(timer);
  };
}

/** A thread that has ended used what it used. */
async function cpuMsOf(worker: Worker): Promise<number> {
  try {
    const { user, system } = await worker.cpuUsage();
    return (user + system) / 1_000;
  } catch {
    return 0;
  }
}
