import type { BodySpoil } from '#http/spoiled-body.ts';

import type { FailureName } from './failures.ts';
import type { DeapiRequest, RouteName } from './requests.ts';
import type { JobNotice, SocketSpoil } from './sockets/news.ts';
import type { WebhookSpoil } from './webhooks/delivery.ts';
import type { EventName, JobEvent } from './webhooks/job-event.ts';

/** How long jobs take: always the same, or random within a range (the same for the same `seed`). */
export type JobTime = number | { readonly minMs: number; readonly maxMs: number };

/** Ways in which the address of a result can be wrong. */
export type AddressSpoil =
  /** The first address that is told has expired; the next ones are good. */
  | 'expired'
  /** Every address has expired. */
  | 'expired-for-good'
  /** The address is on a host that the service does not use. */
  | 'foreign-host'
  /** The address is http on the service's real host. */
  | 'plain-http'
  /** The address is no address. */
  | 'no-address';

/** Ways in which a result, or its address, can be wrong. */
export type ResultSpoil = BodySpoil | AddressSpoil;

const addressSpoils = new Set<ResultSpoil | undefined>([
  'expired',
  'expired-for-good',
  'foreign-host',
  'plain-http',
  'no-address',
]);

export function isAddressSpoil(spoil: ResultSpoil | undefined): spoil is AddressSpoil {
  return addressSpoils.has(spoil);
}

export interface JobFailure {
  readonly error_code: string;
  readonly error_message: string;
  readonly error_reason: string | null;
  readonly retryable: boolean;
  readonly refunded: boolean;
}

/** How a job differs from a good one. */
export interface JobSpoil {
  /** Takes this long, whatever the setting is. */
  readonly time?: JobTime;
  /** Stays `processing` for ever. */
  readonly neverEnds?: boolean;
  /** The job ends with an error; fields left out are those of a worker's refunded time-out that may be tried again. */
  readonly error?: Partial<JobFailure>;
  /** They are told in turn, one a status call, in place of the true status of a job that has not ended; the last one stays. */
  readonly statuses?: readonly string[];
  readonly result?: ResultSpoil;
  /** Only so many downloads are spoiled by `result`; all of them unless given. */
  readonly spoiledDownloads?: number;
  /** The word for its end, in place of `done` or `error`. */
  readonly endsAs?: string;
  /** Nobody has heard of the job for so long after its submit: its status is a 404. */
  readonly unknownForMs?: number;
  /** It is done for so long without an address of the result. */
  readonly addressAfterMs?: number;
  /** For so long after its end there is nothing at the result's address. */
  readonly fileAfterMs?: number;
  /** How `progress` is written; otherwise it changes from job to job. */
  readonly progressAs?: 'number' | 'string';
  /** The submit is answered once the job has ended and everybody was told so. */
  readonly newsFirst?: boolean;
}

interface Matching<Subject> {
  /** The fault strikes only where this holds; everywhere without it. */
  readonly when?: (subject: Subject) => boolean;
  /** How often: 1 unless given, `Infinity` until cancelled. */
  readonly times?: number;
}

export interface RequestFault extends Matching<DeapiRequest> {
  readonly on: RouteName | 'any';
  /** Waits before doing anything. */
  readonly delayMs?: number;
  readonly fail?: FailureName;
  /** The answer begins with a byte order mark, or is packed although nobody asked for that. */
  readonly encodedAs?: 'bom' | 'gzip';
  /** At the gateway: `fail` answers when all was done and charged, as a proxy does that has waited too long. */
  readonly isLate?: boolean;
  /** At the gateway: spoils the sound. */
  readonly sound?: BodySpoil;
  /** Answers this instead. */
  readonly answer?: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: string | Uint8Array;
  };
}

interface JobFault extends Matching<DeapiRequest> {
  readonly job: JobSpoil;
}

interface ResultFault extends Matching<DeapiRequest> {
  /** Spoils the result of the next job: short for `{ job: { result } }`. */
  readonly result: ResultSpoil;
}

/** Spoils a report; the request is that of the job's submit. */
interface WebhookFault extends Matching<DeapiRequest> {
  readonly webhook: WebhookSpoil;
  /** Any event, unless named. */
  readonly event?: EventName;
}

/** Spoils what the server of sockets tells; the request is that of the job's submit. */
interface SocketFault extends Matching<DeapiRequest> {
  readonly socket: SocketSpoil;
  /** Any notice, unless named. */
  readonly status?: JobNotice['status'];
}

export type Fault = RequestFault | JobFault | ResultFault | WebhookFault | SocketFault;

/** A fault that waits for what it spoils. */
export interface PlannedFault {
  readonly fault: Fault;
  /** How often it has struck. */
  readonly hits: number;
  cancel(): void;
}

interface Planned {
  readonly fault: Fault;
  hits: number;
}

/** Faults in the order in which they were planned: the first that matches strikes. */
export class FaultQueue {
  readonly #planned: Planned[] = [];

  /** Those that can still strike. */
  get waiting(): readonly Fault[] {
    return this.#planned.map(({ fault }) => fault);
  }

  plan(fault: Fault): PlannedFault {
    const planned: Planned = { fault, hits: 0 };
    this.#planned.push(planned);
    return {
      fault,
      get hits() {
        return planned.hits;
      },
      cancel: () => this.#drop(planned),
    };
  }

  clear(): void {
    this.#planned.length = 0;
  }

  forRequest(request: DeapiRequest): RequestFault | undefined {
    for (const planned of this.#planned) {
      const { fault } = planned;
      if (!('on' in fault) || (fault.on !== 'any' && fault.on !== request.route)) continue;
      if (fault.when && !fault.when(request)) continue;
      this.#strike(planned);
      return fault;
    }
    return undefined;
  }

  forJob(request: DeapiRequest): JobSpoil {
    for (const planned of this.#planned) {
      const { fault } = planned;
      if (!('job' in fault || 'result' in fault)) continue;
      if (fault.when && !fault.when(request)) continue;
      this.#strike(planned);
      return 'job' in fault ? fault.job : { result: fault.result };
    }
    return {};
  }

  forWebhook({ name, job }: JobEvent): WebhookSpoil | undefined {
    for (const planned of this.#planned) {
      const { fault } = planned;
      if (!('webhook' in fault) || (fault.event ?? name) !== name) continue;
      if (fault.when && !fault.when(job.request)) continue;
      this.#strike(planned);
      return fault.webhook;
    }
    return undefined;
  }

  forSocket(submit: DeapiRequest, status: JobNotice['status']): SocketSpoil | undefined {
    for (const planned of this.#planned) {
      const { fault } = planned;
      if (!('socket' in fault) || (fault.status ?? status) !== status) continue;
      if (fault.when && !fault.when(submit)) continue;
      this.#strike(planned);
      return fault.socket;
    }
    return undefined;
  }

  #strike(planned: Planned): void {
    planned.hits += 1;
    if (planned.hits >= (planned.fault.times ?? 1)) this.#drop(planned);
  }

  #drop(planned: Planned): void {
    const index = this.#planned.indexOf(planned);
    if (index >= 0) this.#planned.splice(index, 1);
  }
}
