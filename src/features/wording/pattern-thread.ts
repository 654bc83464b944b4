import { Worker } from 'node:worker_threads';

import { watchRunTime } from '#ops/run-time.ts';
import { Supervisor } from '#ops/supervisor.ts';
import type { Child, ChildEvents } from '#ops/supervisor.ts';

import type { FromPatternThread, PatternAnswer, PatternTask } from './pattern-worker.ts';

export type PatternThread = Supervisor<PatternTask, PatternAnswer>;

const defaults = {
  /** The time of the processor for one task. */
  cpuMs: 150,
  waitMs: 2_000,
  idleMs: 60_000,
};
/** On a busy machine a task gets more time than its share of the processor, but nobody waits longer than this many times. */
const maxStretch = 10;
/** Compiled patterns and what is learnt of texts; the thread ends when it needs more. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 };

/**
 * Compiles people's patterns and looks for them in a thread of its own, one task after the other: a pattern that takes too
 * long ends its thread, and holds up nobody's speech. The thread is started by the first task.
 */
export function patternThread(options: Partial<typeof defaults> = {}): PatternThread {
  const { cpuMs, ...bounds } = { ...defaults, ...options };
  const start = (events: ChildEvents<PatternAnswer>) => startThread(events, cpuMs);
  return new Supervisor({ name: 'the thread for patterns', start, ...bounds });
}

/** The patterns of a task took more time or memory than they may. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

function startThread(events: ChildEvents<PatternAnswer>, maxMs: number): Child<PatternTask> {
  const worker = new Worker(new URL('pattern-worker.ts', import.meta.url), {
    env: {},
    execArgv: [],
    name: 'patterns',
    resourceLimits,
  });
  let unwatch = (): void => {};
  worker.on('message', (message: FromPatternThread) => {
    unwatch();
    if (message.kind === 'answer') events.answer(message.answer);
    else events.ready();
  });
  worker.on('error', (error) => {
    const isOutOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    events.ended(isOutOfMemory ? new TooSlow() : error);
  });
  worker.on('exit', () => events.ended(new Error('the thread for patterns ended')));
  return {
    async begin(task) {
      const time = { usedMs: () => cpuMsOf(worker), maxMs, maxStretch };
      unwatch = watchRunTime(time, () => events.ended(new TooSlow()));
      worker.postMessage(task);
    },
    isWorn: () => false,
    kill() {
      unwatch();
      void worker.terminate();
    },
    hold: (held) => (held ? worker.ref() : worker.unref()),
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
