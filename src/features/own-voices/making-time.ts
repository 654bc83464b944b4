/** A job that takes longer than this is given up. */
const madeWithinMs = 3 * 60_000;

/** Ends what is being made for somebody who waits: when the bot stops, and when it takes too long. */
export function makingSignal(closing: AbortSignal): AbortSignal {
  return AbortSignal.any([closing, AbortSignal.timeout(madeWithinMs)]);
}
