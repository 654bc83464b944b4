/** So often in a minute somebody is heard louder, or breaks in. */
export const often = { count: 3, withinMs: 60_000 } as const;

/** How people are told that they may again in so many milliseconds. */
export function untilAllowed(inMs: number): { readonly count: number; readonly seconds: number } {
  return { count: often.count, seconds: Math.ceil(inMs / 1_000) };
}
