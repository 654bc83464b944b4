import { randomBytes } from 'node:crypto';

import { ServiceError, UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { isDatabaseAway } from '#ops/database-away.ts';
import { isDiskFull } from '#ops/disk-full.ts';
import type { Log } from '#ops/log.ts';

/** Told to whoever asks for something, or waits for it, while the bot stops. */
export const beingRestarted = text(($) => $.discord.beingRestarted);

/** A failure that somebody was told of is theirs to mend, a service's, of the machine, or ours. */
export type FailureKind = (typeof failureKinds)[number];
export const failureKinds = [
  'asked-wrong',
  'service',
  'too-late',
  'disk-full',
  'database-away',
  'bug',
] as const;

export function failureKind(error: unknown): FailureKind {
  if (error instanceof UserError) return 'asked-wrong';
  if (error instanceof ServiceError) return 'service';
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'too-late';
  if (isDiskFull(error)) return 'disk-full';
  return isDatabaseAway(error) ? 'database-away' : 'bug';
}

/** The text for a person on a failure: theirs and the service's as they are, a bug as a number that the log knows, too. */
export function textFor(error: unknown, log: Log, where: string): Text {
  if (error instanceof UserError) return error.text;
  if (error instanceof ServiceError) {
    log.warn({ error, where }, 'a service failed');
    return error.text;
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    log.warn({ error, where }, 'nothing came before the deadline');
    return text(($) => $.failures.tookTooLong);
  }
  if (isDiskFull(error)) {
    log.error({ error, where }, 'the disk is full: something could not be kept');
    return text(($) => $.failures.diskFull);
  }
  if (isDatabaseAway(error)) {
    log.error({ error, where }, 'the database doesn’t answer');
    return text(($) => $.failures.databaseAway);
  }
  const id = randomBytes(4).toString('hex');
  log.error({ error, where, id }, 'something went wrong');
  return text(($) => $.failures.bug, { id });
}
