import type { Outcome, Track } from './track.ts';

/**
 * Appends to `target` every frame that `source` has and gets, from the `first` on. `onEnd` is called once `source` has ended; `target` is
 * not ended by this. Returns what stops it.
 */
export function follow(
  source: Track,
  target: Track,
  onEnd: (outcome: Outcome) => void,
  first = 0,
): () => void {
  let taken = first;
  let isStopped = false;
  const take = () => {
    if (isStopped) return;
    if (source.source) target.comesFrom(source.source);
    for (const frame of source.frames.slice(taken)) target.append(frame);
    taken = source.frames.length;
    if (!source.outcome) return;
    stop();
    onEnd(source.outcome);
  };
  const unwatch = source.watch(take);
  const stop = () => {
    isStopped = true;
    unwatch();
  };
  take();
  return stop;
}
