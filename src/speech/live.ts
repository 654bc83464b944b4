/** Seconds of work for each second of speech above which a model doesn’t keep up with itself, while others need the machine. */
export const liveFactor = 0.8;

/** Whether a model is fast enough to be heard while it is made; one that was never measured is taken to be. */
export function isFastEnough(realTimeFactor: number | undefined): boolean {
  return realTimeFactor === undefined || realTimeFactor <= liveFactor;
}
