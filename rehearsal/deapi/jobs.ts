import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { seededRandom } from '#random.ts';
import type { ClipFacts, Sound } from '#sound/order.ts';

import type { JobFailure, JobSpoil, JobTime } from './faults.ts';
import type { ApiVersion, DeapiRequest, UploadedFile } from './requests.ts';

type JobState = 'pending' | 'processing' | 'done' | 'error';

/** A job as the service keeps it; it changes while it is worked on. */
export interface DeapiJob {
  readonly id: string;
  readonly kind: 'speech' | 'transcription';
  readonly api: ApiVersion;
  /** Its submit. */
  readonly request: DeapiRequest;
  /** The submitted fields, as text. */
  readonly fields: Readonly<Record<string, string>>;
  readonly clip: (UploadedFile & { readonly facts: ClipFacts }) | undefined;
  /** `performance.now()` when it was accepted. */
  readonly submittedAtMs: number;
  /** The same moment by the service's clock, in milliseconds of the epoch. */
  readonly submittedAt: number;
  /** `performance.now()` when a worker took it. */
  readonly startedAtMs: number | undefined;
  /** `performance.now()` when it became done or error: the first status call after it tells so. */
  readonly endedAtMs: number | undefined;
  /** The same moment by the service's clock. */
  readonly endedAt: number | undefined;
  readonly state: JobState;
  /** 24 kHz mono: the sound that the result holds, before it was encoded. */
  readonly pcm: Float32Array | undefined;
  readonly result: { readonly bytes: Uint8Array; readonly contentType: string } | undefined;
  /** The words that a transcription heard. */
  readonly transcript: string | undefined;
  readonly failure: JobFailure | undefined;
  readonly priceUsd: number;
  readonly isEstimated: boolean;
  readonly statusCalls: number;
  readonly downloads: number;
  readonly spoil: JobSpoil;
  /** Resolves when its submit was answered, or the answer is lost. */
  readonly answered: Promise<void>;
  /** Resolves when it has ended, well or not. */
  readonly ended: Promise<void>;
}

export type OpenJob = { -readonly [Key in keyof DeapiJob]: DeapiJob[Key] };

export interface JobOrder {
  readonly kind: DeapiJob['kind'];
  readonly api: ApiVersion;
  readonly request: DeapiRequest;
  readonly clip?: DeapiJob['clip'];
  readonly priceUsd: number;
  /** Whether the price is one; default not. */
  readonly isEstimated?: boolean;
  readonly spoil: JobSpoil;
  /** Does the work, while the job's time runs. */
  readonly work: () => Promise<{ readonly sound?: Sound; readonly transcript?: string }>;
}

const timedOut: JobFailure = {
  error_code: 'WORKER_TIMEOUT',
  error_message: 'The worker did not finish in time.',
  error_reason: 'TIMEOUT',
  retryable: true,
  refunded: true,
};

interface JobListeners {
  /** The job's state is another. */
  readonly onChanged: (job: DeapiJob) => void;
  /** The job is half done: told of those that take their time. */
  readonly onHalfDone: (job: DeapiJob) => void;
}

interface JobStoreParts extends JobListeners {
  readonly time: JobTime;
  /** Seeds the times. */
  readonly seed: number;
  /** Milliseconds of the epoch, by the service's clock. */
  readonly now: () => number;
}

/** Jobs that take less are told nothing of on the way. */
const longJobMs = 500;

/** Share of a job's time in which it waits for a worker. */
const pendingShare = 0.2;

/** All jobs of the account, whichever version of the API they came by. */
export class JobStore {
  readonly jobs: DeapiJob[] = [];
  readonly #byId = new Map<string, OpenJob>();
  readonly #random: () => number;
  readonly #expected = new Map<string, number>();
  readonly #awaited: ((job: DeapiJob) => void)[] = [];
  readonly #answering = new Map<string, () => void>();
  readonly #closing = new AbortController();
  readonly #now: () => number;
  readonly #listeners: JobListeners;
  time: JobTime;

  constructor({ time, seed, now, ...listeners }: JobStoreParts) {
    this.time = time;
    this.#random = seededRandom(seed);
    this.#now = now;
    this.#listeners = listeners;
  }

