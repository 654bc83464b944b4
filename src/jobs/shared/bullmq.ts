import type * as BullMq from 'bullmq';
import type { JobsOptions, QueueOptions, Worker } from 'bullmq';

import { unlessAborted } from '#speech/deadline.ts';

import type { Urgency, WorkQueue } from './ask.ts';

/** BullMQ's priorities: a smaller number comes first. */
const priorities: Readonly<Record<Urgency, number>> = { asked: 1, read: 2, ahead: 3, posted: 4 };

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
  return {
    async add(key, urgency) {
      const job: JobsOptions = {
        jobId: key,
        priority: priorities[urgency],
        attempts: 1,
        removeOnComplete: true,
        removeOnFail: true,
      };
      await queue.add('speak', {}, job);
    },
    async serve(work, atOnce) {
      const made = new bullmq.Worker(
        queueName,
        async (job) => work({ key: job.id ?? '', isAgain: job.attemptsStarted > 1 }),
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
      try {
        if (worker) await unlessAborted(worker.close(), grace);
      } catch {
        await worker?.close(true);
      }
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
