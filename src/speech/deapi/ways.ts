import { unlessAborted } from '../deadline.ts';
import type { Job } from './job-news.ts';
import type { JobStatus } from './job-status.ts';

/** The ways on which the service reports jobs by itself, as far as asking has to know them. */
export interface OtherWays {
  /** Whether a job that is submitted now will be told of, as far as one can know. */
  readonly areUp: boolean;
  /** Whether this job's end will be: then asking is but the net under it. */
  tell(job: Job): boolean;
  /**
   * Resolves when the job should be asked for at once, or when the next call is to be planned anew, since a way was
   * lost or found. Rejects with the signal's reason.
   */
  stirred(job: Job, signal: AbortSignal): Promise<Stir>;
  /** Asking found an end long after one of them should have told of it. */
  missed(job: Job, status: JobStatus): void;
}

type Stir = 'ask' | 'plan';

interface Waiting {
  readonly requestId: string;
  readonly stir: (how: Stir) => void;
}

/**
 * Which ways are believed in. The webhook is from the first genuine report on, since nobody can tell before whether the
 * service reaches this machine, and the WebSocket while it is subscribed; neither is any more when a job ended unheard,
 * until it tells of something again.
 */
export class Ways implements OtherWays {
  #webhookUp = false;
  #subscribed = false;
  #socketUp = false;
  readonly #waiting = new Set<Waiting>();

  get areUp(): boolean {
    return this.#webhookUp || this.#socketUp;
  }

  tell(job: Job): boolean {
    return this.#socketUp || (this.#webhookUp && job.isReported === true);
  }

  async stirred({ requestId }: Job, signal: AbortSignal): Promise<Stir> {
    const { promise, resolve } = Promise.withResolvers<Stir>();
    const waiting = { requestId, stir: resolve };
    this.#waiting.add(waiting);
    return unlessAborted(promise, signal).finally(() => this.#waiting.delete(waiting));
  }

  missed(job: Job, { state }: JobStatus): void {
    if (job.isReported === true) this.#webhookUp = false;
    // It never tells of failures.
    if (state === 'done') this.#socketUp = false;
    if (!this.areUp) this.#stir('plan');
  }

  /** A genuine report came in. */
  webhookTold(): void {
    if (this.#webhookUp) return;
    this.#webhookUp = true;
    this.#stir('plan');
  }

  socketTold(): void {
    if (this.#socketUp || !this.#subscribed) return;
    this.#socketUp = true;
    this.#stir('plan');
  }

  /** Ends that were told while nobody listened are not told again: every job that is followed is asked for once. */
  socketSubscribed(): void {
    this.#subscribed = true;
    this.#socketUp = true;
    this.#stir('ask');
  }

  socketLost(): void {
    this.#subscribed = false;
    this.#socketUp = false;
    this.#stir('plan');
  }

  /** This job's end was told without what came of it. */
  ask(requestId: string): void {
    this.#stir('ask', requestId);
  }

  #stir(how: Stir, requestId?: string): void {
    for (const waiting of this.#waiting)
      if (requestId === undefined || waiting.requestId === requestId) waiting.stir(how);
  }
}
