import type { EventName } from './job-event.ts';

/** Ways in which a delivery can go wrong. Spoiled bytes and headers are those of its first attempt alone. */
export type WebhookSpoil =
  /** It is never sent, and never again. */
  | 'lost'
  /** Every attempt is made twice at the same moment. */
  | 'doubled'
  /** It is sent once the job's next event was. */
  | 'reordered'
  | 'wrong-signature'
  /** With an empty signature, as if there were no secret. */
  | 'unsigned'
  /** A byte is changed after the signing. */
  | 'changed-body'
  /** It is sent so much later. */
  | { readonly lateMs: number }
  /** Its clock is so much ahead (or behind, if negative), and signed so. */
  | { readonly clockOffMs: number };

/** Why an attempt failed before there was an answer. */
export type NoAnswer =
  /** No such host. */
  | 'no-route'
  | 'no-connection'
  /** Nothing within ten seconds. */
  | 'no-answer';

/** One POST, as it was sent: a test can send it again. */
export interface Attempt {
  /** Milliseconds of the epoch, by the service's clock. */
  readonly atMs: number;
  /** `performance.now()` when it was sent. */
  readonly sentAtMs: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The answer's status, or why there is none; undefined while it is awaited. */
  readonly outcome: number | NoAnswer | undefined;
}

type DeliveryState =
  | 'waiting'
  | 'delivered'
  /** Every attempt failed. */
  | 'given-up'
  /** Webhooks were off. */
  | 'dropped'
  /** By a fault. */
  | 'lost';

/** One event on its way to one address. */
export interface Delivery {
  readonly id: string;
  readonly event: EventName;
  readonly jobId: string;
  readonly url: string;
  readonly attempts: readonly Attempt[];
  readonly state: DeliveryState;
}

export type OpenDelivery = {
  -readonly [Key in keyof Omit<Delivery, 'attempts'>]: Delivery[Key];
} & { readonly attempts: Attempt[] };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The pause before each attempt, counted from the one before it: the last is made some 23 hours after the first. */
export const pausesMs: readonly number[] = [
  0,
  minuteMs,
  2 * minuteMs,
  5 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
  hourMs,
  3 * hourMs,
  6 * hourMs,
  12 * hourMs,
];
