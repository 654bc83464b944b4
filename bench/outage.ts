/** Between two frames: more than a busy machine makes. */
const pauseMs = 100;
/** A fault that has made no pause by then makes none. */
const noPauseMs = 2000;

/**
 * From a fault until the first frame of speech behind the pause that it made: 0 for a fault without a pause, undefined
 * while that can't be told yet. `times` are those of the frames that were heard since the fault, all in milliseconds.
 */
export function outageMs(
  times: readonly number[],
  struckAtMs: number,
  nowMs: number,
): number | undefined {
  const again = times.find((atMs, index) => atMs - (times[index - 1] ?? struckAtMs) > pauseMs);
  if (again !== undefined) return again - struckAtMs;
  // Only speech that goes on to this moment had no pause: frames just behind the fault may be the last before an outage.
  const lastMs = times.at(-1);
  const goesOn = lastMs !== undefined && nowMs - lastMs <= pauseMs;
  return goesOn && nowMs - struckAtMs > noPauseMs ? 0 : undefined;
}
