/** The factor by which samples grow for so many decibels. */
export function amplitudeOf(db: number): number {
  return 10 ** (db / 20);
}
