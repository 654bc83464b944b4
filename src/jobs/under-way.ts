import { unlessAborted } from '#speech/deadline.ts';

/** Requests on their way to a service, of which nothing is known yet that the next process could go by. */
export class UnderWay {
  readonly #all = new Set<Promise<void>>();
  #isClosed = false;

  /** No request may be sent any more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** One more is about to be sent; what is returned is called, once or more often, when enough is known of it. */
  begin(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#all.add(promise);
    void promise.then(() => this.#all.delete(promise));
    return resolve;
  }

  /** Lets nothing begin any more; resolves when enough is known of all, or when the grace is over. */
  async close(grace: AbortSignal): Promise<void> {
    this.#isClosed = true;
    await unlessAborted(Promise.all(this.#all), grace).catch(() => undefined);
  }
}
