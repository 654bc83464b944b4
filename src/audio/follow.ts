import type { Track } from './track.ts';

/** How a track ended: well, or with what it failed with. */
export interface Outcome {
  readonly error?: unknown;
}

/**
 * Appends to `target` every frame that `source` has and gets. `onEnd` is called once `source` has ended; `target` is
 * not ended by this. Returns what stops it.
 */
export function follow(
  source: Track,
  target: Track,
  onEnd: (outcome: Outcome) => void,
): () => void {
  let taken = 0;
  let isStopped = false;
  const take = () => {
    if (isStopped) return;
    for (const frame of source.frames.slice(taken)) target.append(frame);
    taken = source.frames.length;
    if (!source.ended) return;
    stop();
    onEnd(source.error === undefined ? {} : { error: source.error });
  };
  const unwatch = source.watch(take);
  const stop = () => {
    isStopped = true;
    unwatch();
  };
  take();
  return stop;
}

/** Ends the track in the same way as another. */
export function finish(track: Track, outcome: Outcome): void {
  if ('error' in outcome) track.fail(outcome.error);
  else track.end();
}
