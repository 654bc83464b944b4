import { randomBytes } from 'node:crypto';

import { ServiceError, UserError } from '#errors.ts';
import { isDiskFull } from '#ops/disk-full.ts';
import type { Log } from '#ops/log.ts';

/** The sentence for a person on a failure: theirs and the service's as they are, a bug as a number that the log knows, too. */
export function sentenceFor(error: unknown, log: Log, where: string): string {
  if (error instanceof UserError) return error.message;
  if (error instanceof ServiceError) {
    log.warn({ error, where }, 'a service failed');
    return error.sentence;
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    log.warn({ error, where }, 'nothing came before the deadline');
    return 'That took too long, so I gave up. Try again.';
  }
  if (isDiskFull(error)) {
    log.error({ error, where }, 'the disk is full: something could not be kept');
    return "The disk of the machine that I run on is full, so I couldn't keep that. Whoever runs me has to make room. Then try again.";
  }
  const id = randomBytes(4).toString('hex');
  log.error({ error, where, id }, 'something went wrong');
  return `Something went wrong, and it's not your fault. If it happens again, tell whoever runs me this number: \`${id}\`.`;
}