  /** Resolves with the next job that is accepted. */
  next(): Promise<DeapiJob> {
    return new Promise((resolve) => this.#awaited.push(resolve));
  }

  find(id: string): OpenJob | undefined {
    return this.#byId.get(id);
  }

  submit(order: JobOrder): DeapiJob {
    const ended = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const job: OpenJob = {
      id: randomUUID(),
      kind: order.kind,
      api: order.api,
      request: order.request,
      fields: order.request.fields,
      clip: order.clip,
      submittedAtMs: performance.now(),
      submittedAt: this.#now(),
      startedAtMs: undefined,
      endedAtMs: undefined,
      endedAt: undefined,
      state: 'pending',
      pcm: undefined,
      result: undefined,
      transcript: undefined,
      failure: undefined,
      priceUsd: order.priceUsd,
      isEstimated: order.isEstimated ?? false,
      statusCalls: 0,
      downloads: 0,
      spoil: order.spoil,
      answered: answered.promise,
      ended: ended.promise,
    };
    this.jobs.push(job);
    this.#byId.set(job.id, job);
    this.#answering.set(job.id, answered.resolve);
    for (const resolve of this.#awaited.splice(0)) resolve(job);
    void this.#run(job, order).then(ended.resolve, () => {
      // Aborted: the stand-in is closing, and nobody will hear of the job.
    });
    return job;
  }

  /** The submit of this job was answered, or its answer is lost. */
  markAnswered(id: string): void {
    this.#answering.get(id)?.();
    this.#answering.delete(id);
  }

  /** How far a running job is, in per cent of its time. */
  progressOf(job: DeapiJob): number {
    if (job.state === 'done') return 100;
    if (job.state !== 'processing') return 0;
    const expected = this.#expected.get(job.id) ?? 1;
    const share = (performance.now() - job.submittedAtMs) / Math.max(1, expected);
    return Math.min(99, Math.round(share * 100));
  }

  close(): void {
    this.#closing.abort();
  }

  async #run(job: OpenJob, { work, spoil }: JobOrder): Promise<void> {
    const { signal } = this.#closing;
    const totalMs = this.#draw(spoil.time ?? this.time);
    this.#expected.set(job.id, totalMs);
    const working = spoil.error ? Promise.resolve({}) : work();
    const caught = working.then(
      (done) => ({ done }),
      (error: unknown) => ({ error }),
    );
    if (totalMs > 0) await delay(totalMs * pendingShare, undefined, { signal });
    job.state = 'processing';
    job.startedAtMs = performance.now();
    this.#listeners.onChanged(job);
    if (spoil.neverEnds) await delay(2 ** 31 - 1, undefined, { signal, ref: false });
    if (totalMs >= longJobMs) {
      await until(job.submittedAtMs + totalMs / 2, signal);
      this.#listeners.onHalfDone(job);
    }
    await until(job.submittedAtMs + totalMs, signal);
    const outcome = await caught;
    signal.throwIfAborted();
    if (spoil.error) this.#fail(job, { ...timedOut, ...spoil.error });
    else if ('error' in outcome) this.#fail(job, brokenBy(outcome.error));
    else this.#finish(job, outcome.done);
  }

  #finish(job: OpenJob, { sound, transcript }: { sound?: Sound; transcript?: string }): void {
    job.pcm = sound?.pcm;
    job.result =
      transcript === undefined
        ? sound && { bytes: sound.bytes, contentType: sound.contentType }
        : { bytes: Buffer.from(transcript), contentType: 'text/plain' };
    job.transcript = transcript;
    job.state = 'done';
    job.endedAtMs = performance.now();
    job.endedAt = this.#now();
    this.#listeners.onChanged(job);
  }

  #fail(job: OpenJob, failure: JobFailure): void {
    job.failure = failure;
    job.state = 'error';
    job.endedAtMs = performance.now();
    job.endedAt = this.#now();
    this.#listeners.onChanged(job);
  }

  #draw(time: JobTime): number {
    if (typeof time === 'number') return time;
    return time.minMs + this.#random() * (time.maxMs - time.minMs);
  }
}

/** Resolves at that moment of `performance.now()`. */
async function until(atMs: number, signal: AbortSignal): Promise<void> {
  const restMs = atMs - performance.now();
  if (restMs > 0) await delay(restMs, undefined, { signal });
}

function brokenBy(error: unknown): JobFailure {
  return {
    error_code: 'PROCESSING_ERROR',
    error_message: String(error),
    error_reason: 'PROCESSING_FAILED',
    retryable: false,
    refunded: true,
  };
}
