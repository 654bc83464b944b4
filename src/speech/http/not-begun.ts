/**
 * Cloudflare's own statuses for "no connection to the origin was made": unlike its 520, 522 and 524 they prove that the
 * request reached nobody (developers.cloudflare.com, 5xx errors).
 */
const neverArrived = new Set([521, 523, 525, 526]);

/**
 * Whether a status of 5xx proves that nothing was done, so that asking for something paid again costs nothing twice.
 * A 503 does with `Retry-After`: then a server says itself that it can't handle the request at present and when to ask
 * again (RFC 9110, 15.6.4), as Laravel does when it is down for maintenance, before any route. Without, it may come from
 * a proxy whose connection broke after the request had gone through (Envoy answers so). 500, 502 and 504 prove nothing.
 */
export function wasNotBegun({
  status,
  headers,
}: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}): boolean {
  return neverArrived.has(status) || (status === 503 && headers['retry-after'] !== undefined);
}
