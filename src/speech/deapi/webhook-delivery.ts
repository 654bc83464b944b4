import { z } from 'zod';

import { parseJson, partOf, word } from '../http/json.ts';
import { type JobStatus, isRequestId, jobStatusOf } from './job-status.ts';

/** The content of a delivery. */
export interface Delivery {
  /** The same on every attempt. */
  readonly id: string | undefined;
  /** Undefined when it is about something else than a job. */
  readonly news?: { readonly requestId: string; readonly status: JobStatus };
}

const shape = partOf({
  event: word,
  delivery_id: word,
  data: z.record(z.string(), z.unknown()).catch({}),
});
/** The id has another name here than everywhere else. */
const named = partOf({ job_request_id: word, request_id: word });
/** The closed list of what is delivered: it says more surely than the open list of statuses what became of a job. */
const statuses = new Map([
  ['job.processing', 'processing'],
  ['job.completed', 'done'],
  ['job.failed', 'error'],
]);

/** Reads the body of a delivery. Undefined when it is no JSON object. */
export function deliveryOf(body: Uint8Array): Delivery | undefined {
  const json = parseJson(new TextDecoder().decode(body));
  if (typeof json !== 'object' || json === null) return undefined;
  const { event, delivery_id: id, data } = shape.parse(json);
  const { job_request_id: own, request_id: requestId = own } = named.parse(data);
  const byEvent = statuses.get(event ?? '');
  const status = jobStatusOf({ json: { data: { ...data, ...(byEvent && { status: byEvent }) } } });
  if (!status || requestId === undefined || !isRequestId(requestId)) return { id };
  return { id, news: { requestId, status } };
}
