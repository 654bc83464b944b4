import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** When a body's bytes are sent: the first after one time, the last after another, the rest evenly between. */
export interface Pace {
  readonly firstByteMs: number;
  readonly lastByteMs: number;
}

const stepMs = 20;

/**
 * Sends the bytes at the pace, counted from `startMs` (of `performance.now()`), and ends the response. Headers must be
 * set; stops when the client is gone.
 */
export async function deliver(
  response: ServerResponse,
  bytes: Uint8Array,
  { firstByteMs, lastByteMs }: Pace,
  startMs = performance.now(),
): Promise<void> {
  const steps = Math.max(1, Math.ceil((lastByteMs - firstByteMs) / stepMs));
  const part = Math.ceil(bytes.length / (steps + 1));
  for (let step = 0; step <= steps && !response.destroyed; step += 1) {
    const dueMs = startMs + firstByteMs + ((lastByteMs - firstByteMs) * step) / steps;
    await delay(Math.max(0, dueMs - performance.now()));
    if (!response.destroyed) response.write(bytes.subarray(step * part, (step + 1) * part));
  }
  response.end();
}

/** Resolves when more can be written, or the client is gone. */
export function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}
