export const dayMs = 86_400_000;

/** Days since 1970 UTC. */
export function dayOf(atMs: number): number {
  return Math.floor(atMs / dayMs);
}
