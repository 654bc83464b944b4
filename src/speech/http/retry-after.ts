import { number } from './json.ts';

/**
 * How long a service wants to be left alone, in ms: OpenAI's own `retry-after-ms`, or `retry-after` in seconds or as a
 * date (RFC 9110, 10.2.3). Undefined when it says nothing readable; may be negative.
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
  const waitMs = seconds === undefined ? Date.parse(header) - wallMs : seconds * 1000;
  return Number.isFinite(waitMs) ? waitMs : undefined;
}
