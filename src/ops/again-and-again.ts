import { setTimeout as delay } from 'node:timers/promises';

import { onceWhileBroken } from './while-broken.ts';

interface Repeated {
  readonly everyMs: number;
  /** Ends it; what is being done then is done to its end. */
  readonly signal: AbortSignal;
  /** Told when it begins to fail, and not again until it has worked. */
  readonly onTrouble: (error: unknown) => void;
}

/** Does something again and again, with a pause after each time, however that ended. Resolves when it has ended. */
export async function againAndAgain(
  work: () => Promise<void>,
  { everyMs, signal, onTrouble }: Repeated,
): Promise<void> {
  const telling = onceWhileBroken(onTrouble);
  while (!signal.aborted) {
    try {
      await work();
      telling.worked();
    } catch (error) {
      telling.failed(error);
    }
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
