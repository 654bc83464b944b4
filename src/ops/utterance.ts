import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** The work for one message or one interaction; `utterance` is there once it is about something to be said. */
interface Thread {
  utterance?: string;
}

const threads = new AsyncLocalStorage<Thread>();
const idBytes = 4;

/** Does what somebody asked for, whether or not it comes to be something that is said. */
export function oneThread<Result>(work: () => Result): Result {
  return threads.run({}, work);
}

/**
 * Does what has one thing said. All that is logged meanwhile, and by whatever it leads to, carries one `utterance`: an
 * id by chance, which tells nothing of whose it is or what it says. What is logged of it after an `oneThread` around
 * this carries it, too.
 */
export function asUtterance<Result>(work: () => Result): Result {
  const thread = threads.getStore();
  if (!thread) return oneThread(() => asUtterance(work));
  thread.utterance ??= randomBytes(idBytes).toString('hex');
  return work();
}

/** Fields for a line of the log that is written now; a new object each time, which may be written to. */
export function utteranceFields(): Record<string, unknown> {
  return { ...threads.getStore() };
}
