import type { Breaker } from '#speech/breaker.ts';
import { withDeadline } from '#speech/deadline.ts';

import { TranslationError } from './translation.ts';
import type { Translation } from './translation.ts';

export interface PatienceOptions {
  /** From then on nobody waits for a translation. */
  readonly deadlineMs: number;
  readonly breaker: Pick<Breaker, 'permits' | 'succeeded' | 'failed' | 'undecided'>;
  /** Requests that are under way at once; others are not sent at all. */
  readonly maxAtOnce: number;
  /** A service that doesn't take the key is left alone for so long: somebody has to see to it. */
  readonly shutOutMs: number;
}

/** Waits for so long and no longer, and leaves a service alone that fails again and again. */
export function withPatience(inner: Translation, options: PatienceOptions): Translation {
  const { deadlineMs, breaker, maxAtOnce, shutOutMs } = options;
  let underWay = 0;
  const noted = (error: unknown): void => {
    if (!(error instanceof TranslationError)) return breaker.undecided();
    const { failure, facts } = error;
    // It works, and won't have this text.
    if (failure === 'refused') return breaker.succeeded();
    return breaker.failed(failure === 'forbidden' ? shutOutMs : facts.retryAfterMs);
  };
  return {
    async translate(request, signal) {
      if (underWay >= maxAtOnce) throw new TranslationError('busy');
      if (!breaker.permits()) throw new TranslationError('paused');
      underWay += 1;
      const late = () => new TranslationError('late');
      try {
        const texts = await withDeadline(signal, deadlineMs, late, (deadline) =>
          inner.translate(request, deadline),
        );
        breaker.succeeded();
        return texts;
      } catch (error) {
        noted(error);
        throw error;
      } finally {
        underWay -= 1;
      }
    },
    languages: (signal) => inner.languages(signal),
  };
}
