/** A query that rejects when its answer takes longer. pg takes a deadline for one query, which its types don’t know. */
export function timed(text: string, timeoutMs: number, values: readonly unknown[] = []) {
  return { text, values: [...values], query_timeout: timeoutMs };
}
