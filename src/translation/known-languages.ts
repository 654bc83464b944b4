import { withDeadline } from '#speech/deadline.ts';

import { TranslationError } from './translation.ts';
import type { Translation, TranslationLanguage } from './translation.ts';

const keptMs = 3_600_000;
const retryMs = 60_000;
const answerMs = 10_000;

/** The languages of a service, looked up again now and then, while what was known counts. */
export class KnownLanguages {
  readonly #translation: Pick<Translation, 'languages'>;
  readonly #closing: AbortSignal;
  #known: readonly TranslationLanguage[] | undefined;
  #nextLookMs = -Infinity;

  constructor(translation: Pick<Translation, 'languages'>, closing: AbortSignal) {
    this.#translation = translation;
    this.#closing = closing;
  }

  look(): void {
    const nowMs = performance.now();
    if (nowMs < this.#nextLookMs || this.#closing.aborted) return;
    this.#nextLookMs = nowMs + retryMs;
    const late = () => new TranslationError('late');
    const looking = withDeadline(this.#closing, answerMs, late, (signal) =>
      this.#translation.languages(signal),
    );
    void this.#keep(looking, nowMs);
  }

  /** Until it tells, codes are sent as they usually are. */
  async #keep(looking: Promise<readonly TranslationLanguage[]>, nowMs: number): Promise<void> {
    try {
      this.#known = await looking;
      this.#nextLookMs = nowMs + keptMs;
    } catch {
      // It is asked again in a minute.
    }
  }

  sources(): readonly string[] | undefined {
    return this.#known?.map(({ code }) => code);
  }

  targets(): readonly string[] | undefined {
    const codes = this.#known?.flatMap(({ code, targets }) => targets ?? [code]);
    return codes && [...new Set(codes)];
  }
}
