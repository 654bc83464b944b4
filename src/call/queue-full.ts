import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';

/** An utterance has no room in the queue. Its author reads why. */
export class QueueFullError extends UserError {}

export const queueFull = {
  ofOneself: (most: number): QueueFullError =>
    new QueueFullError(text(($) => $.calls.queueFull.ofOneself, { count: most })),
  ofEverybody: (): QueueFullError => new QueueFullError(text(($) => $.calls.queueFull.ofEverybody)),
  /** It waited, and gave its room to somebody who has less waiting. */
  gaveWay: (): QueueFullError => new QueueFullError(text(($) => $.calls.queueFull.gaveWay)),
};
