import type { Frame, Track } from './track.ts';

/** Takes the next frames of a track, `last` with the end of it, and calls `taken` when it can take more. */
export type Deliver = (frames: readonly Frame[], last: boolean, taken: () => void) => void;

/** Delivers a track's frames in batches, each when the one before has been taken. Returns what stops it. */
export function feed(track: Track, deliver: Deliver): () => void {
  let delivered = 0;
  let isAwaited = false;
  let isBusy = false;
  let isOver = false;
  const unwatch = track.watch(soon);
  soon();
  return stop;

  /** A kept track outlives its feeds, so none stays on its list. */
  function stop(): void {
    isOver = true;
    unwatch();
  }

  /** Frames come in bursts: what one turn brings is one batch. */
  function soon(): void {
    if (isAwaited) return;
    isAwaited = true;
    queueMicrotask(() => {
      isAwaited = false;
      next();
    });
  }

  function next(): void {
    const { frames, ended } = track;
    if (isBusy || isOver || (frames.length === delivered && !ended)) return;
    const batch = frames.slice(delivered);
    delivered = frames.length;
    isBusy = true;
    if (ended) stop();
    deliver(batch, ended, () => {
      isBusy = false;
      next();
    });
  }
}
