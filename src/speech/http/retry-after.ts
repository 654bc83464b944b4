import { number } from './json.ts';

/**
 * How long a service wants to be left alone, in ms: OpenAI's own `retry-after-ms`, or `retry-after` in seconds or as a
 * date (RFC 9110, 10.2.3). A date is held against that of the same answer, as the two clocks may differ by minutes;
 * against `wallMs` where it has none. Undefined when it says nothing readable; may be negative.
 */
export function retryAfterMs(
  headers: Readonly<Record<string, string>>,
  wallMs: number,
): number | undefined {
  const ms = number.parse(headers['retry-after-ms']);
  if (ms !== undefined) return ms;
  const header = headers['retry-after'];
  if (header === undefined) return undefined;
  const seconds = number.parse(header);
  const saidMs = Date.parse(headers['date'] ?? '');
  const nowMs = Number.isNaN(saidMs) ? wallMs : saidMs;
  const waitMs = seconds === undefined ? Date.parse(header) - nowMs : seconds * 1000;
  return Number.isFinite(waitMs) ? waitMs : undefined;
}

const maxWaitMs = 86_400_000;

/** The same as a fact of an error, in whole ms between 0 and a day; nothing when nothing was said. */
export function retryAfterFact(headers: Readonly<Record<string, string>>): {
  retryAfterMs?: number;
} {
  const waitMs = retryAfterMs(headers, Date.now());
  if (waitMs === undefined) return {};
  return { retryAfterMs: Math.min(maxWaitMs, Math.max(0, Math.round(waitMs))) };
}
