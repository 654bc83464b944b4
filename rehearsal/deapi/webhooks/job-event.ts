import type { DeapiJob } from '../jobs.ts';
import { isoTime } from '../service-time.ts';

export type EventName = 'job.processing' | 'job.completed' | 'job.failed';

/** A change of a job that the service reports. */
export interface JobEvent {
  readonly name: EventName;
  readonly job: DeapiJob;
}

/** The event that reports the job's state now; undefined for one that waits. */
export function eventOf(job: DeapiJob): EventName | undefined {
  switch (job.state) {
    case 'pending':
      return undefined;
    case 'processing':
      return 'job.processing';
    case 'done':
      return 'job.completed';
    case 'error':
      return 'job.failed';
    default:
      return job.state satisfies never;
  }
}

/** Slugs of inference types, as webhooks name the kinds of jobs. */
const jobTypes: Readonly<Record<DeapiJob['kind'], string>> = {
  speech: 'txt2audio',
  transcription: 'audio_file2text',
};

/** A delivery's facts besides the job. */
interface Told {
  readonly deliveryId: string;
  /** Milliseconds of the epoch when it happened. */
  readonly atMs: number;
  /** A fresh address of the result. */
  readonly resultUrl: string | null;
}

/** The documented body of a delivery. The job's id is called `job_request_id` here and nowhere else. */
export function bodyOfEvent({ name, job }: JobEvent, { deliveryId, atMs, resultUrl }: Told) {
  const timestamp = isoTime(atMs);
  const about = { job_request_id: job.id, status: job.state };
  const job_type = jobTypes[job.kind];
  const envelope = { event: name, delivery_id: deliveryId, timestamp };
  switch (name) {
    case 'job.processing':
      return {
        ...envelope,
        data: { ...about, previous_status: 'pending', job_type, started_at: timestamp },
      };
    case 'job.completed':
      return {
        ...envelope,
        data: {
          ...about,
          previous_status: 'processing',
          job_type,
          completed_at: timestamp,
          result_url: resultUrl,
          processing_time_ms: processingTimeMs(job),
        },
      };
    case 'job.failed':
      return {
        ...envelope,
        data: {
          ...about,
          previous_status: 'processing',
          job_type,
          failed_at: timestamp,
          ...job.failure,
        },
      };
    default:
      return name satisfies never;
  }
}

function processingTimeMs({ startedAtMs, endedAtMs }: DeapiJob): number {
  return Math.round((endedAtMs ?? 0) - (startedAtMs ?? 0));
}
