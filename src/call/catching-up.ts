/** So many lines may wait without anybody having to hurry. */
const fewLines = 2;
const mostTenths = 15;

/** The tempo of a line while so many wait for its end: a tenth more for each that is too many, up to one and a half times. */
export function catchUpTempo(waiting: number): number {
  // Counted in tenths, of which the sum is exact.
  return Math.min(mostTenths, 10 + Math.max(0, waiting - fewLines)) / 10;
}
