import type { CallWorkers } from './call-workers.ts';
import { processWorkers, type StartWorker } from './worker-process.ts';
import { standardLimits, type WorkerLimits, Workers } from './workers.ts';

export interface LocalWorkersOptions {
  readonly startWorker?: StartWorker;
  /** The environment of this process, of which voice workers see what they need; nothing when absent. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly workerLimits?: Partial<WorkerLimits>;
}

/** Processes of this machine that hold voice connections. */
export function localWorkers({
  environment = {},
  startWorker = processWorkers(environment),
  workerLimits,
}: LocalWorkersOptions): CallWorkers {
  return new Workers(startWorker, { ...standardLimits, ...workerLimits });
}
