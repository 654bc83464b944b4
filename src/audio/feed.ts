import type { Frame, Track } from './track.ts';

/** Takes the next frames of a track, `last` with the end of it, and calls `taken` when it can take more. */
export type Deliver = (frames: readonly Frame[], last: boolean, taken: () => void) => void;

/** Says how long frames may be kept back until more have come. */
export interface Pace {
  /** Zero for at once. The moment that it means stays the same until something is delivered. */
  waitMs(): number;
  delivered(frames: number): void;
}

const atOnce: Pace = { waitMs: () => 0, delivered: () => undefined };

/**
 * Delivers a track's frames in batches, each when the one before has been taken and when the pace lets it, and the end at once.
 * Returns what stops it.
 */
export function feed(track: Track, deliver: Deliver, pace: Pace = atOnce): () => void {
  let delivered = 0;
  let isAwaited = false;
  let isBusy = false;
  let isOver = false;
  let heldBack: NodeJS.Timeout | undefined;
  const unwatch = track.watch(soon);
  soon();
  return stop;

  /** A kept track outlives its feeds, so none stays on its list. */
  function stop(): void {
    isOver = true;
    clearTimeout(heldBack);
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
    const waitMs = ended ? 0 : pace.waitMs();
    if (waitMs > 0) {
      heldBack ??= setTimeout(release, Math.ceil(waitMs));
      return;
    }
    clearTimeout(heldBack);
    heldBack = undefined;
    const batch = frames.slice(delivered);
    delivered = frames.length;
    isBusy = true;
    if (ended) stop();
    deliver(batch, ended, () => {
      isBusy = false;
      next();
    });
    pace.delivered(batch.length);
  }

  /** Keeps nothing back any longer. */
  function release(): void {
    heldBack = undefined;
    next();
  }
}
