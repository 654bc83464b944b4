import type { DeapiJob } from '../jobs.ts';

/** Ways in which what is told of a job can go wrong. */
export type SocketSpoil =
  /** It is never told. */
  | 'lost'
  | 'doubled'
  /** It is told so much later. */
  | { readonly lateMs: number };

/** One thing that is told of a job. */
export interface JobNotice {
  readonly job: DeapiJob;
  readonly status: 'processing' | 'in_progress' | 'done';
}

/** The documented payload of `request.status.updated`, which stands at the top and in no `data`. */
export interface NoticePayload {
  readonly request_id: string;
  readonly status: JobNotice['status'];
  readonly preview: null;
  readonly result_url: string | null;
  /** Always text. */
  readonly progress: string;
}

/** A notice told, and how many listened. */
export interface SentNotice {
  readonly payload: NoticePayload;
  /** `performance.now()` when it was written. */
  readonly sentAtMs: number;
  readonly listeners: number;
}
