import type * as BullMq from 'bullmq';
import type { JobsOptions, QueueOptions, Worker } from 'bullmq';

import { unlessAborted } from '#speech/deadline.ts';

import { urgencies } from './ask.ts';
import type { Urgency, WorkQueue } from './ask.ts';

/** BullMQ's priorities: a smaller number comes first, and one without any before all. */
const priorityOf = (urgency: Urgency): number => urgencies.indexOf(urgency) + 1;

const queueName = 'crier-speech';
/** A process that is lost is noticed after this and one look more. */
const lockMs = 10_000;
const stalledLookMs = 5_000;

export interface BullMqOptions {
  /** The queue is in this database, or in Redis where that is named. */
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly onTrouble: (error: unknown) => void;
}

/**
 * A queue that all processes of the bot share, by BullMQ, which is loaded only where it is used. What is in it are keys of frames
 * alone. Nothing is tried again by it: whether something is asked of a service once more is for those to say who know what was paid.
 */
export async function bullMqQueue(options: BullMqOptions): Promise<WorkQueue> {
  const { onTrouble } = options;
  const bullmq = await import('bullmq');
  const { settings, backend } = connectionOf(options, bullmq);
  const queue = new bullmq.Queue(queueName, settings, backend);
  queue.on('error', onTrouble);
  await queue.waitUntilReady();
  let worker: Worker | undefined;
  const begun = new Set<Promise<void>>();
  let isEnding = false;

  async function raise(key: string, urgency: Urgency): Promise<void> {
    const priority = priorityOf(urgency);
    const job = await queue.getJob(key);
    if (job && job.priority > priority) await job.changePriority({ priority });
  }

  return {
    async add(key, urgency) {
      const job: JobsOptions = {
        jobId: key,
        priority: priorityOf(urgency),
        attempts: 1,
        removeOnComplete: true,
        removeOnFail: true,
      };
      await queue.add('speak', {}, job);
      // It may have waited already, for somebody who is in less of a hurry.
      if (urgency === 'asked' || urgency === 'read') raise(key, urgency).catch(onTrouble);
    },
    async serve(work, atOnce) {
      const made = new bullmq.Worker(
        queueName,
        async (job, token) => {
          // One that waited for work when it was paused takes what comes next all the same: that is for others.
          if (isEnding) {
            await job.moveToWait(token);
            throw new bullmq.WaitingError();
          }
          const doing = work({ key: job.id ?? '', isAgain: job.attemptsStarted > 1 });
          begun.add(doing);
          await doing.finally(() => begun.delete(doing));
        },
        {
          ...settings,
          concurrency: atOnce,
          lockDuration: lockMs,
          stalledInterval: stalledLookMs,
          maxStalledCount: 3,
        },
        backend,
      );
      worker = made;
      made.on('error', onTrouble);
      await made.waitUntilReady();
    },
    async close(grace) {
      isEnding = true;
      await worker?.pause(true);
      // Whether one is closed by force has to be known when that begins: only the first call counts.
      const isDone = await unlessAborted(Promise.allSettled(begun), grace).then(
        () => true,
        () => false,
      );
      await worker?.close(!isDone);
      await queue.close();
    },
  };
}

function connectionOf({ databaseUrl, redisUrl }: BullMqOptions, bullmq: typeof BullMq) {
  if (redisUrl !== undefined)
    return { settings: { connection: { url: redisUrl } } as QueueOptions, backend: undefined };
  const connection = {
    connectionString: databaseUrl,
    migrate: true,
    max: 4,
    application_name: 'crier queue',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    query_timeout: 12_000,
  };
  return {
    // The types of the constructors are those of Redis, unless each names its backend.
    settings: { connection } as unknown as QueueOptions,
    backend: bullmq.createPostgresBackend as unknown as undefined,
  };
}
