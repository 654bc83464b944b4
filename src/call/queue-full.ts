import { UserError } from '#errors.ts';

/** An utterance has no room in the queue. Its author reads why. */
export class QueueFullError extends UserError {}

export const queueFull = {
  ofOneself: (most: number): QueueFullError =>
    new QueueFullError(
      `${most} of your lines wait to be spoken here, which is as many as may. Please wait until one was spoken, or use /skip.`,
    ),
  ofEverybody: (): QueueFullError =>
    new QueueFullError('Too much is waiting to be spoken here; please wait, or use /skip.'),
  /** It waited, and gave its room to somebody who has less waiting. */
  gaveWay: (): QueueFullError =>
    new QueueFullError(
      'Too much was waiting to be spoken here: the last of your lines gave way to those of others.',
    ),
};
