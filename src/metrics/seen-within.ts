/**
 * Looks again only when what was seen last is older than that; those who ask meanwhile wait for the same look. A look that
 * fails is seen by those who waited for it, and by nobody later.
 */
export function seenWithin<Result>(
  maxAgeMs: number,
  look: () => Promise<Result>,
): () => Promise<Result> {
  let seen: Promise<Result> | undefined;
  let sinceMs = -Infinity;
  return async () => {
    if (!seen || performance.now() - sinceMs >= maxAgeMs) {
      sinceMs = performance.now();
      const looking = look();
      seen = looking;
      looking.catch(() => {
        if (seen === looking) seen = undefined;
      });
    }
    return seen;
  };
}
